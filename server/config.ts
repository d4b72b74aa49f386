import { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MINUTE_MS } from '../shared/domain/time';
import { problemOf, problemsAcross, type GivenSettings, type SettingProblem } from './config/across';
import { settingsSchema, type Settings } from './config/schema';
import { privateKeyFileSetting, settingNames, type SettingName } from './config/settings';

/** Where rows and sessions live. */
export type StorageConfig =
  | { kind: 'embedded'; dataDir: string }
  | { kind: 'servers'; databaseUrl: string; migrationDatabaseUrl: string; redisUrl: string };

/** The settings, checked and frozen. Addresses have no slash at the end. */
export type Config = Readonly<ReturnType<typeof toConfig>>;

export type LoadedConfig = { ok: true; config: Config } | { ok: false; problems: SettingProblem[] };

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads every setting once. Either all of them hold, or the answer lists all that is wrong. */
export function loadConfig(environment: Environment = process.env): LoadedConfig {
  const { given, problems } = collect(environment);
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const setting = issue.path[0] as SettingName;
      if (!problems.some((known) => known.setting === setting))
        problems.push(problemOf(setting, issue.message));
    }
  }
  problems.push(...problemsAcross(given));
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  return { ok: true, config: freeze(toConfig(parsed.data)) };
}

/** The one list that a refused start prints. It repeats no value. */
export function listProblems(problems: readonly SettingProblem[]): string {
  const lines = problems.map(({ setting, problem, remedy }) => `- ${setting} ${problem}. ${remedy}`);
  return ['Not started: these settings are missing or wrong.', ...lines].join('\n');
}

/** Trims, drops blank values, and takes the private key from its file when one is named. */
function collect(environment: Environment): { given: GivenSettings; problems: SettingProblem[] } {
  const given: GivenSettings = {};
  for (const name of settingNames) {
    const value = environment[name]?.trim();
    if (value) given[name] = value;
  }
  const file = environment[privateKeyFileSetting]?.trim();
  if (!file) return { given, problems: [] };
  const name = 'WECHATPAY_MCH_PRIVATE_KEY';
  if (given[name]) return { given, problems: [problemOf(name, `and ${privateKeyFileSetting} are both set`)] };
  try {
    given[name] = readFileSync(file, 'utf8').trim();
    return { given, problems: [] };
  } catch {
    return { given, problems: [problemOf(name, `cannot be read from the file in ${privateKeyFileSetting}`)] };
  }
}

function toConfig(settings: Settings) {
  return {
    port: settings.PORT,
    publicUrl: settings.PUBLIC_URL,
    role: settings.ROLE,
    trustedProxies: settings.TRUSTED_PROXIES,
    logLevel: settings.LOG_LEVEL,
    metricsToken: settings.METRICS_TOKEN ?? null,
    storage: storageOf(settings),
    photoDir: path.resolve(settings.PHOTO_DIR ?? path.join(settings.DATA_DIR ?? '', 'photos')),
    keys: { fieldKeys: settings.FIELD_KEYS, indexKey: settings.INDEX_KEY, tokenKey: settings.TOKEN_SECRET },
    wecom: {
      apiUrl: settings.WECOM_API_URL,
      oauthUrl: settings.WECOM_OAUTH_URL,
      loginUrl: settings.WECOM_LOGIN_URL,
      corpId: settings.WECOM_CORP_ID,
      agentId: settings.WECOM_AGENT_ID,
      agentSecret: settings.WECOM_AGENT_SECRET,
      callbackToken: settings.WECOM_CALLBACK_TOKEN,
      callbackAesKey: settings.WECOM_CALLBACK_AES_KEY,
    },
    kf: {
      openKfId: settings.KF_OPEN_KFID,
      link: settings.KF_LINK ?? null,
      callbackToken: settings.KF_CALLBACK_TOKEN ?? settings.WECOM_CALLBACK_TOKEN,
      callbackAesKey: settings.KF_CALLBACK_AES_KEY ?? settings.WECOM_CALLBACK_AES_KEY,
      lookEveryMs: settings.KF_LOOK_MINUTES * MINUTE_MS,
    },
    wechat: {
      apiUrl: settings.WECHAT_API_URL,
      appId: settings.WECHAT_APP_ID,
      appSecret: settings.WECHAT_APP_SECRET,
      pushToken: settings.WECHAT_PUSH_TOKEN,
      pushAesKey: settings.WECHAT_PUSH_AES_KEY,
    },
    wechatpay: {
      apiUrl: settings.WECHATPAY_API_URL,
      mchId: settings.WECHATPAY_MCH_ID,
      mchSerial: settings.WECHATPAY_MCH_SERIAL,
      mchPrivateKey: settings.WECHATPAY_MCH_PRIVATE_KEY,
      apiV3Key: settings.WECHATPAY_API_V3_KEY,
      platformKeys: settings.WECHATPAY_PLATFORM_KEYS,
    },
    mail: { smtpUrl: settings.SMTP_URL, from: settings.MAIL_FROM },
    sms: { apiUrl: settings.SMS_API_URL, apiKey: settings.SMS_API_KEY },
  };
}

/** `problemsAcross` has already refused every other combination. */
function storageOf(settings: Settings): StorageConfig {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, DATA_DIR: dataDir } = settings;
  if (databaseUrl && redisUrl) {
    const migrationDatabaseUrl = settings.MIGRATION_DATABASE_URL ?? databaseUrl;
    return { kind: 'servers', databaseUrl, migrationDatabaseUrl, redisUrl };
  }
  if (!dataDir) throw new Error('Embedded storage needs DATA_DIR.');
  return { kind: 'embedded', dataDir: path.resolve(dataDir) };
}

/** Keys and maps hold no plain fields to protect; everything else cannot be changed after the start. */
function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || value instanceof KeyObject || value instanceof Map)
    return value;
  Object.values(value).forEach(freeze);
  return Object.freeze(value);
}
