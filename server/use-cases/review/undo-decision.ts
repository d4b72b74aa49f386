import { maskName, maskText } from '../../../shared/domain/masks';
import type { Refusal } from '../../../shared/domain/refusal';
import type { Actor, Registration } from '../../../shared/domain/registration';
import type { Params } from '../../../shared/domain/rules/check';
import { checkDecisionReason } from '../../../shared/domain/rules/decision-reason';
import type { Season } from '../../../shared/domain/season';
import { judge } from '../../../shared/domain/transition';
import type { DecisionRefusal } from '../../../shared/i18n/staff/decision-refusal';
import { changeRegistration } from '../registrations/change-registration';
import type { Context } from '../context';
import type { StaffMember } from '../ports/review';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { registrationFacts } from '../registrations/registration-facts';
import { reviewRound } from './review-round';
import { isOwnRegistration, mayReview } from '../staff/staff-rights';

/** What a lead asks for on the page. */
export interface UndoInput {
  registrationId: string;
  member: StaffMember;
  /** Of the decision that was shown: exactly this one is taken back. */
  revisionShown: number;
  roundShown: number;
  /** Why, for colleagues; the candidate is told only that it happened. */
  words: string;
  /** False: says only whether it could be done. */
  confirmed: boolean;
}

export type UndoOutcome =
  | { kind: 'to_confirm' }
  /** `repeated`: this very member had taken this very decision back already. */
  | { kind: 'undone'; repeated: boolean }
  | { kind: 'refused'; why: DecisionRefusal; reason?: { code: string; params?: Params } };

const TRIES = 3;

/**
 * Takes a decision back before anything is paid for (domain.md 2, "undo"): the registration waits again, with cards sent
 * anew and the candidate told. Two at once, doubled and late ones find the present state.
 */
export async function undoDecision(context: Context, input: UndoInput): Promise<UndoOutcome> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const outcome = await context.unitOfWork.run((tx) => undoWithin(tx, context, input));
    if (outcome.kind !== 'refused' || outcome.why !== 'conflict') return outcome;
  }
  return { kind: 'refused', why: 'conflict' };
}

async function undoWithin(
  tx: Repositories,
  context: Context,
  input: UndoInput,
): Promise<UndoOutcome | Undone<UndoOutcome>> {
  const { member, registrationId, confirmed } = input;
  const registration = await tx.registrations.find(registrationId);
  const season = registration && (await tx.seasons.find(registration.seasonId));
  const no = (why: DecisionRefusal, reason?: { code: string; params?: Params }) =>
    refuse(tx, context, { input, registration, why, reason });
  if (!registration || !season || !mayReview(member, registration)) return no('absent');
  if (await isOwnRegistration(tx, context, { member, registration })) return no('conflict_of_interest');
  const round = await reviewRound(tx, registrationId);
  if (await isRepeat(tx, { input, registration, round })) {
    await audit(tx, context, { input, registration, action: 'review.undo_repeated', detail: null });
    return { kind: 'undone', repeated: true };
  }
  const why = undoRefusal(registration, season, { member, now: context.clock.now() });
  if (why) return no(why);
  if (round !== input.roundShown || registration.decision?.revision !== input.revisionShown)
    return no('late');
  const checked = checkDecisionReason({ words: input.words }, season);
  if (!checked.ok) {
    const reason = { code: checked.code, params: checked.params };
    return no(checked.code === 'reason.required' ? 'undo_reason_required' : 'reason_refused', reason);
  }
  if (!confirmed) return { kind: 'to_confirm' };
  return apply(tx, context, { input, registration, season, words: checked.value.reasonWords ?? '' });
}

async function apply(
  tx: Repositories,
  context: Context,
  applied: { input: UndoInput; registration: Registration; season: Season; words: string },
): Promise<UndoOutcome | Undone<UndoOutcome>> {
  const { input, registration, season, words } = applied;
  const changed = await changeRegistration(tx, context, {
    registration,
    season,
    action: 'undo_decision',
    actor: actorOf(input.member),
    request: { revisionShown: input.revisionShown },
    reason: maskedWords(words, registration),
  });
  if (changed.ok) return { kind: 'undone', repeated: false };
  if (changed.why !== 'refused') return undone<UndoOutcome>({ kind: 'refused', why: 'conflict' });
  return refuse(tx, context, { input, registration, why: whyOf(changed.reasons[0]) });
}

/** Why the decision that stands cannot be taken back by this member now, or null. */
export function undoRefusal(
  registration: Registration,
  season: Season,
  { member, now }: { member: StaffMember; now: number },
): DecisionRefusal | null {
  if (!member.roles.includes('lead')) return 'lead_only';
  const { state, decision } = registration;
  if (state === 'paying') return 'order_open';
  if (state === 'part_paid' || state === 'paid') return 'already_paid';
  const request = { role: 'lead', revisionShown: decision?.revision } as const;
  const verdict = judge('undo_decision', registrationFacts(registration, season, now), request);
  return verdict.ok ? null : whyOf(verdict.reasons[0]);
}

const ENDED = ['order_open', 'already_paid', 'undo_ended'] as const;

/** Why a decision that stands can be taken back no more. */
export type UndoEnded = (typeof ENDED)[number];

export function isUndoEnded(why: DecisionRefusal): why is UndoEnded {
  return (ENDED as readonly string[]).includes(why);
}

function whyOf({ code }: Refusal): DecisionRefusal {
  switch (code) {
    case 'role.not_allowed':
      return 'lead_only';
    case 'payment.order_open':
      return 'order_open';
    case 'review.ended':
    case 'payment.due_passed':
      return 'undo_ended';
    default:
      return 'late';
  }
}

/** Whoever reviews and leads takes back as the lead. */
function actorOf({ roles, userid, id }: StaffMember): Actor {
  return { role: roles.includes('lead') ? 'lead' : 'reviewer', id: userid ?? id, channel: 'staff_page' };
}

/** History and audit hold no personal value: not the number, nor the name of the candidate (PR10). */
function maskedWords(words: string, { answers }: Registration): string {
  const masked = maskText(words);
  return answers.name ? masked.replaceAll(answers.name, maskName(answers.name)) : masked;
}

async function isRepeat(
  tx: Repositories,
  { input, registration, round }: { input: UndoInput; registration: Registration; round: number },
): Promise<boolean> {
  if (registration.state !== 'pending' || round !== input.roundShown + 1) return false;
  const last = (await tx.history.listOf(registration.id)).at(-1);
  return last?.event === 'review.undone' && last.actor.id === actorOf(input.member).id;
}

/** Nothing changes, and the attempt is on record. */
async function refuse(
  tx: Repositories,
  context: Context,
  refused: {
    input: UndoInput;
    registration: Registration | null;
    why: DecisionRefusal;
    reason?: { code: string; params?: Params };
  },
): Promise<UndoOutcome> {
  const { input, registration, why, reason } = refused;
  await audit(tx, context, { input, registration, action: 'review.undo_refused', detail: why });
  return { kind: 'refused', why, ...(reason && { reason }) };
}

async function audit(
  tx: Repositories,
  context: Context,
  record: { input: UndoInput; registration: Registration | null; action: string; detail: string | null },
): Promise<void> {
  const { input, registration, action, detail } = record;
  await tx.audit.append({
    id: context.newId(),
    action,
    actor: actorOf(input.member),
    registrationId: input.registrationId,
    from: registration?.state ?? null,
    to: null,
    revision: input.revisionShown,
    reason: detail,
    at: context.clock.now(),
  });
}
