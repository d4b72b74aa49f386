import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { createBrowser } from '../../platform/hands/browser';
import { PEOPLE, startStage, type Stage } from '../../support/stage';

describe('Staff sign-in', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.stop());

  const signIn = (back = '/staff/reviews') =>
    `${stage.publicUrl}/staff/sign-in?back=${encodeURIComponent(back)}`;
  const begin = (headers: Record<string, string> = {}, address = signIn()) =>
    fetch(address, { redirect: 'manual', headers });
  const phone = (userid: string) =>
    createBrowser({
      who: userid,
      timeline: stage.platform.timeline,
      headersFor: (url): Record<string, string> =>
        url.searchParams.has('appid') ? { 'x-phone-of': userid } : {},
    });
  const codeFor = async (userid: string): Promise<URL> => {
    const started = await begin({ 'User-Agent': 'wxwork' });
    const authorize = await fetch(started.headers.get('location') ?? '', {
      redirect: 'manual',
      headers: { 'x-phone-of': userid },
    });
    return new URL(authorize.headers.get('location') ?? '');
  };

  it('goes through WeCom on the phone, and offers its web login and the password on a desktop', async () => {
    const desktop = { 'User-Agent': 'Mozilla/5.0 (Windows NT 10.0)' };
    const inside = await begin({ 'User-Agent': 'wxwork/4.1 MicroMessenger/7.0' });
    expect(inside.headers.get('location')).toMatch(/\/connect\/oauth2\/authorize\?.*#wechat_redirect$/);
    const page = await begin(desktop);
    const links = [...(await page.text()).matchAll(/href="(\/staff\/sign-in\/[^"]+)"/g)].map(
      ([, href]) => href,
    );
    expect([page.status, ...links]).toEqual([
      200,
      '/staff/sign-in/wecom?back=%2Fstaff%2Freviews',
      '/staff/sign-in/password?back=%2Fstaff%2Freviews',
    ]);
    const web = await begin(desktop, `${stage.publicUrl}${links[0]}`);
    expect(web.headers.get('location')).toContain('/wwlogin/sso/login?login_type=CorpApp');
  });

  it('lets several tabs sign in at once, each by its own mark', async () => {
    const browser = phone(PEOPLE.reviewer);
    const agent = { 'User-Agent': 'wxwork' };
    let cookie = '';
    const states: string[] = [];
    for (let tab = 0; tab < 5; tab += 1) {
      const begun = await begin({ ...agent, ...(cookie && { Cookie: cookie }) });
      cookie = (begun.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      states.push(new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '');
    }
    // The code is wrong everywhere; only a state that nobody knows any more is told as such.
    const answers = await Promise.all(
      states.map(async (state) => {
        const back = `${stage.publicUrl}/staff/sign-in/back?state=${state}&code=made-up`;
        return (await fetch(back, { headers: { ...agent, Cookie: cookie } })).text();
      }),
    );
    expect(answers.map((text) => text.includes('同一个浏览器'))).toEqual([true, false, false, false, false]);
    expect((await browser.open(signIn())).status).toBe(200);
  });

  it('keeps the session where scripts and other sites do not reach it', async () => {
    const started = await begin({ 'User-Agent': 'wxwork' });
    expect(started.headers.get('set-cookie')).toMatch(/; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/);
    const browser = phone(PEOPLE.reviewer);
    await browser.open(signIn());
    const token = browser.cookies(stage.publicUrl)['ncre_staff'] ?? '';
    expect(token).toMatch(/^[\w-]{43}$/);
    await browser.open(signIn());
    expect(browser.cookies(stage.publicUrl)['ncre_staff']).not.toBe(token);
  });

  it('refuses a code that was begun in another browser, or without a state', async () => {
    const back = await codeFor(PEOPLE.reviewer);
    const victim = phone(PEOPLE.colleague);
    expect((await victim.open(back.toString())).status).toBe(401);
    back.searchParams.delete('state');
    expect((await victim.open(back.toString())).status).toBe(401);
    expect(victim.cookies(stage.publicUrl)['ncre_staff']).toBeUndefined();
  });

  it('refuses outsiders, members who are no staff, and staff who review nothing', async () => {
    stage.platform.reviewer({ userid: 'somebody-else', name: '路人' });
    expect((await phone('@outsider').open(signIn())).text).toContain('不是本单位企业微信的成员');
    expect((await phone('somebody-else').open(signIn())).text).toContain('不在工作人员名单');
    expect((await phone(PEOPLE.administrator).open(signIn())).status).toBe(403);
  });

  it('leads to pages of ours only', async () => {
    for (const back of [
      'https://evil.example/',
      '//evil.example',
      '/staff/../evil',
      '/\\evil.example',
      '/api/v1/me',
    ]) {
      const page = await phone(PEOPLE.reviewer).open(signIn(back));
      expect(page.url).toBe(`${stage.publicUrl}/staff/reviews`);
    }
  });

  it('comes back to the page that was asked for, with what was asked of it', async () => {
    const asked = '/staff/wall?after=other.1.2.01max60g80908ss758nte5m4aq';
    const page = await phone(PEOPLE.reviewer).open(stage.publicUrl + asked);
    expect(page.url).toBe(stage.publicUrl + asked);
  });

  it('takes a code once, and a made-up cookie never', async () => {
    const browser = phone(PEOPLE.reviewer);
    const forged = await fetch(`${stage.publicUrl}/staff/reviews`, {
      redirect: 'manual',
      headers: { Cookie: `ncre_staff=${'a'.repeat(43)}` },
    });
    expect(forged.status).toBe(302);
    expect((await browser.open(signIn())).status).toBe(200);
    const started = await begin({ 'User-Agent': 'wxwork' });
    const cookie = (started.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const state = new URL(started.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const back = `${stage.publicUrl}/staff/sign-in/back?state=${state}&code=used`;
    expect((await fetch(back, { headers: { Cookie: cookie } })).status).toBe(401);
  });

  it('ends with sign-out, and by itself after an hour without a page', async () => {
    const browser = phone(PEOPLE.reviewer);
    const page = await browser.open(signIn());
    const token = browser.cookies(stage.publicUrl)['ncre_staff'];
    const visit = () =>
      fetch(`${stage.publicUrl}/staff/reviews`, {
        redirect: 'manual',
        headers: { Cookie: `ncre_staff=${token}` },
      });
    expect((await visit()).status).toBe(200);
    await browser.submit(page, { button: '退出登录' });
    expect((await visit()).status).toBe(302);
    const other = phone(PEOPLE.colleague);
    await other.open(signIn());
    const kept = other.cookies(stage.publicUrl)['ncre_staff'];
    stage.clock.at += 3_600_001;
    const late = await fetch(`${stage.publicUrl}/staff/reviews`, {
      redirect: 'manual',
      headers: { Cookie: `ncre_staff=${kept}` },
    });
    expect(late.status).toBe(302);
  });

  it('is not kept alive by a list that comes back by itself', async () => {
    const browser = phone(PEOPLE.colleague);
    await browser.open(signIn());
    // `fetch` names another mode by itself.
    const list = async (headers: Record<string, string> = {}) => {
      const cookie = `ncre_staff=${browser.cookies(stage.publicUrl)['ncre_staff']}`;
      const asked = get(`${stage.publicUrl}/staff/reviews`, {
        headers: { Cookie: cookie, 'Sec-Fetch-Mode': 'navigate', ...headers },
      });
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      answer.resume();
      return [answer.statusCode, answer.headers['refresh']];
    };
    stage.clock.at += 50 * 60_000;
    expect(await list()).toEqual([200, '30']);
    stage.clock.at += 11 * 60_000;
    expect(await list()).toEqual([302, undefined]);
    await browser.open(signIn());
    for (const minutes of [50, 50]) {
      stage.clock.at += minutes * 60_000;
      expect(await list({ 'Sec-Fetch-User': '?1' })).toEqual([200, '30']);
    }
  });

  it('is not kept alive by a page that looks for what is new, in a webview that does not tell either', async () => {
    const browser = phone(PEOPLE.colleague);
    await browser.open(signIn());
    const look = async () => {
      const cookie = `ncre_staff=${browser.cookies(stage.publicUrl)['ncre_staff']}`;
      const asked = get(`${stage.publicUrl}/staff/reviews?live=mark`, { headers: { Cookie: cookie } });
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      answer.resume();
      return answer.statusCode;
    };
    stage.clock.at += 50 * 60_000;
    expect(await look()).toBe(200);
    stage.clock.at += 11 * 60_000;
    expect(await look()).toBe(302);
  });

  it('speaks English when asked, and remembers it', async () => {
    const browser = phone(PEOPLE.reviewer);
    const english = await browser.submit(await browser.open(signIn()), { button: 'English' });
    expect(english.text).toContain('Nothing is waiting for review');
    const asked = `${stage.publicUrl}/staff/wall?after=other.1.2.01max60g80908ss758nte5m4aq`;
    const remembered = await browser.open(asked);
    expect(remembered.text).toContain('Sign out');
    expect((await browser.submit(remembered, { button: '中文' })).url).toBe(asked);
  });

  it('stops an address that signs in again and again, and only that one', async () => {
    // The last of this file: the clock of the stage stands, so the minute never ends.
    const answers: number[] = [];
    for (let tried = 0; tried < 130; tried += 1) answers.push((await begin()).status);
    expect(answers.at(-1)).toBe(429);
    const stopped = await begin();
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(stopped.headers.get('content-type')).toContain('text/html');
    expect((await fetch(`${stage.publicUrl}/pages/help`)).status).toBe(200);
  });
});
