import { startStage, type Stage } from '../../support/stage';
import { mintLink } from '../../../server/use-cases/accounts/mint-link';
import { guestAccount } from '../../../server/use-cases/accounts/open-account';
import type { Target } from '../../../bot/ports';
import { resolveReplies } from '../../../server/use-cases/chat/resolve-replies';
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

  it.each(['/pages/ticket', '/pages/open'])('speak the language of whose link opens %s', async (path) => {
    const { context } = stage.app;
    const account = guestAccount(context, 'en');
    const token = await context.unitOfWork.run(async (tx) => {
      await tx.accounts.insert(account);
      const purpose = path === '/pages/ticket' ? 'ticket' : 'question';
      return mintLink(tx, context, { accountId: account.id, purpose, payload: {}, lifeMs: 60_000 });
    });
    const headers = { 'Accept-Language': 'zh-CN' };
    const langOf = async (address: string): Promise<string | undefined> =>
      /<html lang="([^"]+)"/.exec(await (await fetch(stage.publicUrl + address, { headers })).text())?.[1];
    expect(await langOf(`${path}?t=${token}`)).toBe('en');
    expect(await langOf(`${path}?t=${token}&lang=zh-CN`)).toBe('zh-CN');
    expect(await langOf(`${path}?t=${'A'.repeat(43)}`)).toBe('zh-CN');
  });

  it('open from the chat in the language of the conversation', async () => {
    const { context } = stage.app;
    const targets: Target[] = [
      { open: 'help' },
      { open: 'sites' },
      { open: 'notice', noticeId: 'agreement' },
    ];
    const items = targets.map((target) => ({ kind: 'page' as const, target, caption: 'open' }));
    const [reply] = await context.unitOfWork.run((tx) =>
      resolveReplies(
        tx,
        { ...context, addresses: { publicUrl: stage.publicUrl, miniProgramAppId: 'wx' } },
        {
          accountId: 'nobody',
          locale: 'en',
          replies: [{ kind: 'menu', head: 'head', items, tail: '' }],
        },
      ),
    );
    for (const item of reply?.items ?? []) {
      const page = await fetch('url' in item ? item.url : '', { headers: { 'Accept-Language': 'zh-CN' } });
      expect(await page.text()).toContain('<html lang="en">');
    }
    expect(reply?.items).toHaveLength(3);
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
