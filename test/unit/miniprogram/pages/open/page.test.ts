import {
  anAccount,
  aRegistration,
  aSeason,
  aSeasonCard,
  failedWith,
  NOW,
  whoIs,
} from '../../../../support/miniprogram-answers';
import { pageTests } from '../../../../support/page-tests';

const registration = aRegistration({ missing: ['name'] });
const TOKEN = 't'.repeat(43);
const account = anAccount({ email: null, mobile: null });
const known = whoIs(account);
const nobody = whoIs(null);
const opened = (change: object = {}) => ({
  body: {
    account,
    purpose: 'question',
    target: { open: 'question', field: 'name' },
    again: false,
    registrationId: registration.id,
    seasonId: registration.seasonId,
    ...change,
  },
});
const refused = (code: string, status = 409) =>
  failedWith(status, status === 404 ? 'NOT_FOUND' : 'STATE_CONFLICT', { reasons: [{ code }] });

describe('The page that items of the chat open', () => {
  const { open } = pageTests({
    page: `/pages/open/index?t=${TOKEN}`,
    server: {
      'GET /me': known,
      'POST /session': {
        status: 201,
        body: { token: 'x'.repeat(43), expiresAt: 8e12, account: null, serverTime: NOW },
      },
      'GET /seasons': { body: { seasons: [aSeasonCard()], serverTime: NOW } },
      'GET /registrations': { body: { registrations: [registration], serverTime: NOW } },
      [`GET /registrations/${registration.id}`]: { body: { registration } },
      [`GET /registrations/${registration.id}/history`]: { body: { history: [] } },
      [`GET /registrations/${registration.id}/answers`]: { body: { answers: {}, version: 3 } },
      [`GET /seasons/${registration.seasonId}`]: { body: aSeason() },
      [`GET /seasons/${registration.seasonId}/sites`]: { body: { sites: [], serverTime: NOW } },
      'POST /chat-link': {
        body: {
          url: 'https://work.weixin.qq.com/kfid/x?scene_param=y',
          corpId: 'ww1',
          sceneParam: 'y',
          expiresAt: 8e12,
        },
      },
    },
  });

  it('signs in silently and leads to the very question, from which the chat is one tap away', async () => {
    const chats: unknown[] = [];
    const mounted = await open(
      { 'POST /links/open': opened() },
      { storage: {}, ask: (name, input) => (name === 'chat' ? (chats.push(input), {}) : undefined) },
    );
    await mounted.sees('您的姓名？');
    const sent = mounted.calls.find(({ path }) => path === '/links/open');
    expect(sent?.body).toEqual({ token: TOKEN });
    expect(mounted.stack().map(({ route }) => route)).toEqual(['pages/question/index']);
    await mounted.sees('继续对话');
    await mounted.taps('继续对话');
    expect(chats).toEqual([{ url: 'https://work.weixin.qq.com/kfid/x?scene_param=y' }]);
  });

  it('goes on in the language of the conversation', async () => {
    const mounted = await open({ 'POST /links/open': opened({ account: { ...account, locale: 'en' } }) });
    await mounted.sees('Go on in the chat');
  });

  it.each(['link.used', 'link.expired'])('leads its owner home when it is over (%s)', async (code) => {
    const mounted = await open({ 'POST /links/open': refused(code) });
    await mounted.sees(code === 'link.used' ? '您已经打开过' : '这个入口已经过期');
    expect(mounted.stack().at(-1)?.route).toBe('pages/home/index');
    await mounted.sees('报名步骤');
  });

  it('shows a stranger a plain sentence and what is public, and nothing else', async () => {
    const mounted = await open({ 'POST /links/open': refused('link.other_person', 404), 'GET /me': nobody });
    await mounted.sees('发给另一位考生');
    expect(mounted.calls.map(({ path }) => path)).toEqual(['/links/open']);
    await mounted.taps('看看报名时间和考点');
    expect(mounted.stack().at(-1)?.route).toBe('pages/start/index');
  });

  it.each([
    ['link.expired', 409, '它已经过期'],
    ['link.used', 409, '另一个微信'],
    ['link.unknown', 404, '链接不完整'],
  ])('tells somebody unknown that it is over (%s)', async (code, status, words) => {
    const mounted = await open({ 'POST /links/open': refused(code, status), 'GET /me': nobody });
    await mounted.sees(words);
  });

  it('tells of a lost network and tries again', async () => {
    let asked = 0;
    const mounted = await open({
      'POST /links/open': () => (++asked === 1 ? 'no answer' : opened()),
    });
    await mounted.sees('重试');
    await mounted.taps('重试');
    await mounted.sees('您的姓名？');
  });
});
