import { DOCUMENT_TYPES } from './catalogue/document-types';
import { EDUCATION_LEVELS } from './catalogue/education-levels';
import { ETHNICITIES } from './catalogue/ethnicities';
import { OCCUPATIONS } from './catalogue/occupations';
import { TRAINING_TYPES } from './catalogue/training-types';
import type { FieldCode, WarningCode } from './codes';
import type { AnswerField, Answers, DocumentType, Sex } from './registration';
import {
  acceptedDocumentTypes,
  checkChoice,
  choicesOf,
  checkYesNo,
  listOf,
  oneLine,
} from './rules/answer-forms';
import { accept, refuse, type Checked, type Finding, type Params } from './rules/check';
import { acceptingSites, checkSite, checkSubjects, subjectsAt } from './rules/choice';
import { checkAddress, checkEmail, checkMobile, checkPostcode } from './rules/contact';
import { checkDocument } from './rules/document';
import type { Slip } from './rules/document-slip';
import { asksNationality, checkBirthDate, checkNationality, checkSex, isForeigner } from './rules/identity';
import { checkName } from './rules/name';
import {
  checkSchool,
  checkSchoolText,
  checkStudentNumber,
  OTHER_SCHOOL,
  OTHER_SCHOOL_NAME,
  schoolsOf,
} from './rules/school';
import { siteOf, type LocalText, type Season } from './season';
import type { PlainDate } from './time';

/** Groups of the information page (S19, S20). */
export type FieldGroup = 'identity' | 'basic' | 'contact' | 'school' | 'choice';

/** Fields that are asked; `pinyinSubstitute` comes with the name. */
export type AskedField = Exclude<AnswerField, 'pinyinSubstitute'>;

/** What a field needs beside the given value to be judged. */
export interface FieldContext {
  season: Season;
  /** Answers accepted so far, the field's own earlier value included. */
  answers: Answers;
  /** The day in Asia/Shanghai. */
  today: PlainDate;
  /** Level-3 certificates the candidate is known to hold (policy `level4Gate`). */
  certificates?: readonly string[];
}

/** One value to choose. Without a name its text is the key `choice.<field>.<value>`. */
export interface Choice {
  value: string;
  name: LocalText | null;
}

/** Outcome of one field: the value as stored with what follows from it, or why not. */
export type FieldCheck<Name extends AskedField = AskedField> =
  | {
      ok: true;
      value: NonNullable<Answers[Name]>;
      /** Answers that follow from this one: birth date and sex from a number, the pinyin flag from a name. */
      also: Partial<Answers>;
      warnings: Finding<WarningCode>[];
    }
  | { ok: false; code: FieldCode; params?: Params; likelySlip?: Slip };

/** One field of the information page: when it is asked, what may be chosen, how an answer is checked and stored. */
export interface Field<Name extends AskedField = AskedField> {
  field: Name;
  group: FieldGroup;
  /** Asked on a safe page rather than in chat, as far as the season's policy says so (PR3). */
  personal: boolean;
  relevant(answers: Answers, season: Season): boolean;
  /** Mandatory (S22); the others can be skipped. */
  required(answers: Answers, season: Season): boolean;
  choices?(season: Season, answers: Answers): Choice[];
  /** `raw` is what came over the wire: text, a boolean for `student`, a list of codes for `subjects`. */
  check(raw: unknown, context: FieldContext): FieldCheck<Name>;
}

type AnyField = { [Name in AskedField]: Field<Name> }[AskedField];
type Rule<Name extends AskedField> = Pick<Field<Name>, 'check'> & Partial<Field<Name>>;

function field<Name extends AskedField>(name: Name, group: FieldGroup, rule: Rule<Name>): Field<Name> {
  const relevant = rule.relevant ?? ((): boolean => true);
  const required = rule.required ?? ((): boolean => true);
  return {
    personal: group !== 'choice',
    ...rule,
    field: name,
    group,
    relevant,
    required: (answers, season) => relevant(answers, season) && required(answers, season),
  };
}

/** A field of one line of text whose rule needs nothing but the text. */
function textField<Name extends AskedField>(
  rule: (text: string, context: FieldContext) => Checked<NonNullable<Answers[Name]>, FieldCode, WarningCode>,
): Rule<Name> {
  return { check: (raw, context) => checked(oneLine(raw, (text) => rule(text, context))) };
}

function checked<Name extends AskedField>(
  outcome: Checked<NonNullable<Answers[Name]>, FieldCode, WarningCode>,
): FieldCheck<Name> {
  return outcome.ok ? { ok: true, value: outcome.value, also: {}, warnings: outcome.warnings } : outcome;
}

const optional = { required: (): boolean => false };
const ofStudents = { relevant: (answers: Answers): boolean => answers.student === true };

function chosenFrom(
  items: Parameters<typeof choicesOf>[0],
): Rule<'ethnicity' | 'occupation' | 'education' | 'trainingType'> {
  const choices = choicesOf(items);
  return { choices: () => choices, check: (raw) => checked(checkChoice(raw, choices)) };
}

const SEXES: Choice[] = [
  { value: 'male', name: null },
  { value: 'female', name: null },
];
const YES_NO: Choice[] = [
  { value: 'yes', name: null },
  { value: 'no', name: null },
];

/** Every field in the order asked (S17 to S20). Mandatory is only what the official form stars (domain.md 4). */
export const FIELDS: readonly AnyField[] = [
  field('documentType', 'identity', {
    choices: (season) => documentTypeChoices(season),
    check: (raw, { season }) => checkDocumentType(raw, season),
  }),
  field('documentNumber', 'identity', {
    relevant: (answers) => answers.documentType !== undefined,
    check: checkDocumentNumber,
  }),
  field('sex', 'identity', {
    choices: () => SEXES,
    check: (raw, { answers }) => {
      const choice = checkChoice(raw, SEXES);
      return choice.ok ? checked(checkSex(choice.value as Sex, answers)) : choice;
    },
  }),
  field('birthDate', 'identity', textField(checkBirthDate)),
  field('name', 'basic', { check: checkNameField }),
  field('nationality', 'basic', { ...textField(checkNationality), ...optional, relevant: asksNationality }),
  field('ethnicity', 'basic', { ...chosenFrom(ETHNICITIES), relevant: (answers) => !isForeigner(answers) }),
  field('occupation', 'basic', chosenFrom(OCCUPATIONS)),
  field('education', 'basic', chosenFrom(EDUCATION_LEVELS)),
  field('trainingType', 'basic', { ...chosenFrom(TRAINING_TYPES), ...optional }),
  field('mobile', 'contact', textField(checkMobile)),
  field('email', 'contact', textField(checkEmail)),
  field('address', 'contact', { ...textField(checkAddress), ...optional }),
  field('postcode', 'contact', { ...textField(checkPostcode), ...optional }),
  field('student', 'school', {
    personal: false,
    choices: () => YES_NO,
    check: (raw) => checked(checkYesNo(raw)),
  }),
  field('school', 'school', {
    ...textField((text, { season }) => checkSchool(text, season)),
    ...ofStudents,
    choices: schoolChoices,
  }),
  field('faculty', 'school', { ...textField(checkSchoolText), ...ofStudents, ...optional }),
  field('major', 'school', { ...textField(checkSchoolText), ...ofStudents, ...optional }),
  field('grade', 'school', { ...textField(checkSchoolText), ...ofStudents, ...optional }),
  field('className', 'school', { ...textField(checkSchoolText), ...ofStudents, ...optional }),
  field('studentNumber', 'school', { ...textField(checkStudentNumber), ...ofStudents, ...optional }),
  field('siteCode', 'choice', {
    ...textField(checkSite),
    choices: (season, answers) =>
      acceptingSites({ season, answers }).map((site) => ({ value: site.code, name: site.name })),
  }),
  field('subjects', 'choice', {
    choices: (season, answers) =>
      subjectsAt(season, siteOf(season, answers.siteCode)).map(({ code, name }) => ({ value: code, name })),
    check: (raw, context) => {
      const codes = listOf(raw);
      return codes.ok ? checked(checkSubjects(codes.value, context)) : codes;
    },
  }),
];

const FIELD_BY_NAME: ReadonlyMap<string, AnyField> = new Map(
  FIELDS.map((candidate) => [candidate.field, candidate]),
);

/** The field of that name; throws when there is none, which the type excludes. */
export function fieldOf<Name extends AskedField>(name: Name): Field<Name> {
  const found = FIELD_BY_NAME.get(name);
  if (!found) throw new Error(`no field ${name}`);
  return found as unknown as Field<Name>;
}

/** Whether a text names a field that is asked. */
export function isAskedField(name: string): name is AskedField {
  return FIELD_BY_NAME.has(name);
}

/** Fields that these answers make sense of, in the order asked; optional ones included. */
export function relevantFields(answers: Answers, season: Season): AskedField[] {
  return FIELDS.filter((candidate) => candidate.relevant(answers, season)).map(
    (candidate) => candidate.field,
  );
}

/** Whether the answers hold a value of the field; an empty list is none. */
export function isAnswered(answers: Answers, name: AskedField): boolean {
  const value = answers[name];
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

function documentTypeChoices(season: Season): Choice[] {
  const accepted = acceptedDocumentTypes(season);
  return choicesOf(DOCUMENT_TYPES).filter((choice) => accepted.includes(choice.value));
}

function checkDocumentType(raw: unknown, season: Season): FieldCheck<'documentType'> {
  const known = checkChoice(raw, choicesOf(DOCUMENT_TYPES));
  if (!known.ok) return known;
  return acceptedDocumentTypes(season).includes(known.value)
    ? checked(accept(known.value as DocumentType))
    : refuse('document.type_not_accepted', { type: known.value });
}

function checkDocumentNumber(raw: unknown, context: FieldContext): FieldCheck<'documentNumber'> {
  const { season, today, answers } = context;
  const { documentType: type } = answers;
  if (type === undefined) return refuse('field.not_applicable');
  const outcome = oneLine(raw, (text) =>
    checkDocument({ type, raw: text, today, accepted: acceptedDocumentTypes(season) }),
  );
  if (!outcome.ok) return outcome;
  return { ok: true, value: outcome.value.number, also: outcome.value.facts, warnings: [] };
}

function checkNameField(raw: unknown, { answers }: FieldContext): FieldCheck<'name'> {
  const outcome = oneLine(raw, (text) => checkName(text, answers.documentType));
  if (!outcome.ok) return outcome;
  const { name, pinyinSubstitute } = outcome.value;
  return { ok: true, value: name, also: { pinyinSubstitute }, warnings: outcome.warnings };
}

function schoolChoices(season: Season): Choice[] {
  const listed = schoolsOf(season).map((school) => ({ value: school, name: { zh: school, en: school } }));
  return [...listed, { value: OTHER_SCHOOL, name: OTHER_SCHOOL_NAME }];
}
