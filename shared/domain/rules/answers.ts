import type { FieldCode, WarningCode } from '../codes';
import { fieldOf, FIELDS, isAnswered, type AskedField, type FieldCheck, type FieldContext } from '../fields';
import type { Answers } from '../registration';
import { siteOf } from '../season';
import type { Finding, Params } from './check';
import { subjectRefusal } from './choice';
import type { Slip } from './document-slip';
import { identityIsLocked } from './identity';

/** Fields whose answers are looked at again when another one changes; what no longer holds is dropped. */
export const DEPENDENTS: Readonly<Partial<Record<AskedField, readonly AskedField[]>>> = {
  documentType: ['documentNumber', 'sex', 'birthDate', 'name', 'nationality', 'ethnicity'],
  documentNumber: ['sex', 'birthDate'],
  nationality: ['ethnicity'],
  student: ['school', 'faculty', 'major', 'grade', 'className', 'studentNumber', 'siteCode'],
  school: ['siteCode'],
  siteCode: ['subjects'],
};

/** Answers after a change, and what it cost. */
export interface Settled {
  answers: Answers;
  /** Fields whose answer was dropped, or for `subjects` shortened; the person is told and asked again. */
  voided: AskedField[];
  droppedSubjects: string[];
}

/** Outcome of one answer: all answers as they are then, or why it was refused. */
export type AnswerOutcome =
  ({ ok: true; warnings: Finding<WarningCode>[] } & Settled) | Extract<FieldCheck, { ok: false }>;

/** Checks one answer and gives the answers that follow from it. */
export function acceptAnswer(name: AskedField, raw: unknown, context: FieldContext): AnswerOutcome {
  const target = fieldOf(name);
  if (!target.relevant(context.answers, context.season)) return { ok: false, code: 'field.not_applicable' };
  const outcome = target.check(raw, context);
  if (!outcome.ok) return outcome;
  const changed = { ...context.answers, ...outcome.also, [name]: outcome.value };
  return { ok: true, warnings: outcome.warnings, ...settle(name, changed, context) };
}

/** Takes an answer back, for example of an optional field. */
export function clearAnswer(name: AskedField, context: FieldContext): Settled {
  return settle(name, without(context.answers, name), context);
}

/** What checks need beside the answers. */
export type Surroundings = Omit<FieldContext, 'answers'>;

/** Raw answers by field; `pinyinSubstitute` follows from the name and is ignored. */
export type AnswersPatch = Partial<Record<keyof Answers, unknown>>;

/** One unmet rule of a whole set of answers. */
export interface AnswerProblem {
  field: AskedField;
  code: FieldCode;
  params?: Params;
  /** What most likely went wrong, told beside the refusal. */
  likelySlip?: Slip;
}

/** Everything that keeps these answers from being submitted, in the order asked: the last check before the promise. */
export function problemsOf(context: FieldContext): AnswerProblem[] {
  const { answers, season } = context;
  return FIELDS.flatMap((candidate): AnswerProblem[] => {
    const name = candidate.field;
    if (!isAnswered(answers, name)) {
      return candidate.required(answers, season) ? [{ field: name, code: 'field.required' }] : [];
    }
    if (!candidate.relevant(answers, season)) return [{ field: name, code: 'field.not_applicable' }];
    const outcome = candidate.check(answers[name], context);
    if (outcome.ok) return [];
    return [{ field: name, code: outcome.code, ...(outcome.params && { params: outcome.params }) }];
  });
}

/** Fields still missing or no longer right, in the order asked: where the conversation stands. */
export function openFields(answers: Answers, context: Surroundings): AskedField[] {
  return problemsOf({ ...context, answers }).map((problem) => problem.field);
}

/** What is told beside one accepted answer of a set. */
export interface AnswerWarning extends Finding<WarningCode> {
  field: AskedField;
}

/** Outcome of several answers at once: all of them, or every problem. */
export type AnswersOutcome =
  | ({ ok: true; warnings: AnswerWarning[] } & Settled)
  | { ok: false; problems: [AnswerProblem, ...AnswerProblem[]] };

/**
 * Puts several answers in, in the order asked, each checked against those before it. `null` takes an answer back. All or
 * nothing: every problem is named. What the new answers made void is dropped and reported.
 */
export function checkAnswers(base: Answers, patch: AnswersPatch, context: Surroundings): AnswersOutcome {
  const settled: Settled = { answers: base, voided: [], droppedSubjects: [] };
  const problems: AnswerProblem[] = [];
  const warnings: AnswerWarning[] = [];
  for (const { field: name } of FIELDS) {
    const raw = patch[name];
    if (raw === undefined) continue;
    const step = takeAnswer(name, raw, { ...context, answers: settled.answers });
    if (!step.ok) {
      const { code, params, likelySlip } = step;
      problems.push({ field: name, code, ...(params && { params }), ...(likelySlip && { likelySlip }) });
      continue;
    }
    warnings.push(...step.warnings.map((warning) => ({ ...warning, field: name })));
    settled.answers = step.answers;
    settled.voided.push(...step.voided);
    settled.droppedSubjects.push(...step.droppedSubjects);
  }
  const [first, ...others] = problems;
  if (first) return { ok: false, problems: [first, ...others] };
  return { ok: true, warnings, ...settled, voided: settled.voided.filter((name) => !(name in patch)) };
}

function takeAnswer(name: AskedField, raw: unknown, context: FieldContext): AnswerOutcome {
  if (raw !== null) return acceptAnswer(name, raw, context);
  return { ok: true, warnings: [], ...clearAnswer(name, context) };
}

function settle(name: AskedField, changed: Answers, context: FieldContext): Settled {
  const settled: Settled = { answers: changed, voided: [], droppedSubjects: [] };
  const unlocked = identityIsLocked(context.answers) && !identityIsLocked(changed);
  for (const dependent of DEPENDENTS[name] ?? []) {
    if (!isAnswered(settled.answers, dependent)) continue;
    const derived = dependent === 'sex' || dependent === 'birthDate';
    if (dependent === 'subjects') keepFittingSubjects(settled, context);
    else if ((derived && unlocked) || !stillHolds(dependent, settled.answers, context)) {
      dropAnswer(dependent, settled, context);
    }
  }
  return { ...settled, voided: inOrderAsked(settled.voided) };
}

function inOrderAsked(names: readonly AskedField[]): AskedField[] {
  return FIELDS.map((candidate) => candidate.field).filter((name) => names.includes(name));
}

function stillHolds(name: AskedField, answers: Answers, context: FieldContext): boolean {
  const target = fieldOf(name);
  return target.relevant(answers, context.season) && target.check(answers[name], { ...context, answers }).ok;
}

/** Dropping an answer is itself a change. */
function dropAnswer(name: AskedField, settled: Settled, context: FieldContext): void {
  const after = settle(name, without(settled.answers, name), { ...context, answers: settled.answers });
  settled.answers = after.answers;
  settled.voided.push(name, ...after.voided);
  settled.droppedSubjects.push(...after.droppedSubjects);
}

/** Subjects that the new site does not have go; the others stay in their order. Without a site all stay. */
function keepFittingSubjects(settled: Settled, context: FieldContext): void {
  const site = siteOf(context.season, settled.answers.siteCode);
  const subjects = settled.answers.subjects ?? [];
  const dropped = subjects.filter((code) => subjectRefusal(code, site, context) !== null);
  if (dropped.length > 0) {
    settled.answers = { ...settled.answers, subjects: subjects.filter((code) => !dropped.includes(code)) };
    settled.droppedSubjects.push(...dropped);
    settled.voided.push('subjects');
  }
}

function without(answers: Answers, name: AskedField): Answers {
  const rest = { ...answers };
  delete rest[name];
  if (name === 'name') delete rest.pinyinSubstitute;
  return rest;
}
