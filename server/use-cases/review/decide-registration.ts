import type { Decision, Registration } from '../../../shared/domain/registration';
import type { DecisionReason } from '../../../shared/domain/rules/decision-reason';
import type { Params } from '../../../shared/domain/rules/check';
import type { Season } from '../../../shared/domain/season';
import type { DecisionRefusal } from '../../../shared/i18n/staff/decision-refusal';
import { changeRegistration } from '../registrations/change-registration';
import type { Context } from '../context';
import {
  isFinalRejection,
  isRepeat,
  markedOf,
  needsLook,
  reasonOf,
  resubmitted,
  whyOf,
  type DecisionInput,
} from './judge-decision';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { decidedOn } from './review-difference';
import { reviewRound } from './review-round';
import { awayBehind } from '../staff/staff-leave';
import { isOwnRegistration, mayReview, staffActor } from '../staff/staff-rights';

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
  const now = context.clock.now();
  const { registration, season, round, viewed, account, away } = await load(tx, input, now);
  if (!registration || !season || !mayReview(member, registration))
    return refuse(tx, context, { input, registration: null, why: 'absent' });
  const no = (why: DecisionRefusal, reason?: { code: string; params?: Params }): Promise<Decided> =>
    refuse(tx, context, { input, registration, why, reason });

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
  if (isFinalRejection(input, registration, season, now)) return no('final_unconfirmed');
  return apply(tx, context, { input, registration, season, reason: reason.value, away });
}

/** What the decision judges, in one round trip. Whoever changes any of it meanwhile wins by the registration's version. */
async function load(
  tx: Repositories,
  { registrationId: id, revisionShown, member, outcome }: DecisionInput,
  now: number,
) {
  const [registration, season, round, viewed, account, away] = await Promise.all([
    tx.registrations.find(id),
    tx.seasons.findOfRegistration(id),
    reviewRound(tx, id),
    outcome.kind === 'approve' && tx.views.has(id, revisionShown, member.id),
    member.mobileHash === null ? null : tx.accounts.findOfRegistration(id),
    awayBehind(tx, member.id, now),
  ]);
  return { registration, season, round, viewed, account, away };
}

interface Applied {
  input: DecisionInput;
  registration: Registration;
  season: Season;
  reason: DecisionReason | null;
  /** Members who are away and for whom this one acts, wherever they review. */
  away: string[];
}

async function apply(
  tx: Repositories,
  context: Context,
  { input, registration, season, reason, away }: Applied,
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
    onBehalfOf: await colleaguesBehind(tx, { registration, away }),
  });
  if (changed.ok) return { ok: true, registration: changed.registration, season, repeated: false };
  if (changed.why !== 'refused') return undone<Decided>({ ok: false, why: 'conflict', registration });
  return refuse(tx, context, { input, registration, why: whyOf(changed.reasons[0]) });
}

/** Of those who are away the colleagues of the site, as far as a history line holds them. */
async function colleaguesBehind(
  tx: Repositories,
  { registration, away }: { registration: Registration; away: string[] },
): Promise<string[]> {
  if (away.length === 0) return [];
  const colleagues = await tx.staff.reviewersOf(registration.answers.siteCode ?? '');
  return away.filter((id) => colleagues.some((colleague) => colleague.id === id)).slice(0, MOST_BEHIND);
}

interface Refused {
  input: DecisionInput;
  registration: Registration | null;
  why: DecisionRefusal;
  reason?: { code: string; params?: Params };
}

/** Nothing changes, and the attempt is on record (reliability.md 5, cards and reviewer page). */
async function refuse(tx: Repositories, context: Context, refused: Refused): Promise<Decided> {
  const { input, registration, why, reason } = refused;
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
