import { callJson, openStage, type Body, type Stage } from './receiver';
import { decryptFrame, sha1Signature } from '../../platform/core/frame';
import { isValueAllowed } from '../../platform/wechat/value-types';

describe('WeChat mini program', () => {
  let stage: Stage;
  let token: string;

  beforeEach(async () => {
    stage = await openStage();
    token = String((await stableToken())['access_token']);
  });
  afterEach(() => stage.close());

  const url = (path: string) => `${stage.settings['WECHAT_API_URL']}${path}`;
  const app = () => ({ appid: stage.settings['WECHAT_APP_ID'], secret: stage.settings['WECHAT_APP_SECRET'] });
  const stableToken = (more: Record<string, unknown> = {}) =>
    callJson(url('/cgi-bin/stable_token'), { grant_type: 'client_credential', ...app(), ...more });
  const post = (path: string, body: unknown) => callJson(`${url(path)}?access_token=${token}`, body);
  const login = (code: string): Promise<Body> => {
    const query = new URLSearchParams({ ...(app() as Record<string, string>), js_code: code });
    return callJson(url(`/sns/jscode2session?${query.toString()}`));
  };
  const pushed = () =>
    stage.receiver.calls.map((call) => {
      const envelope = JSON.parse(call.body) as { Encrypt: string };
      const { token: secret } = stage.platform.wechat.keys;
      const [timestamp, nonce] = [call.query.get('timestamp') ?? '', call.query.get('nonce') ?? ''];
      expect(call.query.get('signature')).toBe(sha1Signature(secret, timestamp, nonce));
      expect(call.query.get('msg_signature')).toBe(sha1Signature(secret, timestamp, nonce, envelope.Encrypt));
      return JSON.parse(decryptFrame(stage.platform.wechat.keys, envelope.Encrypt)) as Record<
        string,
        unknown
      >;
    });

  it('keeps a stable token until it is forced, and answers without errcode', async () => {
    const again = await stableToken();
    expect(again['access_token']).toBe(token);
    expect(again.errcode).toBeUndefined();
    const forced = await stableToken({ force_refresh: true });
    expect(forced['access_token']).not.toBe(token);
    expect((await post('/wxa/msg_sec_check', {})).errcode).toBe(40001);
    expect((await stableToken({ force_refresh: true })).errcode).toBe(45011);
  });

  it('exchanges a login code once within five minutes', async () => {
    const candidate = stage.platform.candidate();
    const code = candidate.loginCode();
    expect(await login(code)).toMatchObject({ openid: candidate.openid, unionid: candidate.unionid });
    expect((await login(code)).errcode).toBe(40163);
    const late = candidate.loginCode();
    stage.clock.push(5 * 60_000);
    expect((await login(late)).errcode).toBe(40029);
    stage.platform.wechat.options.unionids = false;
    expect((await login(candidate.loginCode()))['unionid']).toBeUndefined();
  });

  it('gives the phone number for its own code and openid only', async () => {
    const candidate = stage.platform.candidate({ phone: '19900000001' });
    const ask = (code: string, openid = candidate.openid) =>
      post('/wxa/business/getuserphonenumber', { code, openid });
    expect((await ask(candidate.loginCode())).errcode).toBe(40029);
    expect((await ask(candidate.phoneCode(), 'oSomebodyElse')).errcode).toBe(40003);
    expect(await ask(candidate.phoneCode())).toMatchObject({
      phone_info: { purePhoneNumber: '19900000001' },
    });
  });

  it('spends one permit per message and refuses without one', async () => {
    const candidate = stage.platform.candidate();
    const send = (data: unknown) =>
      post('/cgi-bin/message/subscribe/send', { touser: candidate.openid, template_id: 'T1', data });
    const data = { thing1: { value: '报名审核' }, time2: { value: '2026年3月2日 10:00' } };
    expect((await send(data)).errcode).toBe(43101);
    await candidate.answersSubscription({ T1: 'accept' });
    const broken = await send({ ...data, phrase3: { value: '通过1' } });
    expect(broken).toMatchObject({ errcode: 47003 });
    expect(broken.errmsg).toContain('data.phrase3.value invalid');
    expect((await send(data)).errcode).toBe(0);
    expect((await send(data)).errcode).toBe(43101);
    expect(candidate.subscriptionMessages()).toMatchObject([{ data: { thing1: '报名审核' } }]);
    await stage.platform.settle();
    expect(pushed().at(-1)).toMatchObject({ Event: 'subscribe_msg_sent_event', List: { ErrorCode: '0' } });
  });

  it('pushes one answer as an object and several as an array', async () => {
    const candidate = stage.platform.candidate();
    await candidate.answersSubscription({ T1: 'accept' });
    await candidate.answersSubscription({ T1: 'accept', T2: 'reject' });
    await candidate.withdrawsSubscription('T1');
    const [one, two, change] = pushed();
    expect(one).toMatchObject({ Event: 'subscribe_msg_popup_event', List: { TemplateId: 'T1' } });
    expect(two?.['List']).toHaveLength(2);
    expect(change).toMatchObject({ Event: 'subscribe_msg_change_event', List: { TemplateId: 'T1' } });
  });

  it('checks text of those who were here in the last two hours', async () => {
    const candidate = stage.platform.candidate();
    const check = (content: string) =>
      post('/wxa/msg_sec_check', { version: 2, scene: 1, openid: candidate.openid, content });
    expect(await check('你好')).toMatchObject({ errcode: 0, result: { suggest: 'pass' } });
    expect(await check('违规示例')).toMatchObject({ errcode: 0, result: { suggest: 'risky' } });
  });
});

describe('isValueAllowed', () => {
  it.each([
    ['thing1', '二十个字以内', true],
    ['thing1', '长'.repeat(21), false],
    ['thing1', '', false],
    ['character_string2', 'NCRE-2026', true],
    ['character_string2', '准考证', false],
    ['time3', '15:01', true],
    ['time3', '2019年10月1日 15:01', true],
    ['time3', '2019-10-01T15:01', false],
    ['time3', '2019年10月1日', false],
    ['date4', '2019年10月1日', true],
    ['date4', '2019-12-25 09:42', true],
    ['amount5', '¥80.00', true],
    ['amount5', '80元', true],
    ['amount5', '八十元', false],
    ['phrase6', '已通过', true],
    ['phrase6', 'passed', false],
    ['name7', '买买提·艾力', true],
    ['name7', '这个名字超过十个汉字了吧', false],
    ['phone_number8', '0591-12345678', true],
  ])('judges %s = %s as %s', (key, value, allowed) => {
    expect(isValueAllowed(key, value)).toBe(allowed);
  });
});
