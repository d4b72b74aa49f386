import { STAFF_PASSWORD_SPAN_MS } from '../../../server/use-cases/staff/sign-in-staff-with-password';
import { createBrowser, type Browser, type Page } from '../../platform/hands/browser';
import { authenticatorOf, type Authenticator } from '../../support/authenticator';
import { COMPLETE } from '../../support/situations';
import { startStage, type Stage } from '../../support/stage';
import { reviewerEntry, staffed, submitted } from '../review/review-desk';

const EMAIL = 'Chen.Li@site.example';
const PASSWORD = 'kaodian2027';

describe('Reviewers outside the office’s WeCom', () => {
  let stage: Stage;
  let authenticator: Authenticator;
  let browser: Browser;
  beforeAll(async () => {
    stage = await startStage();
    browser = desktop();
    await staffed(stage, [reviewerEntry('x', { userid: undefined, email: EMAIL, name: '陈老师' })]);
    await stage.settle();
  });
  afterAll(() => stage.stop());

  const desktop = () =>
    createBrowser({
      who: 'desktop',
      timeline: stage.platform.timeline,
      headersFor: () => ({ 'User-Agent': 'Mozilla/5.0 (Windows NT 10.0)' }),
    });
  const mails = () =>
    stage.platform.mails.filter(({ to }) => JSON.stringify(to).toLowerCase().includes('site.example'));
  const linkOf = () => /http\S+\/staff\/sign-in\/link\?t=[\w-]+/.exec(mails().at(-1)?.text ?? '')?.[0] ?? '';
  const signIn = async (fields: Record<string, string>, by = browser): Promise<Page> =>
    by.submit(await by.open(`${stage.publicUrl}/staff/sign-in/password?back=%2Fstaff%2Fwall`), {
      button: '登录',
      fields: { email: EMAIL, password: PASSWORD, ...fields },
    });
  const set = (page: Page, fields: Record<string, string> = {}, by = browser) =>
    by.submit(page, {
      button: '设置并登录',
      fields: { password: PASSWORD, repeated: PASSWORD, ...fields },
    });

  it('are invited by mail and set a password and a second factor, once (PR9)', async () => {
    expect(mails()).toHaveLength(1);
    const page = await browser.open(linkOf());
    expect(page.text).toContain('陈老师');
    authenticator = authenticatorOf(page, stage.clock);

    const refused = await set(page, { repeated: `${PASSWORD}x`, code: authenticator.code() });
    expect([refused.status, refused.text.includes('两次输入的密码不一样')]).toEqual([422, true]);
    expect((await set(page, { password: 'short1', repeated: 'short1' })).text).toContain('8到128个字符');
    expect((await set(page, { code: '000000' })).text).toContain('验证码不正确');

    const done = await set(page, { code: authenticator.code() });
    expect(done.text).toContain('恢复码');
    expect((await browser.open(`${stage.publicUrl}/staff/reviews`)).status).toBe(200);
    expect((await browser.open(linkOf())).status).toBe(410);
    expect((await set(page, { code: authenticator.code() })).status).toBe(410);
  });

  it('are not invited again by the same file', async () => {
    await staffed(stage, [reviewerEntry('x', { userid: undefined, email: EMAIL, name: '陈老师' })]);
    await stage.settle();
    // The second told them that a password was set (PR9).
    expect(mails().map(({ subject }) => subject)).toEqual([
      '请设置报考审核账号的密码',
      '您的报考助手工作账号有变更',
    ]);
  });

  it('sign in by address, password and code, with the same rights as others', async () => {
    const other = desktop();
    const page = await signIn({ email: ` ${EMAIL.toLowerCase()} `, code: authenticator.code() }, other);
    expect([page.status, new URL(page.url).pathname]).toEqual([200, '/staff/wall']);
    const id = (await submitted(stage)).id;
    expect((await other.open(`${stage.publicUrl}/staff/reviews/${id}`)).status).toBe(200);
    // The code of the login is a proof of the second factor.
    const shown = await other.submit(await other.open(`${stage.publicUrl}/staff/reviews/${id}`), {
      button: '查看一次',
      fields: { field: 'mobile', reason: 'contact' },
    });
    expect(shown.text).toContain('只在本页显示这一次');
  });

  it('get the morning message by mail, with a link and no name in it (PR16)', async () => {
    // What was submitted before still waits.
    const before = mails().length;
    await stage.push(26 * 3_600_000);
    const told = mails().slice(before);
    expect(told.map(({ subject }) => subject)).toContain('报考审核提醒');
    for (const { text } of told) expect(text).toMatch(/待审核[^]*\n\nhttp\S+\/staff\/reviews\s*$/);
    expect(JSON.stringify(told)).not.toContain(String(COMPLETE.name));
  });

  it('are not told which of the three was wrong, nor whether an address is known (PR9, PR21)', async () => {
    stage.clock.at += 2 * STAFF_PASSWORD_SPAN_MS;
    const wrong = [
      await signIn({ password: 'falsch2027', code: authenticator.code() }, desktop()),
      await signIn({ code: '000000' }, desktop()),
      await signIn({ email: 'nobody@site.example', code: authenticator.code() }, desktop()),
    ];
    const told = wrong.map(({ status, text }) => [status, /[^。]*不正确[^。]*。/.exec(text)?.[0]]);
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(told[0]?.[0]).toBe(401);
  });

  it('wait after five tries, known or not, and are told how long', async () => {
    stage.clock.at += 2 * STAFF_PASSWORD_SPAN_MS;
    for (const email of [EMAIL, 'nobody@site.example']) {
      const answers: number[] = [];
      for (let tried = 0; tried < 6; tried += 1) {
        answers.push((await signIn({ email, password: 'falsch2027', code: '123456' }, desktop())).status);
      }
      expect(answers).toEqual([401, 401, 401, 401, 401, 429]);
    }
    expect((await signIn({ code: authenticator.code() }, desktop())).text).toMatch(/请在.*之后再试/);
    stage.clock.at += 2 * STAFF_PASSWORD_SPAN_MS;
    expect((await signIn({ code: authenticator.code() }, desktop())).status).toBe(200);
  });

  it('refuse a login form that another site sent', async () => {
    const answer = await fetch(`${stage.publicUrl}/staff/sign-in/password`, {
      method: 'POST',
      headers: { Origin: 'https://evil.example' },
      body: new URLSearchParams({ email: EMAIL, password: PASSWORD, code: '123456' }),
    });
    expect(answer.status).toBe(403);
  });

  it('set a new password by mail and a code, which ends every other session (PR9)', async () => {
    stage.clock.at += 2 * STAFF_PASSWORD_SPAN_MS;
    const before = desktop();
    expect((await signIn({ code: authenticator.code() }, before)).status).toBe(200);
    const forgotten = await browser.open(`${stage.publicUrl}/staff/sign-in/forgotten`);
    const ask = (email: string) => browser.submit(forgotten, { button: '发送链接', fields: { email } });
    const [known, unknown] = [await ask(EMAIL), await ask('nobody@site.example')];
    expect(known.text).toBe(unknown.text);
    await stage.settle();
    const links = mails().filter(({ subject }) => subject.includes('重新设置'));
    expect(links).toHaveLength(1);
    expect(mails().at(-1)?.text).not.toContain('陈老师');

    const page = await browser.open(linkOf());
    const changed = { password: 'xinmima2028', repeated: 'xinmima2028' };
    expect((await set(page, { ...changed, code: '000000' })).status).toBe(422);
    stage.clock.at += 1;
    expect((await set(page, { ...changed, code: authenticator.code() })).text).toContain('密码已设置');
    expect(new URL((await before.open(`${stage.publicUrl}/staff/reviews`)).url).pathname).toBe(
      '/staff/sign-in',
    );
    expect((await browser.open(`${stage.publicUrl}/staff/reviews`)).status).toBe(200);
    expect((await signIn({ code: authenticator.code() }, desktop())).status).toBe(401);
  });

  it('lose everything with their place on the list', async () => {
    await staffed(stage, []);
    expect(new URL((await browser.open(`${stage.publicUrl}/staff/reviews`)).url).pathname).toBe(
      '/staff/sign-in',
    );
    stage.clock.at += 2 * STAFF_PASSWORD_SPAN_MS;
    const signedIn = await signIn({ password: 'xinmima2028', code: authenticator.code() }, desktop());
    expect(signedIn.status).toBe(401);
  });
});
