import { birthDateIn, checkCharacterFits, hasNumberShape, typeByPrefix } from './rules/document-number';

/** Surnames of two characters; a mask keeps them whole. */
const COMPOUND_SURNAMES =
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 夏侯 端木 南宫 独孤 轩辕 百里 呼延 淳于 闻人 澹台 公冶 宗政 濮阳 太叔 申屠 钟离 鲜于 闾丘 东郭 西门 第五'.split(
    ' ',
  );

/** A document number with its first 3 and last 2 characters, short ones with fewer (PR7). */
export function maskDocumentNumber(number: string): string {
  if (number.length < 8) return '*'.repeat(number.length);
  const shown = number.length >= 15 ? 3 : 1;
  return `${number.slice(0, shown)}${'*'.repeat(number.length - shown - 2)}${number.slice(-2)}`;
}

/** `138****8000`; of a foreign number the country and the last two digits (PR7). */
export function maskMobile(mobile: string): string {
  if (/^\d{11}$/.test(mobile)) return `${mobile.slice(0, 3)}****${mobile.slice(-4)}`;
  return mobile.length < 8 ? '****' : `${mobile.slice(0, 4)}****${mobile.slice(-2)}`;
}

/** `a***@x.cn` (PR7). */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 2 ? `***${email.slice(Math.max(at, 0))}` : `${[...email][0]}***${email.slice(at)}`;
}

/** `王*`, `欧阳**`, `阿***`: by code point, and for long or dotted names without telling the length (PR7, domain.md 6). */
export function maskName(name: string): string {
  const characters = [...name];
  if (characters.length < 2) return '*';
  if (characters.length > 4 || /[·\p{Script=Latin}]/u.test(name)) return `${characters[0]}***`;
  const surname = characters.slice(0, 2).join('');
  const shown = characters.length > 2 && COMPOUND_SURNAMES.includes(surname) ? 2 : 1;
  return characters.slice(0, shown).join('') + '*'.repeat(characters.length - shown);
}

/** What of a person may stand in free text (PR6). */
export type PersonalKind = 'document' | 'mobile' | 'card' | 'email' | 'secret';

/** A finding in UTF-16 offsets of the text; `value` is its plain form and must not be logged. */
export interface PersonalNumber {
  kind: PersonalKind;
  start: number;
  end: number;
  value: string;
}

/**
 * Finds ID numbers (with blanks, full width or a wrong check character too), permits, mobiles, bank cards, e-mail
 * addresses, and passwords or codes named as such. In order, without overlaps.
 */
export function findPersonalNumbers(text: string): PersonalNumber[] {
  if (!MAY_HOLD_NUMBERS.test(text)) return [];
  const found = [...digitRunsOf(text).flatMap(findInRun), ...findByPattern(text)];
  if (found.length < 2) return found;
  found.sort((left, right) => left.start - right.start || right.end - left.end);
  const kept: PersonalNumber[] = [];
  for (const finding of found) {
    const last = kept.at(-1);
    if (last && finding.start < last.end) {
      if (!reachesOutOf(last, finding)) continue;
      const value = last.value.slice(0, finding.start - last.start);
      kept[kept.length - 1] = { ...last, end: finding.start, value };
    }
    kept.push(finding);
  }
  return kept;
}

/** Every kind holds a digit, in any form that NFKC makes one, or the sign of an address; most texts hold neither. */
const MAY_HOLD_NUMBERS = /[@\p{N}]/u;

/** Whether a number inside an address or secret would stay readable behind that mask: in the shown domain, or past its end. */
function reachesOutOf(outer: PersonalNumber, inner: PersonalNumber): boolean {
  if (outer.kind !== 'email' && outer.kind !== 'secret') return false;
  const standsInDomain = outer.kind === 'email' && inner.start - outer.start > outer.value.indexOf('@');
  return standsInDomain || inner.end > outer.end;
}

/** The text as it may be stored and logged. Masking a masked text changes nothing. */
export function maskText(text: string): string {
  let masked = '';
  let from = 0;
  for (const finding of findPersonalNumbers(text)) {
    masked += text.slice(from, finding.start) + MASKS[finding.kind](finding.value);
    from = finding.end;
  }
  return masked + text.slice(from);
}

const MASKS: Readonly<Record<PersonalKind, (value: string) => string>> = {
  document: maskDocumentNumber,
  mobile: maskMobile,
  email: maskEmail,
  card: (value) => '*'.repeat(value.length - 4) + value.slice(-4),
  secret: () => '******',
};

/** What stands before the value, then the value. Older phones know neither lookbehind nor match indices. */
const PATTERNS: readonly (readonly [PersonalKind, RegExp])[] = [
  ['email', /()([\w.%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4})/gu],
  ['document', /(^|[^A-Za-z\d])((?:[HM](?:\d{10}|\d{8})|[EGDSP][A-Z]?\d{7,8})(?![A-Za-z\d]))/giu],
  [
    'secret',
    /((?:密码|口令|password|passwd|passcode|pwd)\s*(?:是|为|is|[:：=])?\s*)((?=[!-~]{0,63}\d)[!-~]{4,64})/giu,
  ],
  ['secret', /((?:验证码|校验码|verification code)\s*(?:是|为|is|[:：=])?\s*)(\d{4,8})/giu],
];

function findByPattern(text: string): PersonalNumber[] {
  const found: PersonalNumber[] = [];
  for (const [kind, pattern] of PATTERNS) {
    if (kind === 'email' && !text.includes('@')) continue;
    // Run to its end, a global expression starts from the beginning again.
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const [, before = '', value = ''] = match;
      const start = match.index + before.length;
      found.push({ kind, start, end: start + value.length, value });
    }
  }
  return found;
}

/** One digit of a run: where it stands, and whether a blank, hyphen or anything but a digit comes before it. */
interface Digit {
  start: number;
  end: number;
  opensGroup: boolean;
}

interface Run {
  digits: Digit[];
  plain: string;
  /** A plus stands before the run. */
  plus: boolean;
}

const SEPARATOR = /[ \t\u00A0\u2002-\u200F\u2060\u3000\uFEFF\-.·\u2010-\u2015]/;

/** Digits that belong together: single separators between groups do not part them, line breaks and words do. */
function digitRunsOf(text: string): Run[] {
  const runs: Run[] = [];
  let digits: Digit[] = [];
  let plain = '';
  let gap = 0;
  const close = (): void => {
    gap = 0;
    const first = digits[0];
    if (!first) return;
    runs.push({ digits, plain, plus: /[+＋]/.test(text[first.start - 1] ?? '') });
    digits = [];
    plain = '';
  };
  for (let at = 0; at < text.length; at++) {
    const character = plainCharacter(text, at);
    const isEndX = character === 'X' && gap === 0 && digits.length > 0;
    if (isDigit(character) || isEndX) {
      digits.push({ start: at, end: at + 1, opensGroup: digits.length === 0 || gap > 0 });
      plain += character;
      gap = 0;
    } else if (digits.length > 0 && gap < 3 && SEPARATOR.test(text[at]!)) gap++;
    else close();
  }
  close();
  return runs;
}

/** One UTF-16 unit in its plain upper-case form; ASCII, by far the most of digits, needs no table. */
function plainCharacter(text: string, at: number): string {
  const character = text[at]!;
  if (character > '\u007F') return character.normalize('NFKC').toUpperCase();
  return character === 'x' ? 'X' : character;
}

function isDigit(character: string): boolean {
  return character.length === 1 && character >= '0' && character <= '9';
}

function findInRun(run: Run): PersonalNumber[] {
  const found: PersonalNumber[] = [];
  for (let at = 0; at < run.digits.length; at++) {
    const match = documentAt(run, at) ?? mobileAt(run, at) ?? cardAt(run, at);
    if (!match) continue;
    const last = run.digits[at + match.length - 1]!;
    const plus = match.kind === 'mobile' && at === 0 && run.plus ? 1 : 0;
    const start = run.digits[at]!.start - plus;
    found.push({ kind: match.kind, start, end: last.end, value: match.value });
    at += match.length - 1;
  }
  return found;
}

interface RunMatch {
  kind: PersonalKind;
  length: number;
  value: string;
}

function documentAt(run: Run, at: number): RunMatch | null {
  const value = run.plain.slice(at, at + 18);
  if (!hasNumberShape(value) || typeByPrefix(value) === null || birthDateIn(value) === null) return null;
  // A mistyped number is still a person's, but without its check character it has to stand alone.
  return checkCharacterFits(value) || standsAlone(run, at, 18)
    ? { kind: 'document', length: 18, value }
    : null;
}

function mobileAt(run: Run, at: number): RunMatch | null {
  if (!run.digits[at]!.opensGroup) return null;
  const rest = run.plain.slice(at);
  const prefix = /^(?:00)?86(?=1[3-9]\d{9})/.exec(rest)?.[0].length ?? 0;
  const value = rest.slice(prefix, prefix + 11);
  if (/^1[3-9]\d{9}$/.test(value) && closesGroup(run, at + prefix + 11)) {
    return { kind: 'mobile', length: prefix + 11, value };
  }
  if (at > 0 || !run.plus) return null;
  const foreign = /^(?:852[4-9]\d{7}|8536\d{7}|8869\d{8})/.exec(rest)?.[0];
  return foreign ? { kind: 'mobile', length: foreign.length, value: `+${foreign}` } : null;
}

/** 16 to 19 digits in one piece or in groups of four, with a Luhn check digit. */
function cardAt(run: Run, at: number): RunMatch | null {
  if (!run.digits[at]!.opensGroup) return null;
  for (let length = 19; length >= 16; length--) {
    const value = run.plain.slice(at, at + length);
    if (value.length !== length || !/^[2-69]\d+$/.test(value) || !closesGroup(run, at + length)) continue;
    const grouped = run.digits
      .slice(at + 1, at + length)
      .every((digit, index) => !digit.opensGroup || index % 4 === 3);
    if (grouped && passesLuhn(value)) return { kind: 'card', length, value };
  }
  return null;
}

function standsAlone(run: Run, at: number, length: number): boolean {
  return run.digits[at]!.opensGroup && closesGroup(run, at + length);
}

function closesGroup(run: Run, at: number): boolean {
  return run.digits[at]?.opensGroup ?? true;
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
