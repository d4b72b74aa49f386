import { createBrowser } from '../../platform/hands/browser';
import type { Page } from '../../platform/hands/browser';
import { PEOPLE, startStage, type Stage } from '../../support/stage';
import { OTHER_SITE } from '../../support/season';
import { RESIDENT_ID } from '../../support/situations';
import {
  CLEAR_VALUES,
  detailUrl,
  historyOf,
  moveTo,
  outcomeMails,
  reload,
  resubmit,
  reviewerEntry,
  staffed,
  submitted,
} from './review-desk';

describe('Staff pages', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const stateOf = async (id: string) => (await reload(stage, id)).state;
  const open = (id: string, userid: string = PEOPLE.reviewer) =>
    stage.reviewer(userid).opens(detailUrl(stage, id));
  const submit = (page: Page, button: string, fields: Record<string, string | string[] | undefined> = {}) =>
    stage.reviewer().browser.submit(page, { button, fields });
  const cookieOf = (userid: string = PEOPLE.reviewer) =>
    Object.entries(stage.reviewer(userid).browser.cookies(stage.publicUrl))
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
  const post = (path: string, body: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(stage.publicUrl + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { Cookie: cookieOf(), ...headers },
      body: new URLSearchParams(body),
    });
  const hidden = (page: Page, name: string) =>
    page.forms.flatMap(({ fields }) => fields).find((field) => field.name === name)?.value ?? '';

  it('show the registration masked, by group, with photo, findings and deadlines (S38, PR7)', async () => {
    const { id } = await submitted(stage, { background: '#c8c8c8' });
    const page = await open(id);
    expect(page.status).toBe(200);
    for (const words of [
      '身份信息',
      '联系信息',
      '359*************',
      '王**',
      '138****8000',
      'w***@example.com',
    ]) {
      expect(page.text).toContain(words);
    }
    expect(page.text).toMatch(/背景偏灰|背景不是白色/);
    expect(page.text).toContain('测量结果');
    expect(page.text).toContain('缴费截止');
    for (const value of [...CLEAR_VALUES, '2005-03-15']) expect(page.html).not.toContain(value);
    expect(page.html).not.toMatch(/<script|style=|\son\w+=/i);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  it('list what waits at the own sites, oldest deadline first, without one’s own', async () => {
    const first = await submitted(stage);
    stage.clock.at += 60_000;
    const second = await submitted(stage, {
      answers: { documentNumber: RESIDENT_ID.replace(/...$/, '93X'), name: '李四' },
    });
    const page = await stage.reviewer().opens(`${stage.publicUrl}/staff/reviews`);
    const links = page.links.map(({ href }) => href.split('/').at(-1)).filter((last) => last?.length === 26);
    expect(links).toEqual([first.id, second.id]);
    await staffed(stage, [
      reviewerEntry(PEOPLE.reviewer, { document: { type: 'resident_id', number: RESIDENT_ID } }),
      reviewerEntry(PEOPLE.colleague, { sites: [OTHER_SITE] }),
    ]);
    const own = await stage.reviewer().opens(`${stage.publicUrl}/staff/reviews`);
    expect(own.links.map(({ href }) => href)).not.toContain(detailUrl(stage, first.id));
    const elsewhere = await stage.reviewer(PEOPLE.colleague).opens(`${stage.publicUrl}/staff/reviews`);
    expect(elsewhere.text).toContain('现在没有待审核的报名');
  });

  it('take an approval, tell the candidate once and lead to the next (S45)', async () => {
    const { id } = await submitted(stage);
    const page = await submit(await open(id), '审核通过');
    await stage.settle();
    expect(page.text).toContain('已通过，考生会马上收到通知');
    expect(await reload(stage, id)).toMatchObject({
      state: 'approved',
      decision: { outcome: 'approved', marked: [] },
    });
    expect(outcomeMails(stage)).toHaveLength(1);
    expect(stage.reviewer(PEOPLE.colleague).lastCard().greyButton).toBe('审核通过 · 审核员甲');
    expect((await historyOf(stage, id)).at(-1)).toMatchObject({
      event: 'review.approved',
      actor: { role: 'reviewer', id: PEOPLE.reviewer, channel: 'staff_page' },
    });
  });

  it('take a rejection in own words with marked fields (S40)', async () => {
    const { id } = await submitted(stage);
    const fields = { words: '  请上传近三个月的照片，电话0592-1234567 ', marked: ['photo', 'name'] };
    await submit(await open(id), '审核不通过', fields);
    expect(await reload(stage, id)).toMatchObject({
      state: 'rejected',
      decision: {
        reasonCode: null,
        reasonWords: '请上传近三个月的照片，电话0592-1234567',
        marked: ['photo', 'name'],
      },
    });
  });

  it.each([
    ['no reason', { words: '' }, '请选择不通过的原因'],
    ['a reason that needs words', { reason: 'other' }, '需要补充说明'],
    ['four characters', { words: '照片不清' }, '至少5个字'],
    ['201 characters', { words: '字'.repeat(201) }, '最多200个字'],
    ['markup', { words: '<script>alert(1)</script>' }, '< > &'],
    ['an invisible direction', { words: '照片\u202e不合格请重拍' }, '控制字符'],
    ['a document number', { words: `号码${RESIDENT_ID}不对` }, '不要写证件号码'],
    ['an unknown reason', { reason: 'no_such' }, '请从列出的原因里选择'],
  ])('change nothing for a rejection with %s, and keep what was typed', async (_what, fields, told) => {
    const { id } = await submitted(stage);
    const page = await submit(await open(id), '审核不通过', fields);
    expect(page.status).toBe(422);
    expect(page.text).toContain(told);
    expect(await stateOf(id)).toBe('pending');
    if ('words' in fields) expect(hidden(page, 'words')).toBe(fields.words);
    expect(page.html).not.toContain('<script>');
  });

  it('show the words of a colleague as text only', async () => {
    const { id } = await submitted(stage);
    const hostile = '"><img src=x onerror=alert(1)>{{link}}';
    const decision = {
      outcome: 'rejected',
      revision: 1,
      decidedAt: stage.clock.at,
      decidedBy: 'gone',
    } as const;
    await moveTo(stage, id, {
      state: 'rejected',
      decision: { ...decision, reasonCode: null, reasonWords: hostile, marked: [] },
    });
    const page = await open(id);
    expect(page.html).not.toContain('<img src=x');
    expect(page.text).toContain(hostile);
  });

  it('decide only the version that was shown (promise 8)', async () => {
    const { id } = await submitted(stage);
    const old = await open(id);
    await moveTo(stage, id, { state: 'rejected' });
    await resubmit(stage, id, { name: '王晓明' });
    const page = await submit(old, '审核通过');
    expect(page.status).toBe(409);
    expect(page.text).toContain('您的操作没有生效');
    expect(await stateOf(id)).toBe('pending');
    expect((await submit(page, '审核通过')).text).toContain('已通过');
  });

  it('tell whoever is late how it stands, and take the same decision twice as one', async () => {
    const { id } = await submitted(stage);
    const [mine, theirs] = [await open(id), await open(id, PEOPLE.colleague)];
    await submit(mine, '审核通过');
    const again = await submit(mine, '审核通过');
    expect(again.text).toContain('已通过');
    const late = await stage.reviewer(PEOPLE.colleague).browser.submit(theirs, {
      button: '审核不通过',
      fields: { reason: 'photo_quality' },
    });
    expect(late.status).toBe(409);
    expect(late.text).toContain('审核员甲');
    expect((await historyOf(stage, id)).filter(({ to }) => to === 'approved')).toHaveLength(1);
  });

  it('warn before a rejection that nobody can fix, and take it then (policy siteClose)', async () => {
    await stage.stop();
    stage = await startStage({ season: { policies: { resubmissionEnd: 'siteClose' } } });
    const { id } = await submitted(stage);
    const before = await open(id);
    expect(before.text).not.toContain('无法再修改');
    stage.clock.at = Math.max(...stage.season.windows.map(({ closesAt }) => closesAt)) + 1000;
    await stage.reviewer().opens(`${stage.publicUrl}/staff/reviews`);
    const stale = { ...before, forms: (await open(id)).forms };
    const unwarned = await submit(stale, '审核不通过', { reason: 'photo_quality', final: undefined });
    expect(unwarned.status).toBe(409);
    expect(await stateOf(id)).toBe('pending');
    expect(unwarned.text).toContain('将无法再修改');
    await submit(unwarned, '审核不通过', { reason: 'photo_quality' });
    expect(await stateOf(id)).toBe('rejected');
  });

  it('answer for another site as for nothing at all, on every route', async () => {
    const { id } = await submitted(stage);
    await staffed(stage, [reviewerEntry(PEOPLE.reviewer, { sites: [OTHER_SITE] })]);
    await stage.reviewer().opens(`${stage.publicUrl}/staff/reviews`);
    const absent = `${id.slice(0, -4)}0000`;
    const form = { csrf: 'x', revision: '1', round: '1', outcome: 'approve' };
    for (const path of ['', '/photo']) {
      const [foreign, unknown] = await Promise.all(
        [id, absent].map((one) => stage.reviewer().opens(detailUrl(stage, one) + path)),
      );
      expect([foreign?.status, foreign?.html]).toEqual([404, unknown?.html]);
    }
    const list = await stage.reviewer().opens(`${stage.publicUrl}/staff/reviews`);
    const csrf = hidden(list, 'csrf');
    const answers = await Promise.all(
      [id, absent].map((one) => post(`/staff/reviews/${one}/decision`, { ...form, csrf })),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    expect(await answers[0]?.text()).toBe(await answers[1]?.text());
    expect(await stateOf(id)).toBe('pending');
  });

  it('show nothing of the reviewer’s own registration, nor of one that was never submitted', async () => {
    const { id } = await submitted(stage);
    await moveTo(stage, id, { submittedForReviewAt: null, state: 'ready' });
    expect((await open(id)).status).toBe(404);
    await moveTo(stage, id, { submittedForReviewAt: 1, state: 'pending' });
    await staffed(stage, [
      reviewerEntry(PEOPLE.reviewer, { document: { type: 'resident_id', number: RESIDENT_ID } }),
    ]);
    const own = await open(id);
    expect([own.status, own.text]).toEqual([403, expect.stringContaining('与您本人有关')]);
  });

  it('keep nothing of the candidate on the page once the registration is gone', async () => {
    const { id } = await submitted(stage);
    await moveTo(stage, id, { state: 'deleted' });
    const page = await open(id);
    expect(page.text).toContain('考生已删除报名');
    expect(page.text).not.toContain('王');
    expect((await stage.reviewer().opens(`${detailUrl(stage, id)}/photo`)).status).toBe(404);
  });

  it('give the photo decrypted, to reviewers of the site only, and to no cache (PR5)', async () => {
    const { id } = await submitted(stage);
    await open(id);
    const answer = await fetch(`${detailUrl(stage, id)}/photo`, { headers: { Cookie: cookieOf() } });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    const stranger = await fetch(`${detailUrl(stage, id)}/photo`, { redirect: 'manual' });
    expect(stranger.status).toBe(302);
  });

  it('refuse forms without the session’s mark, from elsewhere, of another form, or not signed in', async () => {
    const { id } = await submitted(stage);
    const page = await open(id);
    const form = { revision: '1', round: '1', outcome: 'approve' };
    const csrf = hidden(page, 'csrf');
    const path = `/staff/reviews/${id}/decision`;
    const statuses = [
      await post(path, form),
      await post(path, { ...form, csrf: 'wrong' }),
      await post(path, { ...form, csrf }, { Origin: 'https://elsewhere.example' }),
      await post(path, { ...form, csrf }, { 'Sec-Fetch-Site': 'cross-site' }),
      await post(path, { ...form, csrf }, { Cookie: '' }),
      await post(path, { ...form, csrf, more: '1' }),
      await post(path, { ...form, csrf, revision: '1e1' }),
      await post(path, { ...form, csrf, outcome: 'delete' }),
      await post(path, { ...form, csrf, words: 'x'.repeat(20_000) }),
      await fetch(stage.publicUrl + path, {
        method: 'POST',
        headers: { Cookie: cookieOf(), 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...form, csrf }),
      }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([403, 403, 403, 403, 401, 422, 422, 422, 413, 415]);
    expect(await stateOf(id)).toBe('pending');
  });
});

describe('Staff sign-in', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.stop());

  const signIn = (back = '/staff/reviews') =>
    `${stage.publicUrl}/staff/sign-in?back=${encodeURIComponent(back)}`;
  const begin = (headers: Record<string, string> = {}) => fetch(signIn(), { redirect: 'manual', headers });
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

  it('goes through WeCom on the phone and through its web login on a desktop', async () => {
    const location = async (agent: string) =>
      (await begin({ 'User-Agent': agent })).headers.get('location') ?? '';
    expect(await location('wxwork/4.1 MicroMessenger/7.0')).toMatch(
      /\/connect\/oauth2\/authorize\?.*#wechat_redirect$/,
    );
    expect(await location('Mozilla/5.0 (Windows NT 10.0)')).toContain(
      '/wwlogin/sso/login?login_type=CorpApp',
    );
  });

  it('keeps the session where scripts and other sites do not reach it', async () => {
    const started = await begin({ 'User-Agent': 'wxwork' });
    expect(started.headers.get('set-cookie')).toMatch(
      /; Path=\/staff\/sign-in; Max-Age=600; HttpOnly; SameSite=Lax$/,
    );
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
    expect((await phone('somebody-else').open(signIn())).text).toContain('不在审核人员名单');
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

  it('speaks English when asked, and remembers it', async () => {
    const browser = phone(PEOPLE.reviewer);
    const english = await browser.submit(await browser.open(signIn()), { button: 'English' });
    expect(english.text).toContain('Nothing is waiting for review');
    expect((await browser.open(`${stage.publicUrl}/staff/reviews`)).text).toContain('Sign out');
  });
});
