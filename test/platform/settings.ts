import type { Kf } from './kf/state';
import type { Pay } from './wechatpay/state';
import type { Wechat } from './wechat/state';
import type { WeCom } from './wecom/state';

export interface SettingsSource {
  wecom: WeCom;
  kf: Kf;
  wechat: Wechat;
  pay: Pay;
  urls: { wecom: string; wechat: string; pay: string; smtp: string; sms: string };
  kfLink: string;
  smsApiKey: string;
}

/** The environment that makes a server talk to this stand-in instead of the real platforms. */
export function environment(source: SettingsSource): Record<string, string> {
  const { wecom, kf, wechat, pay, urls } = source;
  const { merchant, publicKey, certificate } = pay.keys;
  return {
    WECOM_API_URL: urls.wecom,
    WECOM_OAUTH_URL: urls.wecom,
    WECOM_LOGIN_URL: urls.wecom,
    WECOM_CORP_ID: wecom.corpId,
    WECOM_AGENT_ID: wecom.agentId,
    WECOM_AGENT_SECRET: wecom.secret,
    WECOM_CALLBACK_TOKEN: wecom.keys.token,
    WECOM_CALLBACK_AES_KEY: wecom.keys.aesKey,
    KF_OPEN_KFID: kf.mainAccount.openKfid,
    KF_LINK: source.kfLink,
    KF_CALLBACK_TOKEN: kf.keys.token,
    KF_CALLBACK_AES_KEY: kf.keys.aesKey,
    WECHAT_API_URL: urls.wechat,
    WECHAT_APP_ID: wechat.appId,
    WECHAT_APP_SECRET: wechat.secret,
    WECHAT_PUSH_TOKEN: wechat.keys.token,
    WECHAT_PUSH_AES_KEY: wechat.keys.aesKey,
    WECHATPAY_API_URL: urls.pay,
    WECHATPAY_MCH_ID: pay.mchId,
    WECHATPAY_MCH_SERIAL: merchant.serial,
    WECHATPAY_MCH_PRIVATE_KEY: merchant.privatePem,
    WECHATPAY_API_V3_KEY: pay.apiV3Key,
    WECHATPAY_PLATFORM_KEYS: JSON.stringify({
      [publicKey.id]: publicKey.pem,
      [certificate.id]: certificate.pem,
    }),
    SMTP_URL: urls.smtp,
    MAIL_FROM: '考试报名 <no-reply@exam.example>',
    SMS_API_URL: urls.sms,
    SMS_API_KEY: source.smsApiKey,
  };
}
