import {
  aRegistration,
  aSeason,
  aSeasonCard,
  failedWith,
  NOW,
} from '../../../../support/miniprogram-answers';
import { mountPage, SIGNED_IN, type MountedPage, type Reply } from '../../../../support/miniprogram-page';

const CARD = aSeasonCard();
const ACTIVE = { account: { id: 'account-1', state: 'active', locale: 'zh-CN' }, serverTime: NOW };
const fuzhou = aSeason({
  subjects: [
    { code: '24', level: 2, name: { zh: 'C语言', en: 'C' }, minutes: 120, requires: null, feeFen: 10_500 },
  ],
});
const other = aSeason({
  id: 'zhejiang-2027-03',
  province: { code: '33', name: { zh: '浙江', en: 'Zhejiang' } },
});

describe('The start page', () => {
  let page: MountedPage | undefined;
  afterEach(() => page?.close());

  async function open(
    server: Parameters<typeof mountPage>[0]['server'] = {},
    storage: Record<string, unknown> = { ...SIGNED_IN, signedOut: true },
  ): Promise<MountedPage> {
    page = await mountPage({
      page: '/pages/start/index',
      storage,
      server: {
        'GET /seasons': { body: { seasons: [CARD], serverTime: NOW } },
        [`GET /seasons/${CARD.id}`]: { body: fuzhou },
        ...server,
      },
    });
    return page;
  }

  it('shows dates, needs and the reason for an account without asking who it is', async () => {
    const mounted = await open();
    await mounted.sees('网上报名正在进行');
    expect(mounted.text()).toContain('每科¥105.00');
    expect(mounted.text()).toContain('为什么要登录');
    expect(mounted.calls.every(({ headers }) => headers['Authorization'] === undefined)).toBe(true);
    await mounted.taps('登录并开始报名');
    expect(mounted.stack().at(-1)).toEqual({ route: 'pages/account/index', options: { season: CARD.id } });
  });

  it('asks for the province where several are open (S1)', async () => {
    const mounted = await open({
      'GET /seasons': { body: { seasons: [CARD, other], serverTime: NOW } },
      [`GET /seasons/${other.id}`]: { body: other },
    });
    await mounted.sees('在哪个省');
    await mounted.taps('浙江 · 第79次考试');
    await mounted.taps('登录并开始报名');
    expect(mounted.stack().at(-1)?.options).toEqual({ season: other.id });
  });

  it('starts once for a double tap and leads on', async () => {
    const started: Reply = { status: 201, body: { registration: aRegistration(), resumed: false } };
    const known = { 'GET /me': { body: ACTIVE }, 'GET /registrations': { body: { registrations: [] } } };
    const mounted = await open({ ...known, 'POST /registrations': started }, SIGNED_IN);
    await mounted.sees('开始报名');
    await mounted.taps('开始报名', 2);
    expect(mounted.calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(mounted.stack().at(-1)?.route).toBe('pages/question/index');
  });

  it('goes on with the live registration', async () => {
    const registrations = [aRegistration({ seasonId: fuzhou.id })];
    const mounted = await open(
      { 'GET /me': { body: ACTIVE }, 'GET /registrations': { body: { registrations } } },
      SIGNED_IN,
    );
    await mounted.sees('继续报名');
    expect(mounted.text()).not.toContain('为什么要登录');
  });

  it.each([
    ['before', { opensAt: NOW + 1e8, closesAt: NOW + 2e8 }, '网上报名还没有开始'],
    ['after', { opensAt: NOW - 2e8, closesAt: NOW - 1e8 }, '本考次不能再报名'],
  ])('offers no start %s the window', async (_when, window, words) => {
    const season = aSeason({ windows: [window] });
    const mounted = await open({ [`GET /seasons/${CARD.id}`]: { body: season } });
    await mounted.sees(words);
    expect(mounted.text()).not.toContain('登录并开始报名');
  });

  it('says so when no sitting is announced', async () => {
    const mounted = await open({ 'GET /seasons': { body: { seasons: [], serverTime: NOW } } });
    await mounted.sees('现在没有可以报名的考次');
  });

  it('shows what failed and tries again', async () => {
    let tries = 0;
    const mounted = await open({
      [`GET /seasons/${CARD.id}`]: () => {
        tries += 1;
        return tries === 1 ? failedWith(503, 'STORAGE_FULL', { retryable: true }) : { body: fuzhou };
      },
    });
    await mounted.sees('没有成功');
    await mounted.taps('重试');
    await mounted.sees('要准备什么');
  });
});
