import {
  mountPage,
  SIGNED_IN,
  type MountedPage,
  type MountInput,
} from '../../../../support/miniprogram-page';
import { aRegistration, aSeason, failedWith } from '../../../../support/miniprogram-answers';

const registration = aRegistration({
  state: 'ready',
  position: { step: 'review', about: null },
  missing: [],
  site: { code: '1', name: { zh: '厦门大学', en: 'Xiamen University' }, reviews: true },
  actions: [{ action: 'submit_for_review', possible: true, reasons: [] }],
});
const BASE = `/registrations/${registration.id}`;

describe('The submit page', () => {
  let page: MountedPage | undefined;
  afterEach(() => page?.close());

  async function open(server: MountInput['server'] = {}, shown = registration): Promise<MountedPage> {
    let now = shown;
    page = await mountPage({
      page: `/pages/submit/index?registration=${registration.id}`,
      storage: SIGNED_IN,
      server: {
        [`GET ${BASE}`]: () => ({ body: { registration: now } }),
        [`GET /seasons/${registration.seasonId}`]: { body: aSeason() },
        [`GET /seasons/${registration.seasonId}/sites`]: { body: { sites: [], serverTime: 1 } },
        [`POST ${BASE}/review`]: () => {
          now = { ...registration, state: 'pending', actions: [] };
          return { body: { registration: now } };
        },
        ...server,
      },
    });
    return page;
  }

  it('says what cannot be taken back before it is done (W3, S38, S39)', async () => {
    const mounted = await open();
    await mounted.sees('提交后，审核期间不能修改');
    await mounted.sees('已提交还不等于报名成功');
    expect(mounted.calls.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('submits once for a double tap and shows the review', async () => {
    const mounted = await open();
    await mounted.sees('提交后，审核期间不能修改');
    await mounted.taps('提交信息审核', 2);
    await mounted.sees('考点正在审核');
    expect(mounted.calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it("tells a refusal in the server's words", async () => {
    const reasons = [{ code: 'window.closed', message: '网报已截止。' }];
    const mounted = await open({ [`POST ${BASE}/review`]: failedWith(409, 'DEADLINE_PASSED', { reasons }) });
    await mounted.sees('提交后，审核期间不能修改');
    await mounted.taps('提交信息审核');
    await mounted.sees('网报已截止。');
  });

  it('says so when it cannot be submitted', async () => {
    const mounted = await open({}, { ...registration, actions: [] });
    await mounted.sees('现在不能提交审核');
  });
});
