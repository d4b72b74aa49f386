import type { LocalText, Season } from '../season';
import { accept, refuse, type Checked } from './check';
import { checkPlainText, tidy, type TextCode } from './plain-text';

/** Refusals of the school group (domain.md 4 and 10). */
export const SCHOOL_CODES = ['field.required', 'school.not_listed', 'school.student_number'] as const;
export type SchoolCode = (typeof SCHOOL_CODES)[number];

/** Stored for a school that no site lists; shown as 其他. */
export const OTHER_SCHOOL = 'other';
/** Name of the choice for a school that is not in the list. */
export const OTHER_SCHOOL_NAME: LocalText = { zh: '其他', en: 'Other' };

/** Characters of a school's name typed in. */
export const MAX_SCHOOL_TEXT_LENGTH = 50;
const MAX_STUDENT_NUMBER_LENGTH = 30;

/** Schools to choose from: the union of all sites' lists, in the order of first mention. Never free text. */
export function schoolsOf(season: Season): string[] {
  return [...new Set(season.sites.flatMap((site) => site.schools))];
}

/** A school is stored by its listed name, or as `OTHER_SCHOOL`. */
export function checkSchool(raw: string, season: Season): Checked<string, SchoolCode> {
  const text = tidy(raw);
  if (text === '') return refuse('field.required');
  if (text === OTHER_SCHOOL || text === OTHER_SCHOOL_NAME.zh) return accept(OTHER_SCHOOL);
  return schoolsOf(season).includes(text) ? accept(text) : refuse('school.not_listed');
}

/** Faculty, major, grade and class. */
export function checkSchoolText(raw: string): Checked<string, TextCode> {
  return checkPlainText(raw, { max: MAX_SCHOOL_TEXT_LENGTH });
}

/** Letters, digits and hyphens; kept as text, leading zeros too. */
export function checkStudentNumber(raw: string): Checked<string, SchoolCode> {
  const number = raw.normalize('NFKC').replace(/\s/gu, '');
  if (number === '') return refuse('field.required');
  const shape = new RegExp(`^[A-Za-z0-9-]{1,${MAX_STUDENT_NUMBER_LENGTH}}$`);
  return shape.test(number)
    ? accept(number)
    : refuse('school.student_number', { max: MAX_STUDENT_NUMBER_LENGTH });
}
