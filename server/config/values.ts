import { isIP } from 'node:net';
import { z } from 'zod';

/** One range of addresses. */
export interface AddressRange {
  address: string;
  prefix: number;
  family: 4 | 6;
}

const sampleValue =
  /^(?:change[-_ ]?me|replace|your[-_ ]|my[-_ ]?(?:secret|key|token)|example|sample|placeholder|secret$|password|todo|tbd|none$|null$|undefined$|<|\.\.\.|…)/i;

/** A text that is present; blank counts as missing, because that is what an empty variable in a file means. */
export const text = z.string({ error: 'is missing' });

/** True for words that stand for a value, and for values without variety (`aaaa…`, `0101…`). */
export function isWeak(value: string, leastDistinct: number): boolean {
  return sampleValue.test(value) || new Set(value).size < leastDistinct;
}

/** A secret given by a platform: long enough and no sample word. */
export const secretOf = (leastLength: number) =>
  text.superRefine((value, context) => {
    if (value.length < leastLength) context.addIssue(`is too short, it needs ${leastLength} characters`);
    else if (isWeak(value, Math.min(6, leastLength - 1)))
      context.addIssue('is a sample or has too little variety');
  });

export const matching = (form: RegExp, problem: string) => text.regex(form, { error: problem });

export const callbackToken = matching(/^[A-Za-z0-9]{3,32}$/, 'is not 3 to 32 letters and digits').refine(
  (value) => !isWeak(value, 3),
  { error: 'is a sample or has too little variety' },
);

export const callbackAesKey = matching(/^[A-Za-z0-9]{43}$/, 'is not 43 letters and digits').refine(
  (value) => !isWeak(value, 10),
  { error: 'is a sample or has too little variety' },
);

/** An http address whose traffic nobody can read: https, or http to this machine. Without a slash at the end. */
export const secureUrl = text.transform((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    return fail(context, 'is not an https address');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return fail(context, 'uses http to another machine');
  }
  if (url.username || url.password) return fail(context, 'holds a user or password');
  if (url.search || url.hash) return fail(context, 'holds a query or fragment');
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
});

/** As `secureUrl`, without a path. */
export const secureOrigin = secureUrl.refine((value) => new URL(value).origin === value, {
  error: 'holds a path',
});

/** A link as a platform gives it, with its query. */
export const link = text.refine((value) => URL.canParse(value) && new URL(value).protocol === 'https:', {
  error: 'is not an https address',
});

/** The address of a server behind its own protocol. */
export const serverUrl = (protocols: readonly string[], options: { needsPath?: boolean } = {}) =>
  text.superRefine((value, context) => {
    const url = URL.canParse(value) ? new URL(value) : null;
    if (!url || !protocols.includes(url.protocol) || !url.hostname) {
      context.addIssue(
        `is not an address that begins with ${protocols.map((name) => `${name}//`).join(' or ')}`,
      );
    } else if (options.needsPath && url.pathname.length < 2) {
      context.addIssue('names no database');
    } else if (sampleValue.test(url.password)) {
      context.addIssue('holds a sample password');
    }
  });

export const portNumber = text
  .regex(/^\d{1,5}$/, { error: 'is not a port number' })
  .transform((value, context) => {
    const port = Number(value);
    return port <= 65_535 ? port : fail(context, 'is not a port number');
  });

export const wholeNumber = ({ from, to }: { from: number; to: number }) =>
  text.regex(/^\d{1,9}$/, { error: 'is not a whole number' }).transform((value, context) => {
    const number = Number(value);
    return from <= number && number <= to ? number : fail(context, `is not between ${from} and ${to}`);
  });

/** Addresses and ranges; a range of everything would let anybody forge an address. */
export const addressRanges = text.transform((value, context) => {
  const ranges: AddressRange[] = [];
  for (const part of value.split(',').map((entry) => entry.trim())) {
    const range = toRange(part);
    if (!range) return fail(context, 'is not a list of addresses or CIDR ranges');
    if (range.prefix === 0) return fail(context, 'trusts every address');
    ranges.push(range);
  }
  return ranges;
});

export const mailSender = matching(
  /^(?:[^<>\r\n]{1,100}<[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+)$/,
  'is not a mail address',
);

/** Adds the problem and stops the pipeline. */
export function fail(context: z.RefinementCtx, problem: string): never {
  context.addIssue(problem);
  return z.NEVER;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function toRange(part: string): AddressRange | null {
  const [address = '', prefixText] = part.split('/', 2);
  const family = isIP(address);
  if (family !== 4 && family !== 6) return null;
  const longest = family === 4 ? 32 : 128;
  if (prefixText === undefined) return part.includes('/') ? null : { address, prefix: longest, family };
  const prefix = Number(prefixText);
  const isPrefix = /^\d{1,3}$/.test(prefixText) && prefix <= longest && part.split('/').length === 2;
  return isPrefix ? { address, prefix, family } : null;
}
