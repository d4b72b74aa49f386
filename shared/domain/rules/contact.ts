import { accept, refuse, type Checked, type Finding } from './check';
import { checkPlainText, type TextCode } from './plain-text';

/** Refusals of the contact group (domain.md 4). */
export const CONTACT_CODES = [
  'field.required',
  'mobile.format',
  'mobile.length',
  'mobile.prefix',
  'mobile.landline',
  'email.format',
  'email.too_long',
  'postcode.format',
] as const;
export type ContactCode = (typeof CONTACT_CODES)[number];

export const CONTACT_WARNINGS = ['email.domain_slip'] as const;
export type ContactWarning = (typeof CONTACT_WARNINGS)[number];

export const MAX_EMAIL_LENGTH = 100;
export const MAX_ADDRESS_LENGTH = 100;

/** Digits after the country code where we know them. */
const FOREIGN_PATTERNS: readonly (readonly [string, RegExp])[] = [
  ['852', /^[4-9]\d{7}$/],
  ['853', /^6\d{7}$/],
  ['886', /^9\d{8}$/],
];

/**
 * A mobile number as it is stored: 11 digits for the mainland, `+` with country code and digits for the others.
 * Blanks, hyphens, brackets and the prefixes +86, 0086 and 86 are taken away.
 */
export function checkMobile(raw: string): Checked<string, ContactCode> {
  const compact = raw.normalize('NFKC').replace(/[\s\p{Cf}\p{Pd}().·]/gu, '');
  if (compact === '') return refuse('field.required');
  const international = compact.replace(/^00(?=[1-9])/, '+');
  if (!/^\+?\d+$/.test(international)) return refuse('mobile.format');
  const mainland = international.replace(/^\+?86(?=\d{11}$)/, '').replace(/^\+86/, '');
  return mainland.startsWith('+') ? checkForeignMobile(mainland) : checkMainlandMobile(mainland);
}

function checkMainlandMobile(digits: string): Checked<string, ContactCode> {
  if (digits.startsWith('0')) return refuse('mobile.landline');
  if (digits.length !== 11) return refuse('mobile.length', { length: digits.length, expected: 11 });
  return /^1[3-9]/.test(digits) ? accept(digits) : refuse('mobile.prefix');
}

function checkForeignMobile(number: string): Checked<string, ContactCode> {
  const known = FOREIGN_PATTERNS.find(([country]) => number.startsWith(`+${country}`));
  if (!known) return /^\+[1-9]\d{6,14}$/.test(number) ? accept(number) : refuse('mobile.format');
  const [country, pattern] = known;
  // People keep the trunk zero of +886 (0)912.
  const digits = number.slice(country.length + 1).replace(/^0/, '');
  return pattern.test(digits) ? accept(`+${country}${digits}`) : refuse('mobile.format');
}

/** A permissive check; the verification mail is the real one (S10). Only the domain is lower-cased. */
export function checkEmail(raw: string): Checked<string, ContactCode, ContactWarning> {
  const text = raw.normalize('NFKC').trim();
  if (text === '') return refuse('field.required');
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const domain = text.slice(at + 1).toLowerCase();
  if (at < 1 || !isLocalPart(local) || !isDomain(domain)) return refuse('email.format');
  const email = `${local}@${domain}`;
  return email.length > MAX_EMAIL_LENGTH
    ? refuse('email.too_long', { max: MAX_EMAIL_LENGTH })
    : accept(email, domainWarnings(domain));
}

function isLocalPart(local: string): boolean {
  return /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}$/.test(local) && !/^\.|\.$|\.\./.test(local);
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  const last = labels[labels.length - 1]!;
  return (
    labels.length >= 2 &&
    labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) &&
    /^(?:[a-z]{2,}|xn--.+)$/.test(last)
  );
}

const FREQUENT_DOMAINS = [
  'qq.com',
  '163.com',
  '126.com',
  'gmail.com',
  'outlook.com',
  'hotmail.com',
  'sina.com',
  'foxmail.com',
];

/** A domain one stroke away from a frequent one is accepted, and asked about. */
function domainWarnings(domain: string): Finding<ContactWarning>[] {
  if (FREQUENT_DOMAINS.includes(domain)) return [];
  // `162.com` and `263.com` are providers of their own: digits are not judged.
  const meant = FREQUENT_DOMAINS.find(
    (frequent) => isOneStrokeAway(frequent, domain) && sameDigits(frequent, domain),
  );
  return meant ? [{ code: 'email.domain_slip', params: { meant } }] : [];
}

function sameDigits(left: string, right: string): boolean {
  return left.replace(/\D/g, '') === right.replace(/\D/g, '');
}

/** One letter wrong, missing or too many, or two neighbours swapped. */
function isOneStrokeAway(meant: string, typed: string): boolean {
  if (Math.abs(meant.length - typed.length) > 1) return false;
  let start = 0;
  while (start < meant.length && meant[start] === typed[start]) start++;
  const restMeant = meant.slice(start);
  const restTyped = typed.slice(start);
  return (
    restMeant.slice(1) === restTyped.slice(1) ||
    restMeant.slice(1) === restTyped ||
    restMeant === restTyped.slice(1) ||
    (restMeant.slice(2) === restTyped.slice(2) &&
      restMeant[0] === restTyped[1] &&
      restMeant[1] === restTyped[0])
  );
}

export function checkAddress(raw: string): Checked<string, TextCode> {
  return checkPlainText(raw, { max: MAX_ADDRESS_LENGTH });
}

export function checkPostcode(raw: string): Checked<string, ContactCode> {
  const digits = raw.normalize('NFKC').replace(/\s/gu, '');
  if (digits === '') return refuse('field.required');
  return /^\d{6}$/.test(digits) ? accept(digits) : refuse('postcode.format');
}
