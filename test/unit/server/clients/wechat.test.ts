import nock from 'nock';
import type { AccessTokens } from '../../../../server/clients/access-token';
import { RefreshingAccessTokens } from '../../../../server/clients/access-token';
import { WechatClient, fetchWechatToken } from '../../../../server/clients/wechat';
import { MemoryTokenStore } from '../../../../server/sessions/memory-token-store';

const API = 'https://wechat.test';
const app = { apiUrl: API, appId: 'wx1', appSecret: 'secret-1' };
const fixedToken: AccessTokens = { run: (call) => call('T') };
const wechat = new WechatClient({ ...app, tokens: fixedToken, timeoutMs: 8_000 });

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.restore());

function post(path: string, body: nock.RequestBodyMatcher, answer: nock.Body) {
  return nock(API).post(path, body).query({ access_token: 'T' }).reply(200, answer);
}

describe('fetchWechatToken', () => {
  const asked = { grant_type: 'client_credential', appid: 'wx1', secret: 'secret-1' };

  it('reads an answer without errcode', async () => {
    nock(API).post('/cgi-bin/stable_token', asked).reply(200, { access_token: 'A', expires_in: 300 });
    expect(await fetchWechatToken(app)).toEqual({ token: 'A', expiresInSeconds: 300 });
  });

  it('forces only when asked to', async () => {
    nock(API)
      .post('/cgi-bin/stable_token', { ...asked, force_refresh: true })
      .reply(200, { access_token: 'B', expires_in: 7200 });
    expect((await fetchWechatToken(app, true)).token).toBe('B');
  });

  it.each([40001, 40013, 40125, 40164])('takes %d for a setting', async (errcode) => {
    nock(API).post('/cgi-bin/stable_token').reply(200, { errcode, errmsg: 'secret-1' });
    const error: unknown = await fetchWechatToken(app).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ class: 'CONFIG' });
    expect(String(error)).not.toContain('secret-1');
  });
});

describe('WechatClient.jscode2session', () => {
  const answer = (body: nock.Body) =>
    nock(API)
      .get('/sns/jscode2session')
      .query({ appid: 'wx1', secret: 'secret-1', js_code: 'C', grant_type: 'authorization_code' })
      .reply(200, body, { 'content-type': 'text/plain' });

  it('reads identities from text/plain without errcode', async () => {
    answer('{"openid":"o1","session_key":"k"}');
    expect(await wechat.jscode2session('C')).toEqual({
      ok: true,
      openid: 'o1',
      unionid: null,
      sessionKey: 'k',
    });
  });

  it.each([
    [40029, 'code_invalid'],
    [40163, 'code_invalid'],
    [40226, 'user_blocked'],
  ])('returns %d as %s', async (errcode, reason) => {
    answer({ errcode, errmsg: 'C' });
    expect(await wechat.jscode2session('C')).toEqual({ ok: false, reason });
  });

  it.each([
    [-1, 'RETRY'],
    [45011, 'SLOW'],
    [41008, 'PERMANENT'],
  ])('throws %d as %s', async (errcode, kind) => {
    answer({ errcode });
    await expect(wechat.jscode2session('C')).rejects.toMatchObject({ class: kind });
  });

  it('does not take an answer without openid for a login', async () => {
    answer({ errcode: 0, session_key: 'k' });
    await expect(wechat.jscode2session('C')).rejects.toMatchObject({ reason: 'unreadable' });
  });
});

describe('WechatClient.getUserPhoneNumber', () => {
  it.each([86, '86'])('reads the country code %p', async (countryCode) => {
    post(
      '/wxa/business/getuserphonenumber',
      { code: 'C', openid: 'o1' },
      {
        errcode: 0,
        phone_info: { phoneNumber: '+8613800000000', purePhoneNumber: '13800000000', countryCode },
      },
    );
    const answer = await wechat.getUserPhoneNumber({ code: 'C', openid: 'o1' });
    expect(answer).toEqual({ ok: true, number: '13800000000', countryCode: '86' });
  });

  it('returns a late code as invalid', async () => {
    post('/wxa/business/getuserphonenumber', { code: 'C' }, { errcode: 40029 });
    expect(await wechat.getUserPhoneNumber({ code: 'C' })).toEqual({ ok: false, reason: 'code_invalid' });
  });
});

describe('WechatClient.subscribeSend', () => {
  const message = { toOpenid: 'o1', templateId: 't1', page: 'pages/x', values: { thing1: '审核通过' } };

  it('sends values of the released version', async () => {
    const sent = {
      touser: 'o1',
      template_id: 't1',
      page: 'pages/x',
      data: { thing1: { value: '审核通过' } },
      miniprogram_state: 'formal',
      lang: 'zh_CN',
    };
    post('/cgi-bin/message/subscribe/send', sent, { errcode: 0, errmsg: 'ok', msgid: 2944 });
    expect((await wechat.subscribeSend(message)).msgId).toBe('2944');
  });

  it('keeps every digit of a message id', async () => {
    post('/cgi-bin/message/subscribe/send', () => true, '{"errcode":0,"msgid":294402298110051942}');
    expect((await wechat.subscribeSend(message)).msgId).toBe('294402298110051942');
  });

  it('names the field that breaks its kind, and nothing else', async () => {
    const errmsg = 'argument invalid! data.thing3.value invalid 张三 rid: 1';
    post('/cgi-bin/message/subscribe/send', () => true, { errcode: 47003, errmsg });
    await expect(wechat.subscribeSend(message)).rejects.toMatchObject({
      class: 'PERMANENT',
      field: 'thing3',
      message: 'wechat /cgi-bin/message/subscribe/send answered 47003 (PERMANENT)',
    });
  });

  it.each([
    [43101, 'CHANNEL'],
    [40003, 'TARGET'],
    [40037, 'CONFIG'],
    [41030, 'CONFIG'],
    [45009, 'SLOW'],
  ])('throws %d as %s', async (errcode, kind) => {
    post('/cgi-bin/message/subscribe/send', () => true, { errcode });
    await expect(wechat.subscribeSend(message)).rejects.toMatchObject({ class: kind });
  });

  it('refreshes a stale token once for two sends at once', async () => {
    const clock = { now: () => 1_760_000_000_000 };
    const fetchToken = jest
      .fn<Promise<{ token: string; expiresInSeconds: number }>, []>()
      .mockResolvedValueOnce({ token: 'old', expiresInSeconds: 7200 })
      .mockResolvedValue({ token: 'T', expiresInSeconds: 7200 });
    const tokens = new RefreshingAccessTokens({
      key: 'wx1',
      fetchToken,
      store: new MemoryTokenStore(clock),
      clock,
    });
    const path = '/cgi-bin/message/subscribe/send';
    nock(API).post(path).query({ access_token: 'old' }).twice().reply(200, { errcode: 40001 });
    nock(API).post(path).query({ access_token: 'T' }).twice().reply(200, { errcode: 0, msgid: 1 });
    const client = new WechatClient({ ...app, tokens });
    const sent = await Promise.all([client.subscribeSend(message), client.subscribeSend(message)]);
    expect(sent).toEqual([{ msgId: '1' }, { msgId: '1' }]);
    expect(fetchToken).toHaveBeenCalledTimes(2);
  });
});

describe('WechatClient.generateUrlLink', () => {
  it('gives the expiry in seconds', async () => {
    const sent = {
      path: 'pages/pay',
      query: 'r=1',
      expire_type: 0,
      expire_time: 1760000000,
      env_version: 'release',
    };
    post('/wxa/generate_urllink', sent, { errcode: 0, url_link: 'https://wxaurl.test/a' });
    const link = { path: 'pages/pay', query: 'r=1', expiresAt: 1_760_000_000_999 };
    expect(await wechat.generateUrlLink(link)).toBe('https://wxaurl.test/a');
  });
});

describe('WechatClient.generateScheme', () => {
  it('gives the expiry in seconds', async () => {
    const jump_wxa = { path: 'pages/pay', query: '', env_version: 'trial' };
    const sent = { jump_wxa, is_expire: true, expire_type: 0, expire_time: 1760000000 };
    post('/wxa/generatescheme', sent, { errcode: 0, openlink: 'weixin://dl/business/?t=1' });
    const link = { path: 'pages/pay', query: '', version: 'trial', expiresAt: 1_760_000_000_000 } as const;
    expect(await wechat.generateScheme(link)).toBe('weixin://dl/business/?t=1');
  });
});

describe('WechatClient.msgSecCheck', () => {
  const check = { openid: 'o1', scene: 1, content: '你好' } as const;

  it('decides by the suggestion', async () => {
    const result = { suggest: 'risky', label: 20001 };
    post('/wxa/msg_sec_check', { version: 2, ...check }, { errcode: 0, result, trace_id: 'x' });
    expect(await wechat.msgSecCheck(check)).toEqual(result);
  });

  it('does not take a success without suggestion for a pass', async () => {
    post('/wxa/msg_sec_check', () => true, { errcode: 0 });
    await expect(wechat.msgSecCheck(check)).rejects.toMatchObject({ reason: 'unreadable' });
  });
});
