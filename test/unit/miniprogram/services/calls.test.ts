import { aSeasonCard, failedWith, NOW } from '../../../support/miniprogram-answers';
import { mountPage, SIGNED_IN, type MountedPage, type Reply } from '../../../support/miniprogram-page';

const seasons: Reply = { body: { seasons: [aSeasonCard()], serverTime: NOW } };
const stranger: Reply = { body: { account: null, serverTime: NOW } };
const signedIn: Reply = {
  status: 201,
  body: { token: 'a-fresh-token', expiresAt: 8_000_000_000_000, account: null, serverTime: NOW },
};

describe('Calls of the API', () => {
  let page: MountedPage | undefined;
  afterEach(() => page?.close());

  async function home(
    server: Record<string, Reply | (() => Reply)>,
    storage: Record<string, unknown> = SIGNED_IN,
  ): Promise<MountedPage> {
    page = await mountPage({
      page: '',
      storage,
      server: { 'GET /seasons': seasons, 'GET /me': stranger, 'POST /session': signedIn, ...server },
    });
    return page;
  }

  const paths = (): string[] => (page?.calls ?? []).map(({ method, path }) => `${method} ${path}`);

  it('signs in silently by the code of wx.login and keeps the token', async () => {
    const mounted = await home({}, {});
    await mounted.sees('网上报名正在进行');
    const login = mounted.calls.find(({ path }) => path === '/session');
    expect(login?.body).toEqual({ code: 'login-code' });
    expect(mounted.calls.at(-1)?.headers['Authorization']).toBe('Bearer a-fresh-token');
  });

  it('signs in anew when the server does not know the token any longer', async () => {
    let asked = 0;
    const mounted = await home({
      'GET /me': () => {
        asked += 1;
        return asked === 1 ? failedWith(401, 'UNAUTHENTICATED') : stranger;
      },
    });
    await mounted.sees('网上报名正在进行');
    expect(paths().filter((path) => path !== 'GET /seasons')).toEqual([
      'GET /me',
      'POST /session',
      'GET /me',
    ]);
  });

  it('does not sign in by itself after logging out', async () => {
    const mounted = await home({}, { signedOut: true });
    await mounted.sees('网上报名正在进行');
    expect(paths()).toEqual(['GET /seasons']);
  });

  it('reads again when no answer came', async () => {
    let asked = 0;
    const mounted = await home({
      'GET /seasons': () => {
        asked += 1;
        return asked === 1 ? 'no answer' : seasons;
      },
    });
    await mounted.sees('网上报名正在进行');
    const numbers = mounted.calls
      .filter(({ path }) => path === '/seasons')
      .map(({ headers }) => headers['X-Request-Id']);
    expect(numbers).toHaveLength(2);
    expect(new Set(numbers).size).toBe(1);
  });

  it("shows the server's own sentence and its number", async () => {
    const failed = failedWith(503, 'STORAGE_FULL', {
      message: '暂时无法保存，请稍后再试。',
      retryable: true,
    });
    const mounted = await home({ 'GET /seasons': failed });
    await mounted.sees('暂时无法保存，请稍后再试。');
    expect(mounted.text()).toContain('编号：request-1');
  });

  it('counts what is left by the clock of the server, whatever the phone says', async () => {
    const mounted = await home({});
    await mounted.sees('还剩5天13小时');
  });
});
