import { needsGuardian } from '../../../shared/domain/rules/age';
import type { AnswersPatch } from '../../../shared/domain/rules/answers';
import type { AnswerField, Answers, Registration } from '../../../shared/domain/registration';
import { plainDateAt } from '../../../shared/domain/time';
import type { Context } from '../context';
import type { SessionStore } from '../ports/sessions';
import type { Repositories } from '../ports/storage';

const HELD_FOR_MS = 48 * 60 * 60_000;

/** What the separate consent covers beside the photo (PR1), and a guardian's consent for a child (PR2). */
export const IDENTITY: readonly AnswerField[] = [
  'documentType',
  'documentNumber',
  'birthDate',
  'sex',
  'name',
  'pinyinSubstitute',
];

type HoldContext = Context & { sessions: SessionStore };

/**
 * Answers of a person under 14 that wait for the guardian's consent (PR2). They live only in the sealed live session:
 * without consent nothing but the refusal is kept, and a lost session means that the document is asked again.
 */
export async function heldAnswersOf(
  { sessions }: { sessions: SessionStore },
  accountId: string,
): Promise<Partial<Answers> | null> {
  const stored = await sessions.load(heldKeyOf(accountId));
  return stored ? (JSON.parse(stored.body) as Partial<Answers>) : null;
}

export async function holdAnswers(
  { sessions }: { sessions: SessionStore },
  accountId: string,
  answers: Partial<Answers>,
): Promise<void> {
  const stored = await sessions.load(heldKeyOf(accountId));
  await sessions.save(heldKeyOf(accountId), JSON.stringify(answers), stored?.version ?? 0, HELD_FOR_MS);
}

export async function dropHeldAnswers(
  { sessions }: { sessions: SessionStore },
  accountId: string,
): Promise<void> {
  await sessions.remove(heldKeyOf(accountId));
}

export function heldKeyOf(accountId: string): string {
  return `held:${accountId}`;
}

/**
 * Whether answers are a child's, whose guardian has not agreed: by their birth date, or by the one that is held already
 * while they tell more of who the child is.
 */
export function areOfChild(
  context: Context,
  { given, birthDate, held }: { given: AnswersPatch; birthDate?: string; held: Partial<Answers> | null },
): boolean {
  const more = held !== null && IDENTITY.some((field) => given[field] !== undefined);
  const known = birthDate ?? (more ? held.birthDate : undefined);
  return known !== undefined && needsGuardian(known, plainDateAt(context.clock.now()));
}

/**
 * Lets answers wait together with all the draft has of who the child is: a document without a birth date in its number was
 * accepted before anybody could know (PR2). Null = somebody changed the draft meanwhile.
 */
export async function holdForGuardian(
  tx: Repositories,
  context: HoldContext,
  {
    registration,
    answers,
    held,
  }: { registration: Registration; answers: Partial<Answers>; held: Partial<Answers> | null },
): Promise<Registration | null> {
  const { accountId, changeSet } = registration;
  const known = pick(changeSet ?? registration.answers, (field) => IDENTITY.includes(field));
  const blanked = await blankIdentity(tx, context, registration);
  if (blanked) await holdAnswers(context, accountId, { ...known, ...held, ...answers });
  return blanked;
}

/** Answers that wait for nobody any more, since the person turned out to be older, together with those that say so. */
export function released(held: Partial<Answers>, given: AnswersPatch): AnswersPatch {
  const { birthDate: _young, sex, ...waited } = held;
  // A new number brings its own sex and birth date.
  return { ...waited, ...(given.documentNumber === undefined && sex !== undefined && { sex }), ...given };
}

/** Takes what tells who somebody is out of a draft, and out of a change that is not in force yet; the kind of document stays. */
export async function blankIdentity(
  tx: Repositories,
  context: Context,
  registration: Registration,
): Promise<Registration | null> {
  const { state, answers, changeSet } = registration;
  const rest = (of: Answers): Answers => pick(of, (field) => !tellsWho(field));
  const inForce = pick(answers, tellsWho);
  const blanked: Registration =
    state === 'draft'
      ? { ...registration, answers: rest(answers) }
      : { ...registration, changeSet: changeSet && { ...rest(changeSet), ...inForce } };
  if (JSON.stringify(blanked) === JSON.stringify(registration)) return registration;
  const saved = await tx.registrations.save({ ...blanked, updatedAt: context.clock.now() });
  return saved === 'saved' ? { ...blanked, version: registration.version + 1 } : null;
}

function tellsWho(field: AnswerField): boolean {
  return field !== 'documentType' && IDENTITY.includes(field);
}

function pick(answers: Partial<Answers>, wanted: (field: AnswerField) => boolean): Answers {
  const fields = Object.entries(answers).filter(([field]) => wanted(field as AnswerField));
  return Object.fromEntries(fields) as Answers;
}
