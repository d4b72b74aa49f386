import { maxSubjectsAt } from '../../shared/domain/rules/choice';
import { isAskedField, type AskedField, type FieldContext } from '../../shared/domain/fields';
import { openFields } from '../../shared/domain/rules/answers';
import { siteOf, type NoticeId, type Site } from '../../shared/domain/season';
import type { Facts, Request } from '../../shared/domain/facts';
import type { Refusal } from '../../shared/domain/refusal';
import { judge } from '../../shared/domain/transition';
import type { Action } from '../../shared/domain/lifecycle';
import type { View } from '../engine/flow';

/** Why the candidate cannot do something now; empty when they can. Asks the guards, decides nothing itself. */
export function refusalsOf(view: View, action: Action, request: Omit<Request, 'role'> = {}): Refusal[] {
  const { facts } = view.situation;
  if (!facts) return [];
  const verdict = judge(action, facts, { role: 'candidate', ...request });
  return verdict.ok ? [] : verdict.reasons;
}

export function canEdit(view: View): boolean {
  if (!view.registration) return view.season !== null;
  const { facts } = view.situation;
  if (!facts) return true;
  const known = EDITABLE.get(facts);
  if (known !== undefined) return known;
  const editable = refusalsOf(view, 'edit').length === 0;
  EDITABLE.set(facts, editable);
  return editable;
}

/** Judged once for the facts of a situation, though half of the steps ask. */
const EDITABLE = new WeakMap<Facts, boolean>();

export function canTakePhoto(view: View): boolean {
  return view.registration !== null && refusalsOf(view, 'upload_photo').length === 0;
}

/** Answers are being collected: before the information page is submitted, or for an open change. */
export function isCollecting(view: View): boolean {
  const { registration } = view;
  if (!view.season) return false;
  if (!registration) return true;
  return registration.state === 'draft' || registration.changeSet !== null;
}

/** Fields to ask, in order: missing ones, and those that no longer fit the others. */
export function fieldsToAsk(view: View): AskedField[] {
  const { season, answers, situation } = view;
  if (!season) return [];
  const open = situation.facts?.missing ?? openFields(answers, { season, today: situation.today });
  // What waits for the guardian is given, though not stored yet.
  const held = situation.heldAnswers ?? {};
  return open.filter(isAskedField).filter((name) => held[name] === undefined);
}

export function contextOf(view: View): FieldContext {
  const { season, answers, situation } = view;
  if (!season) throw new Error('a field is asked without a season');
  return { season, answers, today: situation.today };
}

export function hasTicked(view: View, id: NoticeId): boolean {
  return view.situation.ticked.includes(id);
}

export function siteIn(view: View): Site | undefined {
  return view.season ? siteOf(view.season, view.answers.siteCode) : undefined;
}

export function subjectLimit(view: View): number {
  return view.season ? maxSubjectsAt(view.season, siteIn(view)) : 0;
}

/** Both addresses verified: the account step is done (S8, S10). */
export function hasAccount(view: View): boolean {
  const { account } = view.situation;
  return account.emailVerified && account.mobileVerified;
}

export function wasShown(view: View, what: string): boolean {
  return view.session.shown.includes(what);
}

export function showing(view: View, what: string): string[] {
  return wasShown(view, what) ? view.session.shown : [...view.session.shown, what];
}

export { isAskedField };
