import {
  mountPage,
  SIGNED_IN,
  type MountedPage,
  type MountInput,
} from '../../../../support/miniprogram-page';
import { aRegistration, aSeason, failedWith, NOW } from '../../../../support/miniprogram-answers';

const base = aRegistration({
  state: 'pending',
  position: { step: 'review', about: null },
  missing: [],
  site: { code: '1', name: { zh: '厦门大学', en: 'Xiamen University' }, reviews: true },
  fields: ['name', 'ethnicity'].map((field) => ({ field, required: true, answered: true })),
  answers: { name: '王*明', ethnicity: '01' },
});
const rejected = aRegistration({
  ...base,
  state: 'rejected',
  decision: {
    outcome: 'rejected',
    decidedAt: NOW,
    words: '姓名和证件不一致，照片背景不是白色。',
    marked: ['name', 'photo'],
    edited: false,
  },
});
rejected.deadlines = { ...rejected.deadlines, resubmissionEndsAt: NOW + 86_400_000 };
const AT = `GET /registrations/${base.id}`;

describe('The status page', () => {
  let page: MountedPage | undefined;
  afterEach(() => page?.close());

  async function open(registration = base, server: MountInput['server'] = {}): Promise<MountedPage> {
    page = await mountPage({
      page: `/pages/status/index?registration=${base.id}`,
      storage: SIGNED_IN,
      server: {
        [AT]: { body: { registration } },
        [`GET /seasons/${base.seasonId}`]: {
          body: aSeason({ templates: [{ kind: 'review_result', templateId: 'T1' }] }),
        },
        [`GET /seasons/${base.seasonId}/sites`]: { body: { sites: [], serverTime: NOW } },
        'POST /subscriptions': { body: { ok: true } },
        ...server,
      },
    });
    return page;
  }

  it('waits for the site and locks nothing away from view (S39)', async () => {
    const mounted = await open();
    await mounted.sees('考点正在审核');
    expect(mounted.text()).not.toContain('重新提交审核');
  });

  it('asks in the tap for the message of the result and reports the answer', async () => {
    const mounted = await open();
    await mounted.sees('审核有结果时通知我');
    await mounted.taps('审核有结果时通知我');
    await mounted.taps('允许');
    await mounted.sees('有结果会用微信通知您');
    expect(mounted.calls.find(({ path }) => path === '/subscriptions')?.body).toEqual({
      results: [{ templateId: 'T1', result: 'accept', always: false }],
    });
  });

  it('shows the reason and what was marked first, the rest behind one tap (S40, S41)', async () => {
    const mounted = await open(rejected);
    await mounted.sees('姓名和证件不一致，照片背景不是白色。');
    expect(mounted.text()).not.toContain('民族');
    await mounted.taps('改其他');
    await mounted.sees('民族');
    await mounted.taps('收起其他');
    await mounted.sees('改其他');
  });

  it('leads from a marked field to its question, and from the photo to its own page (S42, S43)', async () => {
    const mounted = await open(rejected);
    await mounted.sees('请先改这些');
    await mounted.taps('照片');
    expect(mounted.stack().at(-1)?.route).toBe('pages/photo/index');
  });

  it('submits again over the same interruption (S44)', async () => {
    const mounted = await open(rejected);
    await mounted.sees('重新提交审核');
    await mounted.taps('重新提交审核');
    expect(mounted.stack().at(-1)?.route).toBe('pages/submit/index');
  });

  it('has an open change promised first', async () => {
    const mounted = await open({
      ...rejected,
      changed: ['name'],
      position: { step: 'summary', about: null },
    });
    await mounted.sees('已修改');
    await mounted.taps('确认修改，去提交');
    expect(mounted.stack().at(-1)?.route).toBe('pages/promise/index');
  });

  it('leads to payment once approved (S45)', async () => {
    const mounted = await open({ ...base, state: 'approved' });
    await mounted.sees('审核通过，请缴费');
    await mounted.taps('去缴费');
    expect(mounted.stack().at(-1)?.route).toBe('pages/payment/index');
  });

  it('has a quiet way to delete the registration where its state allows that (S31)', async () => {
    const actions = [{ action: 'delete' as const, possible: true, reasons: [] }];
    const mounted = await open({ ...base, actions });
    await mounted.sees('删除报考信息');
    await mounted.taps('删除报考信息');
    expect(mounted.stack().at(-1)).toMatchObject({
      route: 'pages/deletion/index',
      options: { registration: base.id },
    });
    mounted.close();
    const locked = await open({ ...base, actions: [{ ...actions[0]!, possible: false }] });
    await locked.sees('考点正在审核');
    expect(locked.text()).not.toContain('删除报考信息');
  });

  it('is empty after the end, and tries again after a failure', async () => {
    let tries = 0;
    const ended = aRegistration({ state: 'deleted' });
    const mounted = await open(base, {
      [AT]: () =>
        ++tries === 1 ? failedWith(503, 'X', { retryable: true }) : { body: { registration: ended } },
    });
    await mounted.sees('没有成功');
    await mounted.taps('重试');
    await mounted.sees('没有审核');
  });
});
