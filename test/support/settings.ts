import { randomBytes } from 'node:crypto';
import { rsaKeyPairs } from '../platform/wechatpay/key-cache';

/** The merchant's private key and the platform's public one; they belong to two pairs, as in life. */
function payKeys(): { merchantPrivate: string; platformPublic: string } {
  const [merchant, platform] = rsaKeyPairs();
  if (!merchant || !platform) throw new Error('the stand-in has too few key pairs');
  return {
    merchantPrivate: merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    platformPublic: platform.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

const letters = (count: number): string =>
  randomBytes(count * 2)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, count);
const key = (): string => randomBytes(32).toString('base64');

export type TestSettings = Record<string, string | undefined>;

/** Every required setting with a fresh random value, for embedded storage; undefined takes a setting away. */
export function completeSettings(overrides: TestSettings = {}): TestSettings {
  const pem = payKeys();
  return {
    PUBLIC_URL: 'https://ncre.example.edu.cn',
    ROLE: 'all',
    DATA_DIR: '/var/lib/ncre',
    FIELD_KEYS: `v1:${key()}`,
    INDEX_KEY: key(),
    TOKEN_SECRET: key(),
    WECOM_CORP_ID: 'ww1234567890abcdef',
    WECOM_AGENT_ID: '1000002',
    WECOM_AGENT_SECRET: letters(43),
    WECOM_CALLBACK_TOKEN: letters(20),
    WECOM_CALLBACK_AES_KEY: letters(43),
    KF_OPEN_KFID: 'wk1234567890abcdef',
    WECHAT_APP_ID: 'wx1234567890abcdef',
    WECHAT_APP_SECRET: letters(32),
    WECHAT_PUSH_TOKEN: letters(20),
    WECHAT_PUSH_AES_KEY: letters(43),
    WECHATPAY_MCH_ID: '1900000109',
    WECHATPAY_MCH_SERIAL: '1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C',
    WECHATPAY_MCH_PRIVATE_KEY: pem.merchantPrivate,
    WECHATPAY_API_V3_KEY: letters(32),
    WECHATPAY_PLATFORM_KEYS: JSON.stringify({ PUB_KEY_ID_0100000001: pem.platformPublic }),
    SMTP_URL: 'smtps://sender:correct-horse@mail.example.edu.cn:465',
    MAIL_FROM: 'NCRE <ncre@example.edu.cn>',
    SMS_API_URL: 'https://sms.example.edu.cn/send',
    SMS_API_KEY: letters(32),
    ...overrides,
  };
}
