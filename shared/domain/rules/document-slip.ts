import type { DocumentType } from '../registration';
import type { PlainDate } from '../time';
import type { Finding } from './check';
import { birthDateIn, checkCharacterOf, typeOfNumber } from './document-number';

/** What most likely went wrong in an 18-character number, said to people beside the refusal. */
export const SLIP_CODES = [
  'document.slip.letter_for_digit',
  'document.slip.sign_for_x',
  'document.slip.one_missing',
  'document.slip.x_missing',
  'document.slip.one_extra',
  'document.slip.swapped',
  'document.slip.last_character',
] as const;
export type SlipCode = (typeof SLIP_CODES)[number];
/** The likely slip behind a wrong number. */
export type Slip = Finding<SlipCode>;

const DIGIT_BY_LETTER: Readonly<Record<string, string>> = {
  O: '0',
  Q: '0',
  D: '0',
  I: '1',
  L: '1',
  '|': '1',
  Z: '2',
  S: '5',
  B: '8',
};
/** Multiplication sign, asterisk, Cyrillic and Greek capitals that look like the check character X. */
const SIGNS_FOR_X = ['×', '*', '\u0425', '\u03A7', '✕', '╳'];

interface Suspect {
  type: DocumentType;
  number: string;
  today: PlainDate;
}

/** A number of 17 or 19 characters. Of 17 digits whose check character is X, people left the X out. */
export function lengthSlip({ type, number, today }: Suspect): Slip | undefined {
  if (/^\d{17}$/.test(number)) {
    const xMissing = checkCharacterOf(number) === 'X' && completes(type, `${number}X`, today);
    return { code: xMissing ? 'document.slip.x_missing' : 'document.slip.one_missing' };
  }
  return /^\d{18}[\dX]$/.test(number) ? { code: 'document.slip.one_extra' } : undefined;
}

/** A letter typed for a digit it looks like, or a sign for the last X. Positions count from 1. */
export function characterSlip(number: string): Slip | undefined {
  const characters = [...number];
  const index = characters.findIndex((character, at) => !(at === 17 ? /[\dX]/ : /\d/).test(character));
  const letter = characters[index];
  if (letter === undefined) return undefined;
  if (index === 17 && SIGNS_FOR_X.includes(letter)) return { code: 'document.slip.sign_for_x' };
  const digit = DIGIT_BY_LETTER[letter];
  if (digit === undefined) return undefined;
  return { code: 'document.slip.letter_for_digit', params: { position: index + 1, letter, digit } };
}

/**
 * A number whose check character does not fit. One swap of neighbours that repairs everything, date included, is a
 * strong sign; otherwise, with a sound date, the last character is the one to look at first.
 */
export function checksumSlip({ type, number, today }: Suspect): Slip | undefined {
  const positions = swapsThatRepair({ type, number, today });
  const [position] = positions;
  if (position !== undefined && positions.length === 1) {
    return { code: 'document.slip.swapped', params: { position, next: position + 1 } };
  }
  const birthDate = birthDateIn(number);
  return positions.length === 0 && birthDate !== null && birthDate < today
    ? { code: 'document.slip.last_character' }
    : undefined;
}

function swapsThatRepair({ type, number, today }: Suspect): number[] {
  const positions: number[] = [];
  for (let at = 0; at < 17; at++) {
    if (number[at] === number[at + 1]) continue;
    const swapped = number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2);
    if (completes(type, swapped, today)) positions.push(at + 1);
  }
  return positions;
}

function completes(type: DocumentType, number: string, today: PlainDate): boolean {
  return typeOfNumber(number, today) === type;
}
