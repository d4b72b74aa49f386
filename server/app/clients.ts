import { randomBytes } from 'node:crypto';
import { RefreshingAccessTokens, type AccessTokens } from '../clients/access-token';
import { SmtpMailer } from '../clients/mail';
import { HttpSmsSender } from '../clients/sms';
import { fetchWechatToken, WechatClient } from '../clients/wechat';
import { WechatpayClient } from '../clients/wechatpay';
import { WechatpayApi } from '../clients/wechatpay-api';
import { WechatpayProvider } from '../clients/wechatpay-provider';
import { fetchWecomToken, WecomClient } from '../clients/wecom';
import { WecomKfClient } from '../clients/wecom-kf';
import { createPageSigner, fetchPageTicket } from '../clients/wecom-page-signer';
import type { Config } from '../config';
import type { KfPort } from '../use-cases/ports/kf';
import type { Mailer, SmsSender } from '../use-cases/ports/notify';
import type { PaymentProvider, TradeBills } from '../use-cases/ports/pay';
import type { TokenStore } from '../use-cases/ports/platforms';
import type { WechatPort } from '../use-cases/ports/wechat';
import type { PageIdentity, PageSigner, WecomPort } from '../use-cases/ports/wecom';
import type { Clock } from '../../shared/domain/time';

/** The outside services as the use-cases see them. */
export interface Clients {
  wecom: WecomPort;
  pageSigner: PageSigner;
  kf: KfPort;
  wechat: WechatPort;
  provider: PaymentProvider;
  bills: TradeBills;
  mailer: Mailer;
  sms: SmsSender;
}

export const PAYMENT_NOTICE_PATH = '/callbacks/wechatpay/payment';
export const REFUND_NOTICE_PATH = '/callbacks/wechatpay/refund';

/** Builds every client; none of them calls anybody before it is used. */
export function createClients(
  config: Config,
  { clock, store }: { clock: Clock; store: TokenStore },
): Clients {
  const { wecom, wechat } = config;
  const wecomTokens = new RefreshingAccessTokens({
    key: `wecom:${wecom.corpId}:${wecom.agentId}`,
    fetchToken: () =>
      fetchWecomToken({ apiUrl: wecom.apiUrl, corpId: wecom.corpId, secret: wecom.agentSecret }),
    store,
    clock,
  });
  const wechatTokens = new RefreshingAccessTokens({
    key: `wechat:${wechat.appId}`,
    fetchToken: () => fetchWechatToken(wechat),
    forceToken: () => fetchWechatToken(wechat, true),
    store,
    clock,
  });
  return {
    wecom: new WecomClient({ ...wecom, tokens: wecomTokens }),
    pageSigner: createSigner(config, { clock, store, tokens: wecomTokens }),
    kf: new WecomKfClient({ apiUrl: wecom.apiUrl, tokens: wecomTokens }),
    wechat: new WechatClient({ ...wechat, tokens: wechatTokens }),
    ...createPayment(config, clock),
    mailer: new SmtpMailer(config.mail),
    sms: new HttpSmsSender(config.sms),
  };
}

function createSigner(
  { wecom }: Config,
  { clock, store, tokens }: { clock: Clock; store: TokenStore; tokens: AccessTokens },
): PageSigner {
  const { corpId, agentId, apiUrl } = wecom;
  const tickets = (identity: PageIdentity) =>
    new RefreshingAccessTokens({
      key: `wecom-ticket:${identity}:${corpId}:${agentId}`,
      fetchToken: () => fetchPageTicket({ apiUrl, tokens, identity }),
      store,
      clock,
    });
  return createPageSigner({
    ...{ corpId, agentId, clock },
    tickets: { corp: tickets('corp'), app: tickets('app') },
    nonce: () => randomBytes(12).toString('hex'),
  });
}

function createPayment(config: Config, clock: Clock): Pick<Clients, 'provider' | 'bills'> {
  const { wechatpay: pay, wechat, publicUrl } = config;
  const signer = { mchId: pay.mchId, serial: pay.mchSerial, privateKey: pay.mchPrivateKey };
  const api = new WechatpayApi({ apiUrl: pay.apiUrl, signer, platformKeys: pay.platformKeys, clock });
  const client = new WechatpayClient(api, { mchId: pay.mchId, apiV3Key: pay.apiV3Key });
  const provider = new WechatpayProvider({
    client,
    appId: wechat.appId,
    mchId: pay.mchId,
    privateKey: pay.mchPrivateKey,
    paymentNotifyUrl: publicUrl + PAYMENT_NOTICE_PATH,
    refundNotifyUrl: publicUrl + REFUND_NOTICE_PATH,
    clock,
  });
  return { provider, bills: client };
}
