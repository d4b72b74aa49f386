import { accept, refuse, type Checked } from './check';

/** Refusals any typed text can meet (domain.md 4: trim, NFC, no control or bidi characters). */
export const TEXT_CODES = [
  'field.required',
  'text.too_short',
  'text.too_long',
  'text.forbidden_character',
  'text.markup',
] as const;
export type TextCode = (typeof TEXT_CODES)[number];

/** Control, format (zero-width, bidi), surrogate halves, line separators, fillers and variation selectors. */
const FORBIDDEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0\uFE00-\uFE0F\u{E0100}-\u{E01EF}\uFFFD]/u;
const MARKUP = /[<>]|&#?\w+;/;

/** 1-based code point position of the first character that cannot be seen or would disturb the text, or 0. */
export function forbiddenPosition(text: string): number {
  return [...text].findIndex((character) => FORBIDDEN.test(character)) + 1;
}

/** Whether a text looks like markup, which no answer holds. */
export function hasMarkup(text: string): boolean {
  return MARKUP.test(text);
}

/** Code points, not UTF-16 units: a rare character counts once. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** Outer blanks dropped, inner blanks and line breaks become one blank, NFC. */
export function tidy(raw: string): string {
  return raw.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** One line of plain text between `min` and `max` code points. */
export function checkPlainText(
  raw: string,
  limits: { min?: number; max: number },
): Checked<string, TextCode> {
  const text = tidy(raw);
  if (text === '') return refuse('field.required');
  const position = forbiddenPosition(text);
  if (position > 0) return refuse('text.forbidden_character', { position });
  if (hasMarkup(text)) return refuse('text.markup');
  const length = lengthOf(text);
  const min = limits.min ?? 1;
  if (length < min) return refuse('text.too_short', { min });
  return length > limits.max ? refuse('text.too_long', { max: limits.max }) : accept(text);
}
