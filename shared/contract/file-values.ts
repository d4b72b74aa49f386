import { z } from 'zod';
import { checks } from './file-problems';

/** Longest label a chat menu takes, in bytes of UTF-8 (customer-service menus). */
export const CAPTION_BYTES = 128;

/** Room in a caption for what is shown beside a name: number, code, 示例, fee, seats. */
const CAPTION_EXTRA_BYTES = 32;

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
  const read = readInstant(value);
  if (typeof read === 'number') return read;
  context.addIssue({ code: 'custom', params: { problem: read } });
  return z.NEVER;
});

/** A day of the calendar, YYYY-MM-DD. */
export const plainDate = formed(/^\d{4}-\d{2}-\d{2}$/, '2027-03-27').check(
  checks('date.impossible', (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && dayStart(value) === null),
);

const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

function readInstant(value: string): number | 'time.form' | 'time.zone_missing' | 'time.impossible' {
  const parts = INSTANT.exec(value);
  if (!parts) return 'time.form';
  const [, day = '', hour = '', minute = '', second = '00', zone] = parts;
  if (zone === undefined) return 'time.zone_missing';
  const startsAt = dayStart(day);
  const minutes = Number(hour) * 60 + Number(minute);
  const inDay = Number(hour) < 24 || (hour === '24' && minute === '00' && second === '00');
  if (startsAt === null || !inDay || Number(minute) > 59 || Number(second) > 59) return 'time.impossible';
  return startsAt + minutes * 60_000 + Number(second) * 1000 - offsetMs(zone);
}

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** Start of the day in UTC, or null for a day the calendar does not have. */
function dayStart(day: string): number | null {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day ? null : at;
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
