import { createHash } from 'node:crypto';
import { createClientBridge, type ClientBridge } from '../../platform/hands/client-bridge';
import type { Candidate } from '../../platform/hands/candidate';
import type { Servicer } from '../../platform/hands/servicer';
import { openStage, wecomApi, type Stage } from './receiver';

const HOUR = 3_600_000;

describe('The client’s bridge', () => {
  let stage: Stage;
  let servicer: Servicer;
  let candidate: Candidate;
  let bridge: ClientBridge;
  let url: string;
  const agentid = () => stage.settings['WECOM_AGENT_ID'] ?? '';
  const corpid = () => stage.settings['WECOM_CORP_ID'] ?? '';
  const api = async (path: string) => {
    const { access_token: token } = (await (
      await fetch(
        `${stage.settings['WECOM_API_URL']}/cgi-bin/gettoken?corpid=${corpid()}&corpsecret=${stage.settings['WECOM_AGENT_SECRET']}`,
      )
    ).json()) as Record<string, string>;
    const address = `${stage.settings['WECOM_API_URL']}/cgi-bin/${path}${path.includes('?') ? '&' : '?'}access_token=${token}`;
    return (await (await fetch(address)).json()) as Record<string, unknown>;
  };
  const ticketOf = async (path: string) => String((await api(path))['ticket']);
  const signed = (ticket: string, address = url) => ({
    timestamp: '1760000000',
    nonceStr: 'n1',
    signature: createHash('sha1')
      .update(`jsapi_ticket=${ticket}&noncestr=n1&timestamp=1760000000&url=${address}`)
      .digest('hex'),
  });
  const configure = (ticket: string, change: object = {}) =>
    bridge.invoke(url, 'agentConfig', {
      ...{ corpid: corpid(), agentid: agentid() },
      jsApiList: ['getContext', 'getCurExternalContact', 'sendChatMessage'],
      ...signed(ticket),
      ...change,
    });

  beforeEach(async () => {
    stage = await openStage();
    await wecomApi(stage.settings);
    servicer = stage.platform.servicer({ userid: 'servicer' });
    candidate = stage.platform.candidate();
    await candidate.entersChat();
    await candidate.types('你好');
    url = `${stage.platform.wecom.core.publicUrl()}/staff/support/sidebar`;
    const page = { userid: 'servicer', chat: candidate.chat, entry: 'single_kf_tools' };
    bridge = createClientBridge(stage.platform.kf, page);
  });
  afterEach(() => stage.close());

  it('gives one ticket for two hours, to a corp 400 times an hour and to an app 100 times', async () => {
    const first = await ticketOf('get_jsapi_ticket');
    expect(await ticketOf('get_jsapi_ticket')).toBe(first);
    for (let left = 100; left > 0; left -= 1)
      expect((await api('ticket/get?type=agent_config'))['errcode']).toBe(0);
    expect((await api('ticket/get?type=agent_config'))['errcode']).toBe(45009);
    expect((await api('ticket/get'))['errcode']).toBe(40035);
    stage.clock.push(2 * HOUR);
    expect(await ticketOf('get_jsapi_ticket')).not.toBe(first);
  });

  it('knows a page by its ticket, address, nonce and time alone', async () => {
    const [app, corp] = [await ticketOf('ticket/get?type=agent_config'), await ticketOf('get_jsapi_ticket')];
    const said = async (...given: Parameters<typeof configure>) => (await configure(...given))['err_msg'];
    const wrong = 'agentConfig:fail invalid signature';
    expect(await said(corp)).toBe(wrong);
    expect(await said(app, signed(app, `${url}?a=1`))).toBe(wrong);
    expect(await said(app, { nonceStr: 'n2' })).toBe(wrong);
    expect(await said(app, { timestamp: '1760000001' })).toBe(wrong);
    expect(await said(app, { agentid: '1' })).toBe('agentConfig:fail invalid agentid');
    stage.platform.wecom.trustedDomain = 'elsewhere.test';
    expect(await said(app)).toBe('agentConfig:fail invalid url domain');
    stage.platform.wecom.trustedDomain = undefined;
    expect(await said(app)).toBe('agentConfig:ok');
    const proof = signed(corp);
    const verify = {
      appId: corpid(),
      verifyJsApiList: ['getContext'],
      verifyTimestamp: proof.timestamp,
      verifyNonceStr: proof.nonceStr,
      verifySignature: proof.signature,
    };
    expect((await bridge.invoke(`${url}#a`, 'preVerifyJSAPI', verify))['err_msg']).toBe('preVerifyJSAPI:ok');
  });

  it('tells the customer and sends into the chat, to a page that has proved itself at this address', async () => {
    const contact = () => bridge.invoke(url, 'getCurExternalContact', {});
    expect(await contact()).toEqual({ err_msg: 'getCurExternalContact:fail no permission' });
    await configure(await ticketOf('ticket/get?type=agent_config'));
    expect(await contact()).toMatchObject({ userId: candidate.externalUserid });
    expect(await bridge.invoke(url, 'getContext', {})).toMatchObject({ entry: 'single_kf_tools' });
    expect(await bridge.invoke(`${url}?other`, 'getContext', {})).not.toHaveProperty('entry');
    const words = { msgtype: 'text', text: { content: '您好' } };
    const send = () => bridge.invoke(url, 'sendChatMessage', words);
    expect((await send())['err_msg']).toBe('sendChatMessage:fail no permission');
    candidate.chat.state = 2;
    await servicer.takes(candidate);
    expect((await send())['err_msg']).toBe('sendChatMessage:ok');
    expect(candidate.lastMessage()).toMatchObject({ text: '您好', from: 'servicer' });
  });
});
