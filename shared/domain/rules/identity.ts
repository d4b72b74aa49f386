import type { Answers, Sex } from '../registration';
import { plainDate, type PlainDate } from '../time';
import { accept, refuse, type Checked } from './check';
import { factsOfNumber } from './document-number';
import { checkPlainText, type TextCode } from './plain-text';

/** Refusals of sex and birth date typed by hand (domain.md 4 and 5). */
export const IDENTITY_CODES = [
  'field.required',
  'birth_date.format',
  'birth_date.not_a_day',
  'birth_date.too_early',
  'birth_date.future',
  'birth_date.contradicts_number',
  'sex.contradicts_number',
] as const;
export type IdentityCode = (typeof IDENTITY_CODES)[number];

const EARLIEST_BIRTH = '1900-01-01';
const MAX_NATIONALITY_LENGTH = 50;
const DATE_FORMS = [
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/,
  /^(\d{4})(\d{2})(\d{2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/,
];
const CHINESE = ['中国', '中华人民共和国', 'china', 'cn', 'chn', 'chinese', "people's republic of china"];

/** Reads 2005-3-15, 2005/03/15, 20050315 and 2005年3月15日; the number of the document wins over what is typed. */
export function checkBirthDate(
  raw: string,
  context: { answers: Answers; today: PlainDate },
): Checked<PlainDate, IdentityCode> {
  const text = raw.normalize('NFKC').replace(/\s/gu, '');
  if (text === '') return refuse('field.required');
  const match = DATE_FORMS.find((form) => form.test(text))?.exec(text);
  if (!match) return refuse('birth_date.format');
  const date = plainDate(Number(match[1]), Number(match[2]), Number(match[3]));
  if (date === null) return refuse('birth_date.not_a_day');
  if (date < EARLIEST_BIRTH) return refuse('birth_date.too_early', { earliest: EARLIEST_BIRTH });
  if (date >= context.today) return refuse('birth_date.future');
  const { birthDate } = factsOf(context.answers);
  return birthDate === undefined || birthDate === date
    ? accept(date)
    : refuse('birth_date.contradicts_number');
}

export function checkSex(sex: Sex, answers: Answers): Checked<Sex, IdentityCode> {
  const known = factsOf(answers).sex;
  return known === undefined || known === sex ? accept(sex) : refuse('sex.contradicts_number');
}

/** True when sex and birth date come from the document number and are locked (domain.md 4). */
export function identityIsLocked(answers: Answers): boolean {
  return factsOf(answers).birthDate !== undefined;
}

export function checkNationality(raw: string): Checked<string, TextCode> {
  return checkPlainText(raw, { max: MAX_NATIONALITY_LENGTH });
}

/** Nationality is asked of those whose document does not settle it. */
export function asksNationality(answers: Answers): boolean {
  return answers.documentType === 'passport' || answers.documentType === 'foreign_pr_id';
}

/** Foreigners are not asked for an ethnicity of GB/T 3304. A passport alone does not make one a foreigner. */
export function isForeigner(answers: Answers): boolean {
  if (answers.documentType === 'foreign_pr_id') return true;
  if (!asksNationality(answers) || answers.nationality === undefined) return false;
  return !CHINESE.includes(answers.nationality.toLowerCase());
}

function factsOf(answers: Answers): ReturnType<typeof factsOfNumber> {
  return factsOfNumber(answers.documentType, answers.documentNumber);
}
