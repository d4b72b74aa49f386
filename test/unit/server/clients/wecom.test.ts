import nock from 'nock';
import type { AccessTokens } from '../../../../server/clients/access-token';
import { WecomClient, fetchWecomToken } from '../../../../server/clients/wecom';

const API = 'https://wecom.test';
const fixedToken: AccessTokens = { run: (call) => call('T') };
const wecom = new WecomClient({
  apiUrl: API,
  oauthUrl: 'https://open.wecom.test',
  loginUrl: 'https://login.wecom.test/wwlogin/sso/login',
  corpId: 'ww1',
  agentId: 1000002,
  tokens: fixedToken,
  timeoutMs: 2_000,
});

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.restore());

/** One expected POST with the token in the query, and its answer. */
function post(path: string, body: nock.RequestBodyMatcher, answer: nock.Body) {
  return nock(API).post(path, body).query({ access_token: 'T' }).reply(200, answer);
}

const card = { card_type: 'button_interaction', task_id: 'review-1', main_title: { title: '审核' } };

describe('fetchWecomToken', () => {
  const options = { apiUrl: API, corpId: 'ww1', secret: 's' };

  it('reads token and life', async () => {
    nock(API)
      .get('/cgi-bin/gettoken')
      .query({ corpid: 'ww1', corpsecret: 's' })
      .reply(200, { errcode: 0, errmsg: 'ok', access_token: 'A', expires_in: 7200 });
    expect(await fetchWecomToken(options)).toEqual({ token: 'A', expiresInSeconds: 7200 });
  });

  it.each([40001, 40091, 40013, 60020, 42001])('takes %d for a setting', async (errcode) => {
    nock(API).get('/cgi-bin/gettoken').query(true).reply(200, { errcode, errmsg: 'secret s is wrong' });
    const error: unknown = await fetchWecomToken(options).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'PlatformError', class: 'CONFIG', code: errcode });
    expect(String(error)).toBe(`PlatformError: wecom /cgi-bin/gettoken answered ${errcode} (CONFIG)`);
  });

  it.each([{ errcode: 0 }, { errcode: 0, access_token: '', expires_in: 7200 }, { access_token: 'A' }])(
    'takes the success %j for unreadable',
    async (answer) => {
      nock(API).get('/cgi-bin/gettoken').query(true).reply(200, answer);
      await expect(fetchWecomToken(options)).rejects.toMatchObject({ reason: 'unreadable' });
    },
  );
});

describe('WecomClient.messageSend', () => {
  it('sends a card and tells who was reached, whatever the case of the ids', async () => {
    const sent = {
      touser: 'Zhang|LiSi|wang',
      agentid: 1000002,
      msgtype: 'template_card',
      template_card: card,
    };
    post('/cgi-bin/message/send', sent, {
      errcode: 0,
      errmsg: 'ok',
      invaliduser: 'lisi|WANG',
      msgid: 'm1',
      response_code: 'R',
    });
    const message = {
      toUsers: ['Zhang', 'LiSi', 'wang'],
      msgtype: 'template_card',
      template_card: card,
    } as const;
    expect(await wecom.messageSend(message)).toEqual({
      msgId: 'm1',
      responseCode: 'R',
      reached: ['Zhang'],
      invalidUsers: ['lisi', 'wang'],
      unlicensedUsers: [],
    });
  });

  it('sends text and text cards', async () => {
    post(
      '/cgi-bin/message/send',
      { touser: 'a', agentid: 1000002, msgtype: 'text', text: { content: '好' } },
      { errcode: 0 },
    );
    const text = await wecom.messageSend({ toUsers: ['a'], msgtype: 'text', text: { content: '好' } });
    expect(text).toMatchObject({ reached: ['a'], responseCode: null });
    const textcard = { title: 't', description: 'd', url: 'https://x.test' };
    post(
      '/cgi-bin/message/send',
      { touser: 'a', agentid: 1000002, msgtype: 'textcard', textcard },
      { errcode: 0, msgid: 'm' },
    );
    expect((await wecom.messageSend({ toUsers: ['a'], msgtype: 'textcard', textcard })).msgId).toBe('m');
  });

  it.each([
    [-1, 'RETRY'],
    [42001, 'REFRESH'],
    [45009, 'SLOW'],
    [95018, 'CHANNEL'],
    [81013, 'TARGET'],
    [48002, 'CONFIG'],
    [42014, 'UNKNOWN'],
    [40058, 'PERMANENT'],
  ])('throws %d as %s without the words of the platform', async (errcode, kind) => {
    post('/cgi-bin/message/send', () => true, { errcode, errmsg: 'hint: [17], from ip: 1.2.3.4, user 张三' });
    const sending = wecom.messageSend({ toUsers: ['a'], msgtype: 'text', text: { content: 'x' } });
    const error: unknown = await sending.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      platform: 'wecom',
      path: '/cgi-bin/message/send',
      code: errcode,
      class: kind,
    });
    expect(String(error)).toBe(`PlatformError: wecom /cgi-bin/message/send answered ${errcode} (${kind})`);
  });

  it.each<[string, (to: nock.Interceptor) => nock.Scope, object]>([
    ['a late answer', (to) => to.delay(4_000).reply(200, '{}'), { sent: 'maybe', reason: 'timeout' }],
    [
      'a broken connection',
      (to) => to.replyWithError(coded('ECONNRESET')),
      { sent: 'maybe', reason: 'broken_off' },
    ],
    [
      'nobody there',
      (to) => to.replyWithError(coded('ECONNREFUSED', 'connect')),
      { sent: 'no', reason: 'connect' },
    ],
    ['broken JSON', (to) => to.reply(200, '{"errcode":0,'), { sent: 'maybe', reason: 'unreadable' }],
    ['a page instead of JSON', (to) => to.reply(200, '<html/>'), { sent: 'maybe', reason: 'unreadable' }],
    ['an errcode of text', (to) => to.reply(200, '{"errcode":"0"}'), { sent: 'maybe', reason: 'unreadable' }],
    ['a gateway error', (to) => to.reply(502, '<html/>'), { class: 'UNKNOWN', status: 502, code: null }],
    ['a busy gateway', (to) => to.reply(503, ''), { class: 'RETRY', status: 503 }],
    [
      'a redirect',
      (to) => to.reply(302, '', { location: 'https://x.test' }),
      { class: 'CONFIG', status: 302 },
    ],
    ['too much', (to) => to.reply(200, `{"a":"${'x'.repeat(1_100_000)}"}`), { reason: 'too_large' }],
  ])('does not guess after %s', async (_what, answer, expected) => {
    answer(nock(API).post('/cgi-bin/message/send').query(true));
    const sending = wecom.messageSend({ toUsers: ['a'], msgtype: 'text', text: { content: 'x' } });
    await expect(sending).rejects.toMatchObject(expected);
  });

  it('reads JSON that is called something else', async () => {
    nock(API)
      .post('/cgi-bin/message/send')
      .query(true)
      .reply(200, '{"errcode":0,"msgid":"m"}', { 'content-type': 'text/plain' });
    const sent = await wecom.messageSend({ toUsers: ['a'], msgtype: 'text', text: { content: 'x' } });
    expect(sent.msgId).toBe('m');
  });
});

describe('WecomClient.messageUpdateTemplateCard', () => {
  it('greys the buttons for the named members', async () => {
    const sent = { userids: ['a'], agentid: 1000002, response_code: 'R', button: { replace_name: '已通过' } };
    const scope = post('/cgi-bin/message/update_template_card', sent, { errcode: 0 });
    await wecom.messageUpdateTemplateCard({ responseCode: 'R', toUsers: ['a'], replaceName: '已通过' });
    expect(scope.isDone()).toBe(true);
  });

  it('puts a new card for all', async () => {
    const sent = { atall: 1, agentid: 1000002, response_code: 'R', template_card: card };
    const scope = post('/cgi-bin/message/update_template_card', sent, { errcode: 0 });
    await wecom.messageUpdateTemplateCard({ responseCode: 'R', toUsers: 'all', card });
    expect(scope.isDone()).toBe(true);
  });
});

describe('WecomClient.messageRecall', () => {
  it('throws when it is too late', async () => {
    post('/cgi-bin/message/recall', { msgid: 'm' }, { errcode: 42052 });
    await expect(wecom.messageRecall('m')).rejects.toMatchObject({ code: 42052 });
  });
});

describe('WecomClient.mediaGet', () => {
  const file = { mediaId: 'M', maxBytes: 100 };
  const media = () => nock(API).get('/cgi-bin/media/get').query({ access_token: 'T', media_id: 'M' });

  it('gives bytes and type', async () => {
    media().reply(200, Buffer.from([0xff, 0xd8, 0xff]), { 'content-type': 'image/jpeg' });
    const read = await wecom.mediaGet(file);
    expect([...read.bytes, read.contentType]).toEqual([0xff, 0xd8, 0xff, 'image/jpeg']);
  });

  it('sees an error in place of the file', async () => {
    media().reply(200, { errcode: 40007, errmsg: 'invalid media_id' });
    await expect(wecom.mediaGet(file)).rejects.toMatchObject({ code: 40007, class: 'PERMANENT' });
  });

  it('stops at the size it was allowed', async () => {
    media().reply(200, Buffer.alloc(101, 1));
    await expect(wecom.mediaGet(file)).rejects.toMatchObject({ reason: 'too_large' });
  });
});

describe('WecomClient.mediaUpload', () => {
  it('sends the file as a form and gives its id', async () => {
    nock(API)
      .post('/cgi-bin/media/upload', /name="media"; filename="a\.jpg"[\s\S]*image\/jpeg[\s\S]*bytes/)
      .query({ access_token: 'T', type: 'image' })
      .reply(200, { errcode: 0, type: 'image', media_id: 'M' });
    const bytes = Buffer.from('bytes');
    const file = { type: 'image', name: 'a.jpg', bytes, contentType: 'image/jpeg' } as const;
    expect(await wecom.mediaUpload(file)).toBe('M');
  });
});

describe('WecomClient.authGetUserInfo', () => {
  const answer = (body: object) =>
    nock(API).get('/cgi-bin/auth/getuserinfo').query({ access_token: 'T', code: 'C' }).reply(200, body);

  it('knows a member', async () => {
    answer({ errcode: 0, userid: 'zhang' });
    expect(await wecom.authGetUserInfo('C')).toEqual({ kind: 'member', userid: 'zhang' });
  });

  it.each([
    { openid: 'o1', external_userid: 'wm1' },
    { openid: 'o1', userid: '' },
  ])('takes %j for an outsider', async (body) => {
    answer({ errcode: 0, ...body });
    expect(await wecom.authGetUserInfo('C')).toEqual({ kind: 'outsider' });
  });

  it.each([40029, 42003, 42022])('asks for a new login after %d', async (errcode) => {
    answer({ errcode });
    expect(await wecom.authGetUserInfo('C')).toEqual({ kind: 'code_invalid' });
  });

  it('throws what is not about the code', async () => {
    answer({ errcode: 50001 });
    await expect(wecom.authGetUserInfo('C')).rejects.toMatchObject({ class: 'CONFIG' });
  });
});

describe('WecomClient.userGet', () => {
  const answer = (body: object) =>
    nock(API).get('/cgi-bin/user/get').query({ access_token: 'T', userid: 'zhang' }).reply(200, body);

  it('reads a member', async () => {
    answer({ errcode: 0, userid: 'zhang', name: '张', department: [1], status: 1 });
    expect(await wecom.userGet('zhang')).toEqual({
      userid: 'zhang',
      name: '张',
      departments: [1],
      position: '',
      status: 1,
    });
  });

  it('knows that there is none', async () => {
    answer({ errcode: 60111 });
    expect(await wecom.userGet('zhang')).toBeNull();
  });
});

describe('WecomClient addresses', () => {
  const redirect = { redirectUri: 'https://exam.test/staff/login?a=1', state: 'S1' };

  it('builds the authorisation inside WeCom and keeps its fragment', () => {
    expect(wecom.oauth2AuthorizeUrl(redirect)).toBe(
      'https://open.wecom.test/connect/oauth2/authorize?appid=ww1&redirect_uri=https%3A%2F%2Fexam.test%2Fstaff%2Flogin%3Fa%3D1' +
        '&response_type=code&scope=snsapi_base&state=S1&agentid=1000002#wechat_redirect',
    );
  });

  it('builds the login of a desktop', () => {
    expect(wecom.ssoLoginUrl(redirect)).toBe(
      'https://login.wecom.test/wwlogin/sso/login?login_type=CorpApp&appid=ww1&agentid=1000002' +
        '&redirect_uri=https%3A%2F%2Fexam.test%2Fstaff%2Flogin%3Fa%3D1&state=S1',
    );
  });
});

function coded(code: string, syscall?: string): Error {
  return Object.assign(new Error('https://wecom.test/?access_token=T'), { code, syscall });
}
