import { aRegistration, aSeason, failedWith } from '../../../../support/miniprogram-answers';
import {
  mountPage,
  SIGNED_IN,
  type MountedPage,
  type MountInput,
} from '../../../../support/miniprogram-page';
import type { Registration } from '../../../../../miniprogram/services/registrations';

const may = [{ action: 'delete' as const, possible: true, reasons: [] }];

describe('The page that deletes a registration', () => {
  let page: MountedPage | undefined;
  afterEach(() => page?.close());

  async function open(
    change: Partial<Registration> = {},
    server: MountInput['server'] = {},
  ): Promise<MountedPage> {
    const registration = aRegistration({ state: 'saved', actions: may, ...change });
    const at = `/registrations/${registration.id}`;
    page = await mountPage({
      page: `/pages/deletion/index?registration=${registration.id}`,
      storage: SIGNED_IN,
      server: {
        [`GET ${at}`]: { body: { registration } },
        [`GET /seasons/${registration.seasonId}`]: { body: aSeason() },
        [`POST ${at}/deletion`]: { body: { registration: { ...registration, state: 'deleted' } } },
        ...server,
      },
    });
    return page;
  }

  const changes = () => page?.calls.filter(({ method }) => method !== 'GET') ?? [];

  it('wants a reason, keeps the choice, and deletes once for a double tap (W4, S32)', async () => {
    const mounted = await open();
    await mounted.sees('要删除这次的报考信息吗');
    await mounted.sees('以后，不能重新报名');
    await mounted.taps('只删除');
    await mounted.taps('删除报考信息');
    await mounted.sees('请选择原因');
    await mounted.taps('其他原因');
    await mounted.taps('删除报考信息');
    await mounted.sees('请写下原因');
    expect(changes()).toHaveLength(0);
    await mounted.types('这次时间不合适');
    await mounted.taps('删除报考信息', 2);
    await mounted.sees('已经删除');
    expect(changes()).toHaveLength(1);
    expect(changes()[0]?.body).toMatchObject({ reason: '这次时间不合适' });
  });

  it('says after the window that there is no way back (S33)', async () => {
    const { deadlines } = aRegistration();
    const mounted = await open({
      deadlines: { ...deadlines, windowOpen: false, siteClosesAt: 1 },
    });
    await mounted.sees('网报已经截止，删除后这次考试不能再报名');
    expect(mounted.text()).not.toContain('次数不限');
  });

  it('tells the server’s reason where it cannot be deleted (S31, S35)', async () => {
    const reasons = [{ code: 'delete.paid', message: '已缴费，不能自己删除。', remedy: 'none' as const }];
    const mounted = await open({
      state: 'paid',
      actions: [{ action: 'delete', possible: false, reasons }] as unknown as Registration['actions'],
    });
    await mounted.sees('现在不能删除');
    expect(mounted.text()).toContain('已缴费，不能自己删除。');
  });

  it('says that a payment is closed first, and what follows (race rule 2)', async () => {
    const mounted = await open({ state: 'paying' });
    await mounted.sees('有一笔付款还没有完成');
  });

  it('keeps the reason when the server refuses, and tells why', async () => {
    const registration = aRegistration();
    const refusal = failedWith(409, 'STATE_CONFLICT', { message: '刚刚有变化，请再看一遍。' });
    const at = `/registrations/${registration.id}`;
    const mounted = await open({}, { [`POST ${at}/deletion`]: refusal });
    await mounted.sees('要删除这次的报考信息吗');
    await mounted.taps('只删除');
    await mounted.taps('不参加这次考试了');
    await mounted.taps('删除报考信息');
    await mounted.sees('刚刚有变化，请再看一遍。');
  });
});
