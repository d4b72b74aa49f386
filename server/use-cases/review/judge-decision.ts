import { deadlinesOf } from '../../../shared/domain/calendar';
import { isAskedField } from '../../../shared/domain/fields';
import type { Refusal } from '../../../shared/domain/refusal';
import type { Decision, Registration } from '../../../shared/domain/registration';
import type { Params } from '../../../shared/domain/rules/check';
import { checkDecisionReason, type DecisionReason } from '../../../shared/domain/rules/decision-reason';
import type { Season } from '../../../shared/domain/season';
import type { DecisionRefusal } from '../../../shared/i18n/staff/decision-refusal';
import type { StaffMember } from '../ports/review';

/** What a reviewer asks for, by card or by page. */
export interface DecisionInput {
  registrationId: string;
  member: StaffMember;
  channel: 'card' | 'staff_page';
  /** What was shown: exactly this may be decided (promise 8). */
  revisionShown: number;
  roundShown: number;
  outcome:
    | {
        kind: 'approve';
        /** Only what the member has opened, whatever the season allows from cards: many at once are never approved unseen. */
        viewedOnly?: boolean;
      }
    | {
        kind: 'reject';
        reasonCode: string | null;
        words: string | null;
        /** Fields, or `photo`, to lead the candidate to; null takes those of the coded reason. */
        marked: readonly string[] | null;
        /** The warning that the candidate can no longer fix it was shown before (policy `siteClose`). */
        finalConfirmed: boolean;
      };
}

type ReasonOutcome =
  | { ok: true; value: DecisionReason | null }
  | { ok: false; why: DecisionRefusal; detail: { code: string; params?: Params } };

/** What the candidate would be told, or why the reason cannot be used. */
export function reasonOf({ outcome }: Pick<DecisionInput, 'outcome'>, season: Season): ReasonOutcome {
  if (outcome.kind === 'approve') return { ok: true, value: null };
  const checked = checkDecisionReason({ code: outcome.reasonCode, words: outcome.words }, season);
  if (checked.ok) return { ok: true, value: checked.value };
  const detail = { code: checked.code, params: checked.params };
  if (checked.code === 'reason.required') return { ok: false, why: 'reason_required', detail };
  if (checked.code === 'reason.words_needed') return { ok: false, why: 'reason_words_needed', detail };
  return { ok: false, why: 'reason_refused', detail };
}

/** The photo is on the page only: whoever approves has opened this revision there (policy approveFromCard). */
export function needsLook({ outcome }: DecisionInput, season: Season): boolean {
  if (outcome.kind !== 'approve') return false;
  return outcome.viewedOnly === true || season.policies.approveFromCard !== 'always';
}

export function isFinalRejection(
  { outcome }: DecisionInput,
  registration: Registration,
  season: Season,
  now: number,
): boolean {
  return (
    outcome.kind === 'reject' && !outcome.finalConfirmed && endOfFixing(registration, season, now) <= now
  );
}

/** Until when the candidate could resubmit after a rejection now; in the past when it could not be fixed any more. */
export function endOfFixing(registration: Registration, season: Season, now: number): number {
  const deadlines = deadlinesOf(
    {
      now,
      siteCode: registration.answers.siteCode ?? null,
      informationSubmittedAt: registration.informationSubmittedAt,
      decision: { outcome: 'rejected', decidedAt: now },
    },
    season,
  );
  return deadlines.resubmissionEndsAt ?? deadlines.paymentDueAt;
}

/** Whether this very decision of this very reviewer stands already. */
export function isRepeat(input: DecisionInput, registration: Registration, round: number): boolean {
  const { decision } = registration;
  const outcome = input.outcome.kind === 'approve' ? 'approved' : 'rejected';
  return (
    decision !== null &&
    round === input.roundShown &&
    decision.revision === input.revisionShown &&
    decision.outcome === outcome &&
    decision.decidedBy === input.member.id
  );
}

/** What was resubmitted in time keeps its time (domain.md 2, time axis), also when this decision is taken back. */
export function resubmitted(before: Decision | null): Pick<Decision, 'before'> {
  if (before?.outcome !== 'rejected') return {};
  const { before: _, ...rejection } = before;
  return { before: rejection };
}

export function whyOf(refusal: Refusal): DecisionRefusal {
  switch (refusal.code) {
    case 'review.ended':
      return 'review_ended';
    case 'payment.due_passed':
      return 'payment_due_passed';
    case 'review.reason_required':
      return 'reason_required';
    case 'role.not_allowed':
      return 'absent';
    default:
      return 'late';
  }
}

export function markedOf({ outcome }: DecisionInput, season: Season): string[] {
  if (outcome.kind === 'approve') return [];
  const coded = season.rejectReasons.find((reason) => reason.code === outcome.reasonCode)?.fields ?? [];
  const marked = outcome.marked && outcome.marked.length > 0 ? outcome.marked : coded;
  return [...new Set(marked)].filter((field) => field === 'photo' || isAskedField(field));
}
