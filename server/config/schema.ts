import { z } from 'zod';
import { apiV3Key, fieldKeys, hmacKey, platformKeys, rsaPrivateKey, tokenSecret } from './keys';
import type { SettingName } from './settings';
import {
  addressRanges,
  callbackAesKey,
  callbackToken,
  link,
  mailSender,
  matching,
  portNumber,
  secretOf,
  secureOrigin,
  secureUrl,
  serverUrl,
  text,
  wholeNumber,
} from './values';

export const roles = ['web', 'worker', 'all'] as const;
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

const oneOf = <const Value extends string>(values: readonly Value[]) =>
  z.enum(values, {
    error: ({ input }) => (input === undefined ? 'is missing' : `is not one of ${values.join(', ')}`),
  });
const mysqlUrl = serverUrl(['mysql:'], { needsPath: true });
const folder = text.refine((value) => !value.includes('\0'), { error: 'is not a path' });

/** Every setting by itself; what depends on several is in `across.ts`. */
export const settingsSchema = z.object({
  PORT: portNumber.default(3000),
  PUBLIC_URL: secureOrigin,
  ROLE: oneOf(roles),
  TRUSTED_PROXIES: addressRanges.default([]),
  LOG_LEVEL: oneOf(logLevels).default('info'),
  METRICS_TOKEN: secretOf(16).optional(),
  DATA_DIR: folder.optional(),
  DATABASE_URL: mysqlUrl.optional(),
  MIGRATION_DATABASE_URL: mysqlUrl.optional(),
  REDIS_URL: serverUrl(['redis:', 'rediss:']).optional(),
  PHOTO_DIR: folder.optional(),
  FIELD_KEYS: fieldKeys,
  INDEX_KEY: hmacKey,
  TOKEN_SECRET: tokenSecret,
  WECOM_API_URL: secureUrl.default('https://qyapi.weixin.qq.com'),
  WECOM_OAUTH_URL: secureUrl.default('https://open.weixin.qq.com'),
  WECOM_LOGIN_URL: secureUrl.default('https://login.work.weixin.qq.com'),
  WECOM_CORP_ID: matching(/^[A-Za-z0-9_-]{4,64}$/, 'is not an organisation id'),
  WECOM_AGENT_ID: matching(/^\d{1,12}$/, 'is not a number').transform(Number),
  WECOM_AGENT_SECRET: secretOf(16),
  WECOM_CALLBACK_TOKEN: callbackToken,
  WECOM_CALLBACK_AES_KEY: callbackAesKey,
  KF_OPEN_KFID: matching(/^[A-Za-z0-9_-]{4,64}$/, 'is not an account id'),
  KF_LINK: link.optional(),
  KF_CALLBACK_TOKEN: callbackToken.optional(),
  KF_CALLBACK_AES_KEY: callbackAesKey.optional(),
  KF_LOOK_MINUTES: wholeNumber({ from: 1, to: 1440 }).default(5),
  WECHAT_API_URL: secureUrl.default('https://api.weixin.qq.com'),
  WECHAT_APP_ID: matching(/^[A-Za-z0-9_-]{4,64}$/, 'is not an AppID'),
  WECHAT_APP_SECRET: secretOf(16),
  WECHAT_PUSH_TOKEN: callbackToken,
  WECHAT_PUSH_AES_KEY: callbackAesKey,
  WECHATPAY_API_URL: secureUrl.default('https://api.mch.weixin.qq.com'),
  WECHATPAY_MCH_ID: matching(/^\d{6,32}$/, 'is not a merchant number'),
  WECHATPAY_MCH_SERIAL: matching(/^[A-Za-z0-9]{8,64}$/, 'is not a serial number'),
  WECHATPAY_MCH_PRIVATE_KEY: rsaPrivateKey,
  WECHATPAY_API_V3_KEY: apiV3Key,
  WECHATPAY_PLATFORM_KEYS: platformKeys,
  SMTP_URL: serverUrl(['smtp:', 'smtps:']),
  MAIL_FROM: mailSender,
  SMS_API_URL: secureUrl,
  SMS_API_KEY: secretOf(16),
} satisfies Record<SettingName, z.ZodType>);

export type Settings = z.output<typeof settingsSchema>;
