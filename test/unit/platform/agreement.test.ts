import { createPrivateKey } from 'node:crypto';
import { openStage, type Stage } from './receiver';
import { decryptFrame, encryptFrame } from '../../platform/core/frame';
import { completeSettings } from '../../support/settings';
import {
  RefreshingAccessTokens,
  type AccessTokens,
  type FetchedToken,
} from '../../../server/clients/access-token';
import { SmtpMailer } from '../../../server/clients/mail';
import { HttpSmsSender } from '../../../server/clients/sms';
import { fetchWechatToken, WechatClient } from '../../../server/clients/wechat';
import { WechatpayApi } from '../../../server/clients/wechatpay-api';
import { WechatpayClient } from '../../../server/clients/wechatpay';
import { WechatpayProvider } from '../../../server/clients/wechatpay-provider';
import { WecomKfClient } from '../../../server/clients/wecom-kf';
import { fetchWecomToken, WecomClient } from '../../../server/clients/wecom';
import { loadConfig, type Config } from '../../../server/config';
import {
  createCallbackKeys,
  decryptMessage,
  encryptMessage,
  openCallback,
} from '../../../server/signatures/wecom-callback';
import { createPlatformKeys, verifySigned, type MerchantSigner } from '../../../server/signatures/wechatpay';
import { MemoryTokenStore } from '../../../server/sessions/memory-token-store';

/** The product's clients and the stand-in were written apart; here they meet. */
describe('the product and the stand-in', () => {
  let stage: Stage;
  let config: Config;

  beforeEach(async () => {
    stage = await openStage();
    const loaded = loadConfig(completeSettings({ PUBLIC_URL: stage.receiver.url, ...stage.settings }));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    config = loaded.config;
  });
  afterEach(() => stage.close());

  const tokensFor = (key: string, fetchToken: () => Promise<FetchedToken>): AccessTokens =>
    new RefreshingAccessTokens({
      key,
      fetchToken,
      store: new MemoryTokenStore(stage.clock),
      clock: stage.clock,
    });
  const wecomTokens = () => {
    const { apiUrl, corpId, agentSecret } = config.wecom;
    return tokensFor('wecom', () => fetchWecomToken({ apiUrl, corpId, secret: agentSecret }));
  };
  const wecom = () => {
    const { apiUrl, oauthUrl, loginUrl, corpId, agentId } = config.wecom;
    return new WecomClient({
      apiUrl,
      oauthUrl,
      loginUrl,
      corpId,
      agentId: Number(agentId),
      tokens: wecomTokens(),
    });
  };
  const wechat = () => {
    const { apiUrl, appId, appSecret } = config.wechat;
    const options = { apiUrl, appId, appSecret };
    return new WechatClient({ ...options, tokens: tokensFor('wechat', () => fetchWechatToken(options)) });
  };
  const payment = () => {
    const { apiUrl, mchId, mchSerial, apiV3Key } = config.wechatpay;
    const settings = stage.settings['WECHATPAY_PLATFORM_KEYS'] ?? '{}';
    const { keys } = createPlatformKeys(JSON.parse(settings) as Record<string, string>);
    const privateKey = createPrivateKey(stage.settings['WECHATPAY_MCH_PRIVATE_KEY'] ?? '');
    const signer: MerchantSigner = { mchId, serial: mchSerial, privateKey };
    const api = new WechatpayApi({ apiUrl, signer, platformKeys: keys, clock: stage.clock });
    const client = new WechatpayClient(api, { mchId, apiV3Key });
    const provider = new WechatpayProvider({
      client,
      appId: config.wechat.appId,
      mchId,
      privateKey,
      paymentNotifyUrl: `${stage.receiver.url}/callbacks/wechatpay/payment`,
      refundNotifyUrl: `${stage.receiver.url}/callbacks/wechatpay/refund`,
      clock: stage.clock,
    });
    return { client, provider, keys };
  };

  it('agree on cards, media and the web authorisation', async () => {
    const reviewer = stage.platform.reviewer({ userid: 'LiNa', name: '李娜' });
    const client = wecom();
    const card = {
      card_type: 'button_interaction',
      main_title: { title: '报名审核' },
      task_id: 't-1',
      button_list: [{ text: '通过', key: 'approve' }],
    };
    const message = { msgtype: 'template_card', template_card: card } as const;
    const sent = await client.messageSend({ toUsers: ['LiNa', 'Nobody'], ...message });
    expect(sent).toMatchObject({ reached: ['LiNa'], invalidUsers: ['nobody'] });
    stage.platform.wecom.tokens.killAll();
    const responseCode = sent.responseCode ?? '';
    await client.messageUpdateTemplateCard({ responseCode, toUsers: 'all', replaceName: '已通过' });
    expect(reviewer.lastCard().greyButton).toBe('已通过');

    const file = {
      type: 'image',
      name: 'a.png',
      bytes: Buffer.from([0, 255, 13, 10, 45, 45]),
      contentType: 'image/png',
    } as const;
    const mediaId = await client.mediaUpload(file);
    const stored = await client.mediaGet({ mediaId, maxBytes: 100 });
    expect([...stored.bytes]).toEqual([...file.bytes]);

    const redirect = { redirectUri: `${stage.receiver.url}/staff/login/back`, state: 'abc' };
    for (const url of [client.oauth2AuthorizeUrl(redirect), client.ssoLoginUrl(redirect)]) {
      const code = new URL((await reviewer.opens(url)).url).searchParams.get('code') ?? '';
      expect(await client.authGetUserInfo(code)).toEqual({ kind: 'member', userid: 'LiNa' });
      expect(await client.authGetUserInfo(code)).toEqual({ kind: 'code_invalid' });
    }
  });

  it('agree on the customer-service chat', async () => {
    const candidate = stage.platform.candidate({ nickname: '张三' });
    const client = new WecomKfClient({ apiUrl: config.wecom.apiUrl, tokens: wecomTokens() });
    const { openKfId } = config.kf;
    await candidate.entersChat({ sceneParam: 'once' });
    await candidate.types('你好');
    const page = await client.syncMsg({ openKfId });
    expect(page.messages.map(({ msgtype }) => msgtype)).toEqual(['event', 'text']);
    const toUser = candidate.externalUserid;
    const msgmenu = {
      head_content: '请选择',
      list: [{ type: 'click' as const, click: { id: 'a', content: '报名' } }],
    };
    await client.sendMsg({ toUser, openKfId, msgId: 'm-1', message: { msgtype: 'msgmenu', msgmenu } });
    await candidate.taps('报名');
    const of = { openKfId, externalUserId: toUser };
    expect(await client.serviceStateGet(of)).toEqual({ state: 1, servicerUserid: null });
    expect((await client.serviceStateTrans({ ...of, state: 2 })).msgCode).not.toBeNull();
    const { customers } = await client.customerBatchGet({ externalUserIds: [toUser], withEntry: true });
    expect(customers).toMatchObject([{ nickname: '张三', entry: { sceneParam: 'once' } }]);
  });

  it('agree on encrypted callbacks', async () => {
    await stage.platform.candidate().types('你好');
    const [call] = stage.receiver.calls;
    const { callbackToken: token, callbackAesKey: encodingAesKey } = config.kf;
    const keys = createCallbackKeys({ token, encodingAesKey, receiveId: config.wecom.corpId });
    if (!keys || !call) throw new Error('no call');
    const ciphertext = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(call.body)?.[1] ?? '';
    const value = (name: string) => call.query.get(name) ?? '';
    const signed = {
      timestamp: value('timestamp'),
      nonce: value('nonce'),
      msgSignature: value('msg_signature'),
    };
    expect(openCallback(keys, { ...signed, ciphertext })).toMatchObject({
      ok: true,
      message: expect.stringContaining('kf_msg_or_event') as string,
    });
  });

  it('agree on every length of padding', () => {
    const { callbackToken: token, callbackAesKey: encodingAesKey } = config.wecom;
    const keys = createCallbackKeys({ token, encodingAesKey, receiveId: config.wecom.corpId });
    if (!keys) throw new Error('no keys');
    for (let length = 0; length <= 64; length += 1) {
      const message = 'a'.repeat(length);
      const theirs = encryptFrame(stage.platform.wecom.keys, message, Buffer.alloc(16, length));
      expect(decryptMessage(keys, theirs)).toEqual({ ok: true, message });
      expect(decryptFrame(stage.platform.wecom.keys, encryptMessage(keys, message))).toBe(message);
    }
  });

  it('agree on login, phone number and subscription messages', async () => {
    const candidate = stage.platform.candidate({ phone: '19900000001' });
    const { openid } = candidate;
    const client = wechat();
    expect(await client.jscode2session(candidate.loginCode())).toMatchObject({ ok: true, openid });
    expect(await client.getUserPhoneNumber({ code: candidate.phoneCode(), openid })).toMatchObject({
      ok: true,
      number: '19900000001',
    });
    const message = { toOpenid: openid, templateId: 'T1', values: { thing1: '报名审核' } };
    await expect(client.subscribeSend(message)).rejects.toMatchObject({ code: 43101 });
    await candidate.answersSubscription({ T1: 'accept' });
    await client.subscribeSend(message);
    expect(candidate.subscriptionMessages()).toHaveLength(1);
    const expiresAt = stage.clock.now() + 86_400_000;
    const target = { path: 'pages/pay/index', query: 'a=1' };
    const link = await client.generateUrlLink({ ...target, expiresAt });
    expect(candidate.followsAppLink(link)).toEqual(target);
    stage.clock.push(86_400_000);
    expect(() => candidate.followsAppLink(link)).toThrow('over');
  });

  it('agree on orders, payments, notices, refunds and bills', async () => {
    const candidate = stage.platform.candidate();
    const { provider, client, keys } = payment();
    const opened = await provider.openOrder({
      outTradeNo: 'order-1',
      amountFen: 8000,
      description: '全国计算机等级考试',
      payerOpenid: candidate.openid,
      expiresAt: stage.clock.now() + 3_600_000,
    });
    if (opened.outcome !== 'ok') throw new Error(opened.outcome);
    expect(await candidate.pays(provider.payParams(opened.prepayId))).toEqual({
      errMsg: 'requestPayment:ok',
    });
    const [notice] = stage.receiver.calls;
    const headers = Object.entries(notice?.headers ?? {}).flatMap(([name, value]) => [name, String(value)]);
    const body = Buffer.from(notice?.body ?? '');
    expect(verifySigned(keys, { headers, body, nowMs: stage.clock.now() }).ok).toBe(true);
    expect(await provider.queryOrder({ outTradeNo: 'order-1' })).toMatchObject({
      outcome: 'ok',
      order: { state: 'paid', amountFen: 8000 },
    });
    const refund = { outTradeNo: 'order-1', outRefundNo: 'r-1', refundFen: 8000, totalFen: 8000 };
    expect(await provider.refund(refund)).toMatchObject({ outcome: 'ok', refund: { state: 'processing' } });
    stage.clock.push(60_000);
    await stage.platform.settle();
    expect(await provider.queryRefund('r-1')).toMatchObject({ outcome: 'ok', refund: { state: 'success' } });
    stage.clock.push(86_400_000);
    const bill = await client.tradeBill('2026-03-02');
    expect(bill?.summary).toEqual({ count: 2, orderAmountFen: 8000, refundFen: 8000 });
    expect(Object.keys(await client.certificates())).toHaveLength(1);
    stage.platform.fail({ path: '/v3/pay/transactions', how: { signature: 'signtest' } });
    expect((await provider.queryOrder({ outTradeNo: 'order-1' })).outcome).not.toBe('ok');
  });

  it('agree on mail and SMS', async () => {
    const mailer = new SmtpMailer(config.mail);
    const subject = '确认邮箱：全国计算机等级考试报名系统邮箱地址确认';
    await mailer.sendMail({
      id: 'm-1',
      to: 'wang@exam.example',
      subject,
      text: '请点击链接',
      html: '<p>请点击链接</p>',
    });
    expect(stage.platform.mails).toMatchObject([{ subject, text: '请点击链接', html: '<p>请点击链接</p>' }]);
    stage.platform.fail({ path: 'smtp', how: 'answer-lost' });
    const lost = mailer.sendMail({ id: 'm-2', to: 'wang@exam.example', subject, text: '…' });
    await expect(lost).rejects.toMatchObject({ platform: 'mail' });
    expect(stage.platform.mails).toHaveLength(2);
    await new HttpSmsSender(config.sms).sendSms({
      to: '19900000001',
      template: 'code',
      params: { code: '1' },
      id: 's-1',
    });
    expect(stage.platform.sms).toMatchObject([{ to: '19900000001', params: { code: '1' } }]);
  });
});
