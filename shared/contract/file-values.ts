import { z } from 'zod';
import type { DataProblemCode } from '../domain/data-problem';
import { isPlainDate, parseInstant } from '../domain/time';
import { checks } from './file-problems';

/** Longest label a chat menu takes, in bytes of UTF-8 (customer-service menus). */
export const CAPTION_BYTES = 128;

/** Room in a caption for what is shown beside a name: number, code, 示例, fee, seats. */
const CAPTION_EXTRA_BYTES = 32;

const PLAIN_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Control, line-breaking and direction-changing characters, and half surrogates: none belongs in a data file. */
const HIDDEN = /[\p{Cc}\p{Cs}\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u;

/** One line of plain text, NFC and without outer blanks. */
export function line(maxCharacters: number) {
  return z.string().check(
    checks('file.too_short', (value) => (value.trim() === '' ? { limit: 1 } : null)),
    checks('file.too_long', (value) => ([...value].length > maxCharacters ? { limit: maxCharacters } : null)),
    checks(
      'text.control',
      (value) => HIDDEN.test(value) || value !== value.trim() || value !== value.normalize(),
    ),
    checks('text.markup', (value) => /<[a-z!/?]|&#|javascript:/i.test(value)),
  );
}

/** Paragraphs of plain text separated by blank lines. */
export function paragraphs(maxCharacters: number) {
  return z.string().check(
    checks('file.too_short', (value) => (value.trim() === '' ? { limit: 1 } : null)),
    checks('file.too_long', (value) => ([...value].length > maxCharacters ? { limit: maxCharacters } : null)),
    checks('text.control', (value) => HIDDEN.test(value.replaceAll('\n', '')) || value !== value.normalize()),
    checks('text.markup', (value) => /<[a-z!/?]|&#|javascript:/i.test(value)),
  );
}

export function localText(maxCharacters: number) {
  return z.strictObject({ zh: line(maxCharacters), en: line(maxCharacters * 3) });
}

export function localParagraphs(maxCharacters: number) {
  return z.strictObject({ zh: paragraphs(maxCharacters), en: paragraphs(maxCharacters * 3) });
}

/** A name that a chat menu shows: with what stands beside it, it has to fit into one caption. */
export function captionText() {
  const limit = CAPTION_BYTES - CAPTION_EXTRA_BYTES;
  const fits = () =>
    line(100).check(checks('text.caption_bytes', (value) => (utf8Bytes(value) > limit ? { limit } : null)));
  return z.strictObject({ zh: fits(), en: fits() });
}

/** A code or key of a fixed form; `example` is shown when it does not have it. */
export function formed(pattern: RegExp, example: string) {
  return z.string().check(checks('file.bad_form', (value) => (pattern.test(value) ? null : { example })));
}

export function wholeNumber(min: number, max: number) {
  return z.int().min(min).max(max);
}

export const minuteOfDay = wholeNumber(0, 24 * 60);

/** An instant as ISO text with offset; `24:00` is the end of that day. Epoch milliseconds afterwards. */
export const instant = z.string().transform((value, context) => {
  const read = parseInstant(value);
  if (read !== null) return read;
  context.addIssue({ code: 'custom', params: { problem: problemOfInstant(value) } });
  return z.NEVER;
});

/** A day of the calendar, YYYY-MM-DD. */
export const plainDate = formed(PLAIN_DATE, '2027-03-27').check(
  checks('date.impossible', (value) => PLAIN_DATE.test(value) && !isPlainDate(value)),
);

/** Says what is wrong with a text that is no instant: its form, its missing zone, or its value. */
function problemOfInstant(value: string): DataProblemCode {
  const parts = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(.*)$/.exec(value);
  if (!parts) return 'time.form';
  if (parts[1] === '') return 'time.zone_missing';
  return /^(Z|[+-]\d{2}:\d{2})$/.test(parts[1] ?? '') ? 'time.impossible' : 'time.form';
}

/** Length in UTF-8, the measure of the platforms. */
export function utf8Bytes(value: string): number {
  let bytes = 0;
  for (const character of value) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
