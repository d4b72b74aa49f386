import { fieldOf, FIELDS, type AskedField } from '../../shared/domain/fields';
import { sameAnswer } from '../../shared/domain/rules/answers-apart';
import type { Answers } from '../../shared/domain/registration';
import { HOUR_MS } from '../../shared/domain/time';
import { textNote, type Move, type View } from '../engine/flow';
import { hash } from '../engine/nonce';
import { viewOf } from '../engine/view';
import type { Note } from '../ports';
import { canEdit, isAskedField } from './facts';

/** How an unconfirmed answer is marked whose question was answered otherwise on a page meanwhile. */
const CLASH = 'clash.';

/** So long words are taken for the open answer that the chat had asked for. */
const OPEN_ANSWER_MS = 2 * HOUR_MS;

/** More fields than these are told by the groups they belong to. */
const MOST_NAMED = 6;

/** The field that a confirmation is about; a number that fits another type is still a number. */
export function fieldInDoubt(step: string | undefined): AskedField | null {
  if (step === undefined) return null;
  const name = step === 'switch' ? 'documentNumber' : step.replace(CLASH, '');
  return isAskedField(name) ? name : null;
}

/** Both answers of a clash that still is one; null when there is nothing to choose any more. */
export function clashIn(view: View): { field: AskedField; given: Partial<Answers> } | null {
  const { unconfirmed } = view.session;
  if (!view.season || !unconfirmed?.step.startsWith(CLASH) || !canEdit(view)) return null;
  const field = fieldInDoubt(unconfirmed.step);
  return field && differs(field, unconfirmed.answers, view) ? { field, given: unconfirmed.answers } : null;
}

/** Recognises later whether the answer to the question that is asked now was changed elsewhere; says nothing of it. */
export function markAsked(step: string, view: View): string {
  if (step === 'photo') return markOf(view.registration?.photoId ?? undefined);
  const field = fieldAsked(step, view);
  return field ? markOf(view.answers[field]) : '';
}

/** The chat asked for a photo, and another one was uploaded on a page since. */
export function hasPhotoFromPage({ session: { asked }, registration }: View): boolean {
  const photoId = registration?.photoId ?? null;
  return asked?.step === 'photo' && photoId !== null && markOf(photoId) !== (asked.mark ?? '');
}

function markOf(answer: unknown): string {
  return answer === undefined ? '' : hash(JSON.stringify(answer));
}

function fieldAsked(step: string, { session }: View): AskedField | null {
  if (step === 'field.confirm') return fieldInDoubt(session.unconfirmed?.step);
  const name = step.startsWith('field.') ? step.slice('field.'.length) : '';
  return isAskedField(name) ? name : null;
}

/** The question that the chat asked last, if it was answered on a page since. */
export function answeredElsewhere(view: View): AskedField | null {
  const { asked } = view.session;
  const field = asked && canEdit(view) ? fieldAsked(asked.step, view) : null;
  if (!asked || !field || view.answers[field] === undefined) return null;
  return markOf(view.answers[field]) === (asked.mark ?? '') ? null : field;
}

/** Fields answered now that were not when the chat last spoke; what a document number tells by itself is not named. */
export function filledSince(before: readonly string[], answers: Answers): AskedField[] {
  const fresh = Object.keys(answers).filter((name) => !before.includes(name));
  const derived = fresh.includes('documentNumber') ? ['sex', 'birthDate'] : [];
  return fresh.filter(isAskedField).filter((name) => !derived.includes(name));
}

/**
 * What pages have filled since the chat last spoke: said once, whatever the person says next. What waits for a guardian is
 * stored nowhere yet, and was said here.
 */
export function filledOnPages(view: View, except: AskedField | null = null): Note[] {
  // After a person's service it is said with what else has changed.
  if (view.situation.handBack) return [];
  const names = filledNames(view).filter((name) => name !== except);
  return names.length > 0 ? [filledNote(names, view)] : [];
}

/** The fields that pages have filled since the chat last spoke, and the one it asked for when that holds another answer. */
export function filledNames(view: View): AskedField[] {
  const changed = answeredElsewhere(view);
  const stored = view.registration?.changeSet ?? view.registration?.answers ?? {};
  const fresh = filledSince(view.situation.answeredBefore ?? Object.keys(stored), stored);
  return [...new Set([...fresh, ...(changed ? [changed] : [])])];
}

function filledNote(names: readonly string[], view: View): Note {
  return textNote('resumed.filled', { fields: namesOf(names, view).join(view.say('list.comma')) });
}

/** Fields as they are told: by name, or many of them by the groups they belong to. */
export function namesOf(names: readonly string[], view: View): string[] {
  const known = names.filter((name) => name !== 'pinyinSubstitute');
  return known.length > MOST_NAMED ? groupsOf(known, view) : known.map((name) => nameOf(name, view));
}

function nameOf(name: string, view: View): string {
  return view.say(`answer.${name as 'name'}`);
}

/** Many pages were filled: their groups are named, in the order of the information page. */
function groupsOf(names: readonly string[], view: View): string[] {
  const fields = FIELDS.filter(({ field }) => names.includes(field));
  const labels = fields.map(({ group }) => view.say(`group.${group}`));
  const others = names.filter((name) => !isAskedField(name)).map((name) => nameOf(name, view));
  return [...new Set([...labels, ...others])];
}

interface Understood {
  move: Move;
  transcript: string;
}

/**
 * What is said to a question that was answered on a page since it was asked: an answer to that question still. The same
 * answer needs nothing more, another one is not written over what was given there: both are shown (both channels).
 */
export function hearLate(view: View, hearAs: (asked: View) => Understood | null): Understood | null {
  const field = answeredElsewhere(view);
  if (field === null) return null;
  const standing = view.session.unconfirmed === null ? { editing: field, city: null } : {};
  const heard = hearAs(
    viewOf(view.situation, { ...view.session, confirming: null, choosing: null, ...standing }),
  );
  if (heard === null) return null;
  const { move, transcript } = heard;
  const unconfirmed = move.session?.unconfirmed;
  const given = move.act?.kind === 'save_answers' ? move.act.answers : unconfirmed?.answers;
  // A city is on the way to a site: the question goes on, beside what was chosen elsewhere.
  if (given === undefined && typeof move.session?.city === 'string') {
    return { move: { ...move, session: { ...move.session, editing: field } }, transcript };
  }
  if (given?.[field] === undefined || isOldChat(field, view)) return null;
  const notes = [...filledOnPages(view, field), ...(move.notes ?? [])];
  return { move: settled(field, { view, given, notes }), transcript };
}

/** Any words would do as a name: after hours they are rather a greeting than the answer. */
function isOldChat(field: AskedField, { session, situation }: View): boolean {
  const isOpen = !fieldOf(field).choices && field !== 'documentNumber' && field !== 'birthDate';
  return isOpen && situation.now - (session.asked?.at ?? situation.now) > OPEN_ANSWER_MS;
}

function settled(
  field: AskedField,
  { view, given, notes }: { view: View; given: Partial<Answers>; notes: Note[] },
): Move {
  const session = { editing: null, city: null };
  const named = { field: view.say(`answer.${field}`) };
  if (!differs(field, given, view))
    return {
      session: { ...session, unconfirmed: null },
      notes: [...notes.filter(isAboutPages), textNote('clash.same', named)],
    };
  const said = view.situation.now.toString(36);
  return { session: { ...session, unconfirmed: { step: CLASH + field, answers: given, said } }, notes };
}

function isAboutPages(note: Note): boolean {
  return note.say === 'text' && note.key === 'resumed.filled';
}

function differs(field: AskedField, given: Partial<Answers>, { answers }: View): boolean {
  return answers[field] !== undefined && !sameAnswer(answers[field], given[field]);
}

/** Pages were filled. An answer that waits for its confirmation here is kept, and held against the one given there. */
export function hearFilled(view: View, filled: readonly string[]): Move {
  const { unconfirmed, editing } = view.session;
  const field = fieldInDoubt(unconfirmed?.step);
  const notes = [filledNote(filled, view)];
  const done = { editing: editing !== null && filled.includes(editing) ? null : editing };
  if (!unconfirmed || field === null || !filled.includes(field)) return { session: done, notes };
  const { session } = settled(field, { view, given: unconfirmed.answers, notes: [] });
  return { session: { ...session, ...done }, notes };
}
