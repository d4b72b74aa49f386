import { hasProvincePrefix } from '../catalogue/provinces';
import type { DocumentType, Sex } from '../registration';
import { plainDate, type PlainDate } from '../time';

/** What an 18-character number says about its holder; empty for the other numbers. */
export interface DocumentFacts {
  birthDate?: PlainDate;
  sex?: Sex;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';
const EARLIEST_BIRTH = '1900-01-01';
const PERMIT_AREAS = ['810000', '820000', '830000'];

/** NFKC (full-width digits), no blanks and no zero-width signs, upper case (domain.md 5). */
export function normaliseDocumentNumber(raw: string): string {
  return raw
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .toUpperCase();
}

/** Check character of 17 digits by MOD 11-2 (GB 11643, ISO 7064). */
export function checkCharacterOf(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return CHECK_CHARACTERS[sum % 11]!;
}

/** Seventeen digits and a check character. */
export function hasNumberShape(number: string): boolean {
  return /^\d{17}[\dX]$/.test(number);
}

/** Whether the last character follows from the seventeen digits (GB 11643). */
export function checkCharacterFits(number: string): boolean {
  return hasNumberShape(number) && checkCharacterOf(number) === number[17];
}

/** Positions 7 to 14 as a plain date; null when the calendar has no such day or it lies before 1900. */
export function birthDateIn(number: string): PlainDate | null {
  const date = plainDate(
    Number(number.slice(6, 10)),
    Number(number.slice(10, 12)),
    Number(number.slice(12, 14)),
  );
  return date !== null && date >= EARLIEST_BIRTH ? date : null;
}

/** The document whose numbers begin like this one of 18 characters, or null when none does. */
export function typeByPrefix(number: string): DocumentType | null {
  if (PERMIT_AREAS.includes(number.slice(0, 6))) return 'hmt_residence';
  if (number.startsWith('9')) return 'foreign_pr_id';
  // Only the province is looked up: abolished county codes live on in people's numbers.
  return hasProvincePrefix(number) ? 'resident_id' : null;
}

/** The type under which an 18-character number passes every check on the day `today`, or null. */
export function typeOfNumber(number: string, today: PlainDate): DocumentType | null {
  if (!checkCharacterFits(number)) return null;
  const birthDate = birthDateIn(number);
  return birthDate !== null && birthDate < today ? typeByPrefix(number) : null;
}

/** Birth date and sex carried by an accepted number; they win over what is typed by hand (domain.md 5). */
export function factsOfNumber(type: DocumentType | undefined, number: string | undefined): DocumentFacts {
  if (type === undefined || number === undefined || !hasNumberShape(number)) return {};
  if (type === 'passport' || type === 'hm_permit' || type === 'tw_permit') return {};
  const birthDate = birthDateIn(number);
  if (birthDate === null) return {};
  return { birthDate, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' };
}
