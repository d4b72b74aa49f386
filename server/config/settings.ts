/** What an operator reads about one setting; docs/operations.md prints this table and a test holds them equal. */
export interface SettingText {
  area: 'process' | 'storage' | 'keys' | 'wecom' | 'kf' | 'wechat' | 'wechatpay' | 'mail and sms';
  /** What it is, as a full sentence. */
  doc: string;
  /** What to do when it is missing or wrong. */
  remedy: string;
  /** The value used when it is not set; absent when there is none. */
  byDefault?: string;
  /** Whether the whole value is a secret, which may stand in one setting only. */
  secret?: true;
}

const randomKey = 'Make one with: openssl rand -base64 32';
const aesKey = 'Copy the 43 letters and digits of EncodingAESKey from the console.';
const platformUrl = 'Use https, or leave it out for the real platform. http is for loopback only.';

export const settingTexts = {
  PORT: {
    area: 'process',
    doc: 'TCP port of the HTTP server.',
    remedy: 'Use a number from 1 to 65535, or 0 for any free port.',
    byDefault: '3000',
  },
  PUBLIC_URL: {
    area: 'process',
    doc: 'Origin under which phones and platforms reach the server, such as https://ncre.example.edu.cn. Links and notice addresses are built from it.',
    remedy: 'Use https:// and the host, without path. http is for loopback only.',
  },
  ROLE: {
    area: 'process',
    doc: 'What this process does: `web` answers requests, `worker` sends messages and runs jobs, `all` does both.',
    remedy: 'Set it to web, worker or all.',
  },
  TRUSTED_PROXIES: {
    area: 'process',
    doc: 'Addresses or CIDR ranges, separated by commas, whose X-Forwarded-For is believed.',
    remedy: 'List your own proxies only, such as 10.0.0.5 or 10.0.0.0/24.',
    byDefault: 'none',
  },
  LOG_LEVEL: {
    area: 'process',
    doc: 'Least level of the log lines on standard output: debug, info, warn, error or silent.',
    remedy: 'Set it to debug, info, warn, error or silent.',
    byDefault: 'info',
  },
  METRICS_TOKEN: {
    area: 'process',
    doc: 'Bearer token that opens /metrics. Without it the page is closed.',
    remedy: 'Use at least 16 random characters, or leave it out.',
    byDefault: 'none',
    secret: true,
  },
  DATA_DIR: {
    area: 'storage',
    doc: 'Folder of the embedded database. Only for ROLE=all without DATABASE_URL and REDIS_URL.',
    remedy: 'Name the folder for embedded storage, or set DATABASE_URL and REDIS_URL.',
  },
  DATABASE_URL: {
    area: 'storage',
    doc: 'MySQL or MariaDB: mysql://user:password@host:port/database.',
    remedy: 'Use the form mysql://user:password@host:3306/database.',
  },
  MIGRATION_DATABASE_URL: {
    area: 'storage',
    doc: 'The same database with a user who may change tables; only `npm run migrate` uses it.',
    remedy: 'Use the form mysql://user:password@host:3306/database.',
    byDefault: 'DATABASE_URL',
  },
  REDIS_URL: {
    area: 'storage',
    doc: 'Redis for live sessions, locks, rate limits and tokens.',
    remedy: 'Use the form redis://host:6379 or rediss://user:password@host:6379.',
  },
  PHOTO_DIR: {
    area: 'storage',
    doc: 'Folder of the encrypted photos, shared by all processes.',
    remedy: 'Name a folder that every process can write.',
    byDefault: 'DATA_DIR/photos with embedded storage',
  },
  FIELD_KEYS: {
    area: 'keys',
    doc: 'AES-256 keys of personal fields and photos, `v1:base64,v2:base64`. The first seals, all open. To rotate, add the new key at the end on every process, then move it to the front.',
    remedy: `Write v1: and 32 random bytes in base64. ${randomKey}`,
    secret: true,
  },
  INDEX_KEY: {
    area: 'keys',
    doc: 'HMAC key of the lookups by ID number, phone and e-mail, at least 32 bytes in base64. It cannot be changed later.',
    remedy: randomKey,
    secret: true,
  },
  TOKEN_SECRET: {
    area: 'keys',
    doc: 'Key under which session tokens, codes and links are stored, at least 32 characters. A new one logs everybody out.',
    remedy: randomKey,
    secret: true,
  },
  WECOM_API_URL: {
    area: 'wecom',
    doc: 'Address of the WeCom API, which also serves customer service.',
    remedy: platformUrl,
    byDefault: 'https://qyapi.weixin.qq.com',
  },
  WECOM_OAUTH_URL: {
    area: 'wecom',
    doc: 'Address of the page that logs staff in inside WeCom.',
    remedy: platformUrl,
    byDefault: 'https://open.weixin.qq.com',
  },
  WECOM_LOGIN_URL: {
    area: 'wecom',
    doc: 'Address of the page that logs staff in from a desktop browser.',
    remedy: platformUrl,
    byDefault: 'https://login.work.weixin.qq.com',
  },
  WECOM_CORP_ID: {
    area: 'wecom',
    doc: 'Id of the organisation (企业ID).',
    remedy: 'Copy it from the WeCom console, My organisation.',
  },
  WECOM_AGENT_ID: {
    area: 'wecom',
    doc: 'Number of the app that sends review cards (AgentId).',
    remedy: 'Copy the number from the app’s page in the WeCom console.',
  },
  WECOM_AGENT_SECRET: {
    area: 'wecom',
    doc: 'Secret of that app.',
    remedy: 'Copy it from the app’s page in the WeCom console.',
    secret: true,
  },
  WECOM_CALLBACK_TOKEN: {
    area: 'wecom',
    doc: 'Token of the app’s callback address PUBLIC_URL/callbacks/wecom.',
    remedy: 'Copy the Token, 3 to 32 letters and digits, from the callback settings of the app.',
    secret: true,
  },
  WECOM_CALLBACK_AES_KEY: {
    area: 'wecom',
    doc: 'EncodingAESKey of that callback address.',
    remedy: aesKey,
    secret: true,
  },
  KF_OPEN_KFID: {
    area: 'kf',
    doc: 'Id of the customer-service account (wk…).',
    remedy: 'Copy the open_kfid of the account.',
  },
  KF_LINK: {
    area: 'kf',
    doc: 'Link that opens the customer-service chat; pages show it as the way back.',
    remedy: 'Copy the https link of the account, or leave it out.',
    byDefault: 'none',
  },
  KF_CALLBACK_TOKEN: {
    area: 'kf',
    doc: 'Token of the customer-service callback PUBLIC_URL/callbacks/kf.',
    remedy: 'Copy the Token, 3 to 32 letters and digits, or leave both KF_CALLBACK settings out.',
    byDefault: 'WECOM_CALLBACK_TOKEN',
    secret: true,
  },
  KF_CALLBACK_AES_KEY: {
    area: 'kf',
    doc: 'EncodingAESKey of that callback.',
    remedy: `${aesKey} Or leave both KF_CALLBACK settings out.`,
    byDefault: 'WECOM_CALLBACK_AES_KEY',
    secret: true,
  },
  KF_LOOK_MINUTES: {
    area: 'kf',
    doc: 'Every how many minutes chat messages are looked for although no callback came.',
    remedy: 'Give a whole number from 1 to 1440.',
    byDefault: '5',
  },
  WECHAT_API_URL: {
    area: 'wechat',
    doc: 'Address of the mini program’s API.',
    remedy: platformUrl,
    byDefault: 'https://api.weixin.qq.com',
  },
  WECHAT_APP_ID: {
    area: 'wechat',
    doc: 'AppID of the mini program.',
    remedy: 'Copy the AppID (wx…) from the mini program console.',
  },
  WECHAT_APP_SECRET: {
    area: 'wechat',
    doc: 'AppSecret of the mini program.',
    remedy: 'Copy it from the mini program console.',
    secret: true,
  },
  WECHAT_PUSH_TOKEN: {
    area: 'wechat',
    doc: 'Token of the message push to PUBLIC_URL/callbacks/wechat.',
    remedy: 'Copy the Token, 3 to 32 letters and digits, from the message push settings.',
    secret: true,
  },
  WECHAT_PUSH_AES_KEY: {
    area: 'wechat',
    doc: 'EncodingAESKey of the message push.',
    remedy: aesKey,
    secret: true,
  },
  WECHATPAY_API_URL: {
    area: 'wechatpay',
    doc: 'Address of WeChat Pay.',
    remedy: platformUrl,
    byDefault: 'https://api.mch.weixin.qq.com',
  },
  WECHATPAY_MCH_ID: {
    area: 'wechatpay',
    doc: 'Merchant number.',
    remedy: 'Copy the digits from the merchant console.',
  },
  WECHATPAY_MCH_SERIAL: {
    area: 'wechatpay',
    doc: 'Serial number of the merchant’s API certificate.',
    remedy: 'Copy the hexadecimal serial number from the merchant console.',
  },
  WECHATPAY_MCH_PRIVATE_KEY: {
    area: 'wechatpay',
    doc: 'Private key of that certificate as PEM; or WECHATPAY_MCH_PRIVATE_KEY_FILE with the path of the file.',
    remedy: 'Give the content of apiclient_key.pem, or its path in WECHATPAY_MCH_PRIVATE_KEY_FILE.',
    secret: true,
  },
  WECHATPAY_API_V3_KEY: {
    area: 'wechatpay',
    doc: 'APIv3 key, exactly 32 bytes.',
    remedy: 'Copy the 32 characters set in the merchant console.',
    secret: true,
  },
  WECHATPAY_PLATFORM_KEYS: {
    area: 'wechatpay',
    doc: 'Keys that verify WeChat Pay’s signatures: JSON from key id (PUB_KEY_ID_…) or certificate serial to the PEM of the public key or certificate. List the old and the new one during a change.',
    remedy: 'Write {"PUB_KEY_ID_…":"-----BEGIN PUBLIC KEY-----\\n…"} with \\n for line ends.',
    secret: true,
  },
  SMTP_URL: {
    area: 'mail and sms',
    doc: 'Mail server: smtp://user:password@host:587 or smtps://user:password@host:465.',
    remedy: 'Use the form smtps://user:password@host:465.',
  },
  MAIL_FROM: {
    area: 'mail and sms',
    doc: 'Sender of the mails, an address or `Name <address>`.',
    remedy: 'Use an address that the mail server accepts as sender.',
  },
  SMS_API_URL: {
    area: 'mail and sms',
    doc: 'Address that takes POST {to, template, params, id}: your SMS provider or an adapter for it.',
    remedy: 'Use https. http is for loopback only.',
  },
  SMS_API_KEY: {
    area: 'mail and sms',
    doc: 'Key sent to that address as bearer token.',
    remedy: 'Copy it from the provider or the adapter, at least 16 characters.',
    secret: true,
  },
} as const satisfies Record<string, SettingText>;

export type SettingName = keyof typeof settingTexts;

export const settingNames = Object.keys(settingTexts) as SettingName[];

/** The private key's text or its file; the only setting with two names. */
export const privateKeyFileSetting = 'WECHATPAY_MCH_PRIVATE_KEY_FILE';

/** The settings as a Markdown table for docs/operations.md. */
export function settingsAsMarkdown(): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const rows = settingNames.map((name) => {
    const text: SettingText = settingTexts[name];
    return `| \`${name}\` | ${cell(text.doc)} | ${text.byDefault ? cell(text.byDefault) : 'required'} |`;
  });
  return ['| setting | meaning | default |', '|---|---|---|', ...rows].join('\n');
}
