import {
  mountPage,
  SIGNED_IN,
  type MountedPage,
  type MountInput,
} from '../../../../support/miniprogram-page';
import { aRegistration, aSeason, NOW } from '../../../../support/miniprogram-answers';

const name = { zh: 'MS Office高级应用与设计', en: 'Advanced MS Office' };
const registration = aRegistration({
  state: 'paid',
  position: { step: 'done', about: null },
  site: { code: '1', name: { zh: '厦门大学', en: 'Xiamen University' }, reviews: true },
  subjects: [{ code: '65', name, feeFen: 10_500, state: 'paid' }],
});
const BASE = `/registrations/${registration.id}`;
const summary = {
  readBack: { name: '王*明', documentNumber: '359***15', site: null, subjects: [], amountFen: 0 },
  order: null,
  proofs: [{ orderId: 'N20270108000001', subjectCodes: ['65'], amountFen: 10_500, paidAt: NOW }],
  refunds: [],
  registration,
};

describe('The proof page', () => {
  let page: MountedPage | undefined;
  const asked: [string, unknown][] = [];
  afterEach(() => page?.close());

  async function open(shown = registration, input: Partial<MountInput> = {}): Promise<MountedPage> {
    asked.length = 0;
    page = await mountPage({
      page: `/pages/proof/index?registration=${registration.id}`,
      storage: SIGNED_IN,
      ask: (kind, given) => {
        asked.push([kind, given]);
        return {};
      },
      server: {
        [`GET ${BASE}`]: { body: { registration: shown } },
        [`GET ${BASE}/payment`]: { body: { ...summary, registration: shown } },
        [`GET /seasons/${registration.seasonId}`]: { body: aSeason({ serverTime: NOW }) },
      },
      ...input,
    });
    return page;
  }

  it('shows the number, the sum and what comes next', async () => {
    const mounted = await open();
    await mounted.sees('报名成功');
    for (const words of [
      'N20270108000001',
      '¥105.00',
      '65 MS Office高级应用与设计',
      '2027年3月18日（周四）9:00起',
    ])
      expect(mounted.text()).toContain(words);
    expect(mounted.text()).toContain('不发纸质证书');
  });

  it.each([
    ['processing', '¥105.00正在原路退回'],
    ['succeeded', '¥105.00已经原路退回'],
    ['abnormal', '没有自动退回，工作人员正在处理'],
  ])('tells of a refund that is %s how far it is', async (state, words) => {
    const refunds = [{ amountFen: 10_500, state, cause: 'late' }];
    const mounted = await open(registration, {
      server: {
        [`GET ${BASE}`]: { body: { registration } },
        [`GET ${BASE}/payment`]: { body: { ...summary, refunds } },
        [`GET /seasons/${registration.seasonId}`]: { body: aSeason({ serverTime: NOW }) },
      },
    });
    await mounted.sees(words);
  });

  it('puts the exam day into the calendar of the phone, in seconds', async () => {
    const mounted = await open(registration, { conditions: { privacyAgreed: true } });
    await mounted.sees('考试日加到手机日历');
    await mounted.taps('考试日加到手机日历');
    await mounted.sees('已加到手机日历');
    const entry = asked.find(([kind]) => kind === 'calendar')?.[1];
    expect(entry).toMatchObject({
      startTime: Date.parse('2027-03-27T08:00+08:00') / 1000,
      location: '厦门大学',
    });
  });

  it('gives the dates to note by hand when the calendar is not declared in the privacy guide', async () => {
    const mounted = await open(registration, {
      conditions: { privacyAgreed: true, undeclared: ['addPhoneCalendar'] },
    });
    await mounted.sees('考试日加到手机日历');
    await mounted.taps('考试日加到手机日历');
    await mounted.sees('现在不能从小程序加到手机日历。请自己记下：');
    for (const words of ['2027年3月27日', '2027年3月29日', '厦门大学'])
      expect(mounted.text().split('请自己记下')[1]).toContain(words);
  });

  it('says how to agree after a refusal, or what to note', async () => {
    const mounted = await open();
    await mounted.sees('准考证提醒加到手机日历');
    await mounted.taps('准考证提醒加到手机日历');
    await mounted.taps('不同意');
    await mounted.sees('您没有同意隐私保护指引');
    expect(mounted.text().split('自己记下')[1]).toContain('2027年3月18日（周四）9:00起');
  });

  it('leads to what is still unpaid', async () => {
    const mounted = await open({ ...registration, state: 'part_paid' });
    await mounted.sees('部分科目报名成功');
    await mounted.sees('缴其余科目');
  });

  it('says plainly that submitted is not registered', async () => {
    const mounted = await open({ ...registration, state: 'pending' });
    await mounted.sees('已提交还不等于报名成功，缴费后才算。');
  });
});
