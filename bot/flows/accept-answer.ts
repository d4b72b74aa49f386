import { fieldOf, type AskedField, type FieldCheck, type FieldContext } from '../../shared/domain/fields';
import type { Answers, DocumentType } from '../../shared/domain/registration';
import { needsPlainNotice } from '../../shared/domain/rules/age';
import type { Move, View } from '../engine/flow';
import { textNote } from '../engine/flow';
import type { Note, Session } from '../ports';
import { contextOf, showing, wasShown } from './facts';
import { asksOnPage } from './page-policy';

/**
 * One answer through its rule. Accepted answers commit in this turn; under the policy `safe` a personal one that was
 * typed all the same is confirmed first, and the person told that WeChat keeps it.
 */
export function acceptAnswer(
  name: AskedField,
  raw: unknown,
  view: View,
  extra: Partial<Answers> | null = null,
): Move {
  const check: FieldCheck = fieldOf(name).check(raw, contextWith(extra, view));
  if (!check.ok) return { ...typeOffer(check, raw, view), notes: problemNotes(check) };
  const answers: Partial<Answers> = { ...extra, [name]: check.value, ...check.also };
  const warnings = warningNotes(check);
  if (asksOnPage(name, view)) {
    return {
      session: { unconfirmed: unconfirmed(name, answers, view) },
      notes: [textNote('field.wechat_keeps'), ...warnings],
    };
  }
  const move = saveAnswers(answers, view, warnings);
  return asksNumberAgain(name, answers, view)
    ? { ...move, onOk: { ...move.onOk, editing: 'documentNumber' } }
    : move;
}

/** What was offered masked and only chosen: WeChat keeps nothing of it, so it is saved as it is. */
export function acceptOffered(name: AskedField, value: unknown, view: View): Move {
  const check: FieldCheck = fieldOf(name).check(value, contextOf(view));
  if (!check.ok) return { notes: problemNotes(check) };
  return saveAnswers({ [name]: check.value, ...check.also }, view, warningNotes(check));
}

/** What is known, with what the same sentence says. */
function contextWith(extra: Partial<Answers> | null, view: View): FieldContext {
  const context = contextOf(view);
  return extra === null ? context : { ...context, answers: { ...context.answers, ...extra } };
}

/** Type and number belong together (S18): another type asks for its number. */
function asksNumberAgain(name: AskedField, answers: Partial<Answers>, { answers: known }: View): boolean {
  return (
    name === 'documentType' &&
    known.documentNumber !== undefined &&
    known.documentType !== answers.documentType
  );
}

export function saveAnswers(answers: Partial<Answers>, view: View, warnings: Note[] = []): Move {
  const minor = minorNotes(answers, view);
  const shown = minor.length > 0 ? showing(view, 'minor') : view.session.shown;
  return {
    act: { kind: 'save_answers', answers },
    session: { unconfirmed: null },
    onOk: { editing: null, city: null, shown },
    notes: [...warnings, ...minor],
  };
}

/** A number that is right under another type: offered to switch to, the number kept until it is confirmed. */
function typeOffer(check: Extract<FieldCheck, { ok: false }>, raw: unknown, view: View): Move {
  const fits = check.code === 'document.type_mismatch' ? check.params?.fits : undefined;
  if (typeof fits !== 'string' || typeof raw !== 'string') return {};
  const documentType = fits as DocumentType;
  const switched = fieldOf('documentNumber').check(raw, contextWith({ documentType }, view));
  if (!switched.ok) return {};
  const answers: Partial<Answers> = { documentType, documentNumber: switched.value, ...switched.also };
  return { session: { unconfirmed: unconfirmed('switch', answers, view) } };
}

/** Marked by its instant, so that a tap on an earlier confirmation is stale. */
export function unconfirmed(
  step: string,
  answers: Partial<Answers>,
  view: View,
): NonNullable<Session['unconfirmed']> {
  return { step, answers, said: view.situation.now.toString(36) };
}

function warningNotes({ warnings }: Extract<FieldCheck, { ok: true }>): Note[] {
  return warnings.map(({ code, params }) => ({ say: 'problem', code, params }));
}

function problemNotes(check: Extract<FieldCheck, { ok: false }>): Note[] {
  const notes: Note[] = [{ say: 'problem', code: check.code, params: check.params }];
  if (check.likelySlip)
    notes.push({ say: 'problem', code: check.likelySlip.code, params: check.likelySlip.params });
  return notes;
}

/** 14 to 17: what the data is used for, once, in plain words (PR2). */
function minorNotes(answers: Partial<Answers>, view: View): Note[] {
  const { birthDate } = answers;
  if (!birthDate || wasShown(view, 'minor')) return [];
  return needsPlainNotice(birthDate, view.situation.today) ? [textNote('minor.plain')] : [];
}
