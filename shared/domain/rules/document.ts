import type { DocumentType } from '../registration';
import type { PlainDate } from '../time';
import { accept, refuse, type Accepted, type Params, type Refused } from './check';
import {
  birthDateIn,
  checkCharacterFits,
  factsOfNumber,
  hasNumberShape,
  normaliseDocumentNumber,
  typeByPrefix,
  typeOfNumber,
  type DocumentFacts,
} from './document-number';
import { characterSlip, checksumSlip, lengthSlip, type Slip } from './document-slip';

/** Refusals of a document number, in the order of the checks (S18, domain.md 5). */
export const DOCUMENT_CODES = [
  'field.required',
  'document.first_generation',
  'document.length',
  'document.charset',
  'document.prefix',
  'document.type_mismatch',
  'document.type_not_accepted',
  'document.province_prefix',
  'document.checksum',
  'document.birth_date',
  'document.birth_date_future',
] as const;
export type DocumentCode = (typeof DOCUMENT_CODES)[number];

/** A document as given: its type and number belong together. */
export interface DocumentInput {
  type: DocumentType;
  raw: string;
  today: PlainDate;
  /** Types the season accepts; a type outside is never suggested. Without it all but `foreign_pr_id`. */
  accepted?: readonly string[];
}

/** A refusal; `params.fits` is the type under which the same number would be right, `likelySlip` a hint for people. */
export interface DocumentRefusal extends Refused<DocumentCode> {
  likelySlip?: Slip;
}

/** The number as stored with what it tells, or why it is refused. */
export type DocumentCheck = Accepted<{ number: string; facts: DocumentFacts }> | DocumentRefusal;

const STANDARD_TYPES: readonly string[] = [
  'resident_id',
  'hmt_residence',
  'hm_permit',
  'tw_permit',
  'passport',
];

/** Lengths each type knows, and the least and most of a passport. */
const LENGTHS: Readonly<Record<DocumentType, readonly number[]>> = {
  resident_id: [18],
  hmt_residence: [18],
  foreign_pr_id: [18, 15],
  hm_permit: [9, 11],
  tw_permit: [8, 10],
  passport: Array.from({ length: 16 }, (_, index) => index + 5),
};

/**
 * Checks one number under one type: length, characters, type, province, check character, date. The first rule broken
 * is the answer. An accepted number comes back normalised with what it says about birth and sex.
 */
export function checkDocument(input: DocumentInput): DocumentCheck {
  const number = normaliseDocumentNumber(input.raw);
  if (number === '') return refuse('field.required');
  const refusal = firstRefusal({ ...input, number });
  return refusal ?? accept({ number, facts: factsOfNumber(input.type, number) });
}

interface Subject extends DocumentInput {
  number: string;
}

function firstRefusal(subject: Subject): DocumentRefusal | null {
  const lengthRefusal = checkLength(subject);
  if (lengthRefusal) return lengthRefusal;
  switch (subject.type) {
    case 'resident_id':
    case 'hmt_residence':
      return checkNumber18(subject);
    case 'foreign_pr_id':
      return subject.number.length === 18 ? checkNumber18(subject) : checkOldForeignCard(subject);
    case 'hm_permit':
      return checkPermit(subject);
    case 'tw_permit':
      return /^\d+$/.test(subject.number) ? null : refused(subject, 'document.charset');
    case 'passport':
      return checkPassport(subject);
  }
}

function checkLength(subject: Subject): DocumentRefusal | null {
  const { type, number } = subject;
  const lengths = LENGTHS[type];
  const length = [...number].length;
  if (lengths.includes(length)) return null;
  // A first-generation number is no typing error: people are told that it is no longer used.
  if (type === 'resident_id' && /^\d{15}$/.test(number)) return refuse('document.first_generation');
  const range: Params = { length, min: Math.min(...lengths), max: Math.max(...lengths) };
  const refusal = refused(subject, 'document.length', range);
  const slip = lengths[0] === 18 ? lengthSlip(subject) : undefined;
  return slip ? { ...refusal, likelySlip: slip } : refusal;
}

function checkNumber18(subject: Subject): DocumentRefusal | null {
  const { type, number, today } = subject;
  if (!hasNumberShape(number)) {
    const slip = characterSlip(number);
    return { ...refused(subject, 'document.charset'), ...(slip && { likelySlip: slip }) };
  }
  const typeRefusal = checkType(subject);
  if (typeRefusal) return typeRefusal;
  if (!checkCharacterFits(number)) {
    const slip = checksumSlip({ type, number, today });
    return { ...refuse('document.checksum'), ...(slip && { likelySlip: slip }) };
  }
  const birthDate = birthDateIn(number);
  if (birthDate === null) return refuse('document.birth_date');
  return birthDate < today ? null : refuse('document.birth_date_future');
}

/** Type before province: a number of another document offers to switch to it. */
function checkType(subject: Subject): DocumentRefusal | null {
  const byPrefix = typeByPrefix(subject.number);
  if (byPrefix === subject.type) return null;
  if (byPrefix === null) return refuse('document.province_prefix');
  return isAccepted(subject, byPrefix)
    ? refuse('document.type_mismatch', { fits: byPrefix })
    : refuse('document.type_not_accepted', { type: byPrefix });
}

/** Letter, 8 holder digits, and on old cards 2 renewal digits. */
function checkPermit(subject: Subject): DocumentRefusal | null {
  const { number } = subject;
  if (!/^[A-Z0-9]\d+$/.test(number)) return refused(subject, 'document.charset');
  return /^[HM]/.test(number) ? null : refused(subject, 'document.prefix');
}

/** Cards before December 2023: 3 letters and 12 digits, no check character. */
function checkOldForeignCard(subject: Subject): DocumentRefusal | null {
  return /^[A-Z]{3}\d{12}$/.test(subject.number) ? null : refused(subject, 'document.charset');
}

function checkPassport(subject: Subject): DocumentRefusal | null {
  if (!/^[A-Z0-9]+$/.test(subject.number)) return refused(subject, 'document.charset');
  // Every resident number looks like a passport number; one that is whole belongs to its own type.
  const byNumber = typeOfNumber(subject.number, subject.today);
  return byNumber !== null && isAccepted(subject, byNumber)
    ? refuse('document.type_mismatch', { fits: byNumber })
    : null;
}

function refused(subject: Subject, code: DocumentCode, params: Params = {}): DocumentRefusal {
  const fits = typeThatFits(subject);
  const all = fits === null ? params : { ...params, fits };
  return Object.keys(all).length > 0 ? refuse(code, all) : refuse(code);
}

/** Another accepted type under which this number would be right. */
function typeThatFits(subject: Subject): DocumentType | null {
  const fits = typeByShape(subject.number) ?? typeOfNumber(subject.number, subject.today);
  return fits !== null && fits !== subject.type && isAccepted(subject, fits) ? fits : null;
}

function typeByShape(number: string): DocumentType | null {
  if (/^[HM](\d{8}|\d{10})$/.test(number)) return 'hm_permit';
  if (/^(\d{8}|\d{10})$/.test(number)) return 'tw_permit';
  return /^[A-Z]{1,2}\d{7,8}$/.test(number) ? 'passport' : null;
}

function isAccepted(subject: DocumentInput, type: DocumentType): boolean {
  return (subject.accepted ?? STANDARD_TYPES).includes(type);
}
