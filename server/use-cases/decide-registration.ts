import type { Refusal } from '../../shared/domain/refusal';
import type { Decision, Registration } from '../../shared/domain/registration';
import { checkDecisionReason, type DecisionReason } from '../../shared/domain/rules/decision-reason';
import type { Params } from '../../shared/domain/rules/check';
import { deadlinesOf } from '../../shared/domain/calendar';
import { isAskedField } from '../../shared/domain/fields';
import type { Season } from '../../shared/domain/season';
import type { DecisionRefusal } from '../../shared/i18n/staff/decision-refusal';
import { changeRegistration } from './change-registration';
import type { Context } from './context';
import type { StaffMember } from './ports/review';
import { undone, type Repositories, type Undone } from './ports/storage';
import { decidedOn } from './review-difference';
import { reviewRound } from './review-round';
import { awayBehind } from './staff-leave';
import { isOwnRegistration, mayReview, staffActor } from './staff-rights';

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

export type Decided =
  /** `repeated`: this very decision of this very reviewer stood already. */
  | { ok: true; registration: Registration; season: Season; repeated: boolean }
  | {
      ok: false;
      why: DecisionRefusal;
      /** Present registration; null when the asker may not know of it. */
      registration: Registration | null;
      /** Of a refused reason: its code, which is a text key, and values for the text. */
      reason?: { code: string; params?: Params };
    };

const TRIES = 3;
/** Ids of staff are 38 characters long at most: a column of 255 holds six. */
const MOST_BEHIND = 6;

/**
 * Approves or rejects exactly the version that was shown (S36-S46, promise 8). Two at once, doubled and late ones find the
 * present state; nothing is overwritten.
 */
export async function decideRegistration(context: Context, input: DecisionInput): Promise<Decided> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const decided = await context.unitOfWork.run((tx) => decideWithin(tx, context, input));
    if (decided.ok || decided.why !== 'conflict') return decided;
  }
  return { ok: false, why: 'conflict', registration: null };
}

/** The same inside the caller's unit of work. On `conflict` somebody was faster: the caller starts again. */
export async function decideWithin(
  tx: Repositories,
  context: Context,
  input: DecisionInput,
): Promise<Decided | Undone<Decided>> {
  const { member, revisionShown } = input;
  const { registration, season, round, viewed, account } = await load(tx, input);
  if (!registration || !season || !mayReview(member, registration))
    return refuse(tx, context, input, 'absent', null);
  const no = (why: DecisionRefusal, reason?: { code: string; params?: Params }): Promise<Decided> =>
    refuse(tx, context, input, why, registration, reason);

  if (await isOwnRegistration(tx, context, { member, registration, account }))
    return no('conflict_of_interest');
  if (registration.state !== 'pending') {
    if (!isRepeat(input, registration, round)) return no('late');
    await audit(tx, context, { input, registration, action: 'review.decision_repeated', detail: 'repeated' });
    return { ok: true, registration, season, repeated: true };
  }
  if (round !== input.roundShown || registration.revision !== revisionShown) return no('late');
  const reason = reasonOf(input, season);
  if (!reason.ok) return no(reason.why, reason.detail);
  if (!viewed && needsLook(input, season)) return no('not_viewed');
  if (isFinalRejection(input, registration, season, context.clock.now())) return no('final_unconfirmed');
  return apply(tx, context, { input, registration, season, reason: reason.value });
}

/** What the decision judges, in one round trip. Whoever changes any of it meanwhile wins by the registration's version. */
async function load(tx: Repositories, { registrationId: id, revisionShown, member, outcome }: DecisionInput) {
  const [registration, season, round, viewed, account] = await Promise.all([
    tx.registrations.find(id),
    tx.seasons.findOfRegistration(id),
    reviewRound(tx, id),
    outcome.kind === 'approve' && tx.views.has(id, revisionShown, member.id),
    member.mobileHash === null ? null : tx.accounts.findOfRegistration(id),
  ]);
  return { registration, season, round, viewed, account };
}

function isRepeat(input: DecisionInput, registration: Registration, round: number): boolean {
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
function needsLook({ outcome }: DecisionInput, season: Season): boolean {
  if (outcome.kind !== 'approve') return false;
  return outcome.viewedOnly === true || season.policies.approveFromCard !== 'always';
}

function isFinalRejection(
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

interface Applied {
  input: DecisionInput;
  registration: Registration;
  season: Season;
  reason: DecisionReason | null;
}

async function apply(
  tx: Repositories,
  context: Context,
  { input, registration, season, reason }: Applied,
): Promise<Decided | Undone<Decided>> {
  const { member, channel, outcome, revisionShown } = input;
  const decision: Decision = {
    outcome: outcome.kind === 'approve' ? 'approved' : 'rejected',
    revision: revisionShown,
    decidedAt: context.clock.now(),
    decidedBy: member.id,
    reasonCode: reason?.reasonCode ?? null,
    reasonWords: reason?.reasonWords ?? null,
    marked: markedOf(input, season),
    // Only what is rejected comes back changed.
    ...(outcome.kind === 'reject' && { decidedOn: decidedOn(context.hash, registration) }),
    ...resubmitted(registration.decision),
  };
  const changed = await changeRegistration(tx, context, {
    registration,
    season,
    action: outcome.kind,
    actor: staffActor(member, channel),
    request: { revisionShown, reasonGiven: reason !== null },
    patch: { decision },
    reason: reason === null ? null : (reason.reasonCode ?? 'own_words'),
    onBehalfOf: await colleaguesBehind(tx, { member, registration, now: context.clock.now() }),
  });
  if (changed.ok) return { ok: true, registration: changed.registration, season, repeated: false };
  if (changed.why !== 'refused') return undone<Decided>({ ok: false, why: 'conflict', registration });
  return refuse(tx, context, input, whyOf(changed.reasons[0]), registration);
}

/** Colleagues of the site who are away and named this member, as far as a history line holds them. */
async function colleaguesBehind(
  tx: Repositories,
  { member, registration, now }: { member: StaffMember; registration: Registration; now: number },
): Promise<string[]> {
  const away = await awayBehind(tx, member.id, now);
  if (away.length === 0) return [];
  const colleagues = await tx.staff.reviewersOf(registration.answers.siteCode ?? '');
  return away.filter((id) => colleagues.some((colleague) => colleague.id === id)).slice(0, MOST_BEHIND);
}

/** What was resubmitted in time keeps its time (domain.md 2, time axis), also when this decision is taken back. */
function resubmitted(before: Decision | null): Pick<Decision, 'before'> {
  if (before?.outcome !== 'rejected') return {};
  const { before: _, ...rejection } = before;
  return { before: rejection };
}

function whyOf(refusal: Refusal): DecisionRefusal {
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

function markedOf({ outcome }: DecisionInput, season: Season): string[] {
  if (outcome.kind === 'approve') return [];
  const coded = season.rejectReasons.find((reason) => reason.code === outcome.reasonCode)?.fields ?? [];
  const marked = outcome.marked && outcome.marked.length > 0 ? outcome.marked : coded;
  return [...new Set(marked)].filter((field) => field === 'photo' || isAskedField(field));
}

/** Nothing changes, and the attempt is on record (reliability.md 5, cards and reviewer page). */
async function refuse(
  tx: Repositories,
  context: Context,
  input: DecisionInput,
  why: DecisionRefusal,
  registration: Registration | null,
  reason?: { code: string; params?: Params },
): Promise<Decided> {
  await audit(tx, context, { input, registration, action: 'review.decision_refused', detail: why });
  return { ok: false, why, registration, reason };
}

async function audit(
  tx: Repositories,
  context: Context,
  record: { input: DecisionInput; registration: Registration | null; action: string; detail: string },
): Promise<void> {
  const { input, registration, action, detail } = record;
  await tx.audit.append({
    id: context.newId(),
    action,
    actor: staffActor(input.member, input.channel),
    registrationId: input.registrationId,
    from: registration?.state ?? null,
    to: null,
    revision: input.revisionShown,
    reason: `${input.outcome.kind}.${detail}`,
    at: context.clock.now(),
  });
}
