import type { PlatformErrorClass } from '../use-cases/ports/platform-errors';

type Table<Code extends number | string> = Readonly<Partial<Record<PlatformErrorClass, readonly Code[]>>>;

/**
 * WeCom and customer service (one host, one token). A refused secret is 40001 here and no reason to refresh, while
 * 40001 is a stale token at api.weixin.qq.com: the two tables must never be merged.
 */
const WECOM: Table<number> = {
  // Busy, data version conflict, too many parallel calls.
  RETRY: [-1, 6000, 45033],
  REFRESH: [40014, 42001],
  SLOW: [45009],
  // Five messages, 48 h, old bell token, ended session, servicer not active or stopped, state move, state, not asked.
  CHANNEL: [95001, 95002, 95007, 95013, 95014, 95016, 95018, 95019, 95031],
  // No such member or customer, login codes, nobody reachable.
  TARGET: [40003, 40029, 40096, 42003, 42022, 46004, 60111, 81013],
  // Secrets, ids, callback address, permissions, addresses, accounts.
  CONFIG: [
    40001, 40013, 40056, 40091, 40201, 41002, 41004, 42015, 43012, 48002, 48007, 50001, 60011, 60020, 80001,
    95000, 95003, 95004, 95005, 95017, 95023, 95026, 95027, 301002,
  ],
  // A card's task_id was used before: after a lost answer the first try did arrive.
  UNKNOWN: [42014],
};

const WECHAT: Table<number> = {
  RETRY: [-1],
  REFRESH: [40001, 40014, 42001],
  // Daily and minute quota.
  SLOW: [45009, 45011],
  // The person refused or no permission is left.
  CHANNEL: [43101],
  // openid, login and phone codes, person held for a risk.
  TARGET: [40003, 40029, 40163, 40226],
  // appid, secret, template, page, address list, permission, bound corp, paid phone quota.
  CONFIG: [40013, 40037, 40125, 40164, 41002, 41004, 41030, 48001, 10130602, 1400001],
};

/** Codes without their underscores: pages of different age spell them with and without. */
const WECHATPAY: Table<string> = {
  RETRY: ['SYSTEMERROR', 'BANKERROR'],
  SLOW: [
    'FREQUENCYLIMITED',
    'FREQUENCYLIMITEXCEED',
    'RATELIMITEXCEEDED',
    'NOTENOUGH',
    'NOSTATEMENTEXIST',
    'STATEMENTCREATING',
  ],
  // The order's own state forbids it: read it again.
  CHANNEL: ['ORDERCLOSED', 'ORDERNOTEXIST', 'RESOURCENOTEXISTS', 'TRADEERROR'],
  TARGET: ['ACCOUNTERROR', 'USERACCOUNTABNORMAL', 'RULELIMIT', 'OPENIDMISMATCH'],
  CONFIG: ['SIGNERROR', 'NOAUTH', 'APPIDMCHIDNOTMATCH', 'MCHNOTEXISTS'],
  // May be our own earlier call, or says "already paid": only a query tells.
  UNKNOWN: ['INVALIDREQUEST', 'OUTTRADENOUSED', 'ORDERPAID'],
  PERMANENT: ['PARAMERROR'],
};

const WECOM_CLASSES = invert(WECOM);
const WECHAT_CLASSES = invert(WECHAT);
const WECHATPAY_CLASSES = invert(WECHATPAY);

/** Class of a non-zero `errcode` of qyapi.weixin.qq.com. Numbers that nobody listed are permanent. */
export function classifyWecom(code: number): PlatformErrorClass {
  return WECOM_CLASSES.get(code) ?? 'PERMANENT';
}

/** Class of a non-zero `errcode` of api.weixin.qq.com. */
export function classifyWechat(code: number): PlatformErrorClass {
  return WECHAT_CLASSES.get(code) ?? 'PERMANENT';
}

/** `ORDER_NOT_EXIST` and `ORDERNOTEXIST` are one code. */
export function normalizeWechatpayCode(code: string): string {
  return code.replaceAll('_', '').toUpperCase();
}

/** Class of an error answer of WeChat Pay: the code first, then the status. */
export function classifyWechatpay(status: number, code: string | null): PlatformErrorClass {
  const known = code === null ? undefined : WECHATPAY_CLASSES.get(normalizeWechatpayCode(code));
  return known ?? classifyStatus(status);
}

/**
 * Class of an answer that has a status but no error number of the platform, as gateways and proxies give.
 * Behind a 5xx the work may have been done; a redirect or a refusal of the address is a wrong setting.
 */
export function classifyStatus(status: number): PlatformErrorClass {
  if (status === 429) return 'SLOW';
  if (status === 503) return 'RETRY';
  if (status >= 500) return 'UNKNOWN';
  if (status === 408) return 'RETRY';
  if (status === 401 || status === 403 || status === 407 || status < 400) return 'CONFIG';
  return 'PERMANENT';
}

function invert<Code extends number | string>(table: Table<Code>): ReadonlyMap<Code, PlatformErrorClass> {
  const entries = Object.entries(table) as [PlatformErrorClass, readonly Code[]][];
  return new Map(entries.flatMap(([kind, codes]) => codes.map((code) => [code, kind] as const)));
}
