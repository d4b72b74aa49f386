import { startStage, type Stage } from '../../support/stage';
import { callApi, signIn } from '../../support/api-client';
import { OTHER_SITE, REVIEWING_SITE } from '../../support/season';

describe('The public pages', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ season: { only: [REVIEWING_SITE, OTHER_SITE] } });
  });
  afterAll(() => stage.stop());

  const get = (path: string) => fetch(stage.publicUrl + path, { redirect: 'manual' });

  it.each(['/pages/notices/current', '/pages/sites/current', '/pages/help', '/pages/links/current/passport'])(
    'show %s in both languages, without script',
    async (path) => {
      for (const lang of ['zh-CN', 'en']) {
        const page = await get(`${path}?lang=${lang}`);
        const text = await page.text();
        expect(page.status).toBe(200);
        expect(text).toContain(`<html lang="${lang}">`);
        expect(text).not.toMatch(/<script|\{\{|undefined|\[object/);
        expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
      }
    },
  );

  it('show every notice of the season in full', async () => {
    for (const notice of stage.season.notices) {
      const page = await get(`/pages/notices/${stage.season.id}/${notice.id}`);
      expect(await page.text()).toContain(notice.title.zh);
    }
  });

  it.each([
    '/pages/notices/current/nothing',
    '/pages/notices/nowhere/agreement',
    '/pages/links/current/elsewhere',
    '/pages/links/current/__proto__',
    '/pages/confirm?t=short',
    `/pages/confirm?t=${'A'.repeat(43)}`,
    `/pages/ticket?t=${'A'.repeat(43)}`,
    '/pages/open',
    '/pages/nothing',
  ])('answer %s as not found, as a page', async (path) => {
    const page = await get(path);
    expect(page.status).toBe(404);
    expect(page.headers.get('content-type')).toContain('text/html');
  });

  it('search the answers by words', async () => {
    const found = await (await get(`/pages/help?q=${encodeURIComponent('照片')}`)).text();
    expect(found).toContain('照片');
    const none = await (await get('/pages/help?q=%3Cscript%3Exyz')).text();
    expect(none).not.toContain('<script>xyz');
  });

  it('confirm an address by the button alone, once (S10)', async () => {
    const candidate = stage.platform.candidate();
    const token = await signIn(stage, candidate);
    const body = { via: 'email', value: 'button@example.org' };
    await callApi(stage, '/proofs', { method: 'POST', token, body });
    await stage.settle();
    const link =
      /http\S+\/pages\/confirm\?t=\S+/.exec(candidate.mails('button@example.org')[0]?.text ?? '')?.[0] ?? '';
    await candidate.opens(link);
    const before = await callApi<{ account: { emailVerified: boolean } }>(stage, '/me', { token });
    expect(before.body.account.emailVerified).toBe(false);
    const t = new URL(link).searchParams.get('t') ?? '';
    const press = () =>
      fetch(`${stage.publicUrl}/pages/confirm`, {
        method: 'POST',
        body: new URLSearchParams({ t, act: 'confirm' }),
      });
    expect((await press()).status).toBe(200);
    const after = await callApi<{ account: { emailVerified: boolean } }>(stage, '/me', { token });
    expect(after.body.account.emailVerified).toBe(true);
    expect((await press()).status).toBe(410);
    expect((await fetch(link)).status).toBe(410);
  });
});
