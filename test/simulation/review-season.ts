import { NO_NEW_ORDER_MS } from '../../shared/domain/guards';
import type { Decision, Registration } from '../../shared/domain/registration';
import type { Waiting } from '../../shared/domain/review-order';
import type { Season } from '../../shared/domain/season';
import { queuedReview } from '../../server/use-cases/review/queued-review';
import { registrationDeadlines } from '../../server/use-cases/registrations/registration-facts';
import { nextSupportOpening } from '../../server/use-cases/support/support-hours';
import { registrationAt } from '../support/registrations';
import { instantOf, plainDateAt } from '../../shared/domain/time';
import { awake, type Candidate } from './candidates';

// One season of a review desk: candidates submit, reviewers take the first of the queue in office hours, the rejected
// correct and submit again, the approved pay. Ends and deadlines are the product's own.

/** Negative when the first of the two is decided before the other. */
export type Order = (one: Waiting, other: Waiting) => number;

/** How a reviewer's time compares with the usual: 1.3 takes longer. */
export interface Reviewer {
  pace: number;
}

export interface Outcome {
  candidates: number;
  decisions: number;
  /** Still undecided when it could no longer be decided. */
  undecided: number;
  /** Rejected, and back only after the resubmission end. */
  rejectedTooLate: number;
  /** Approved, and at the payment only after its end. */
  approvedTooLate: number;
  lost: number;
}

interface Case {
  candidate: Candidate;
  round: number;
  registration: Registration;
}

type Fate = 'undecided' | 'rejectedTooLate' | 'approvedTooLate' | 'paid';

interface Entered {
  queued: Waiting;
  one: Case;
}

interface Desk {
  season: Season;
  /** Submissions to come, the next one last. */
  coming: { at: number; one: Case }[];
  /** Who waits, the first to be decided last. */
  waiting: Entered[];
  order: Order;
  fates: Map<string, Fate>;
  decisions: number;
}

export function simulate(options: {
  season: Season;
  candidates: readonly Candidate[];
  reviewers: readonly Reviewer[];
  order: Order;
}): Outcome {
  const { season, candidates, order } = options;
  const desk: Desk = { season, order, coming: [], waiting: [], fates: new Map(), decisions: 0 };
  for (const candidate of candidates) come(desk, candidate.submitsAt, firstCase(candidate, season));
  const opening = openingsOf(season);
  const free = options.reviewers.map((reviewer) => ({ ...reviewer, at: 0 }));
  for (;;) {
    const reviewer = free.reduce((first, one) => (one.at < first.at ? one : first));
    const at = Math.max(reviewer.at, nextWork(desk, reviewer.at));
    const now = Number.isFinite(at) ? opening(at) : at;
    if (now >= season.paymentEndsAt) break;
    receive(desk, now);
    const next = firstOf(desk, now);
    reviewer.at = next ? decide(desk, next, { now, pace: reviewer.pace }) : now + 1;
  }
  for (const { one } of [...desk.coming, ...desk.waiting]) desk.fates.set(one.candidate.id, 'undecided');
  return outcomeOf(desk);
}

/** The next instant at which the desk works, remembered until it closes. */
function openingsOf({ supportHours, workCalendar }: Season): (at: number) => number {
  let [opensAt, closesAt] = [0, 0];
  return (at) => {
    if (at >= opensAt && at < closesAt) return at;
    opensAt = nextSupportOpening(supportHours, at, workCalendar);
    closesAt = instantOf(plainDateAt(opensAt), supportHours.toMinute);
    return opensAt;
  };
}

function firstCase(candidate: Candidate, season: Season): Case {
  const { id, siteCode, submitsAt } = candidate;
  const registration = registrationAt(submitsAt, {
    id,
    accountId: id,
    seasonId: season.id,
    state: 'ready',
    answers: { siteCode },
    informationSubmittedAt: submitsAt,
  });
  return { candidate, round: 0, registration };
}

function come({ coming }: Desk, at: number, one: Case): void {
  insert(coming, { at, one }, (first, second) => first.at - second.at);
}

/** Keeps the least one last. */
function insert<T>(sorted: T[], added: T, order: (one: T, other: T) => number): void {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (order(sorted[middle]!, added) > 0) from = middle + 1;
    else to = middle;
  }
  sorted.splice(from, 0, added);
}

/** When there is something to look at: at once while somebody waits, else at the next submission. */
function nextWork({ waiting, coming }: Desk, now: number): number {
  return waiting.length > 0 ? now : (coming[coming.length - 1]?.at ?? Infinity);
}

function receive(desk: Desk, now: number): void {
  for (let next = desk.coming.at(-1); next && next.at <= now; next = desk.coming.at(-1)) {
    desk.coming.pop();
    const { at, one } = next;
    const registration: Registration = { ...one.registration, state: 'pending', submittedForReviewAt: at };
    const queued = queuedReview(registration, desk.season, at);
    const entered = { queued, one: { ...one, registration } };
    insert(desk.waiting, entered, (first, second) => desk.order(first.queued, second.queued));
  }
}

/** The first in the order who can still be decided; who cannot leaves the queue. */
function firstOf({ waiting, fates }: Desk, now: number): Entered | null {
  for (let first = waiting.pop(); first; first = waiting.pop()) {
    if (first.queued.decideBy > now) return first;
    fates.set(first.one.candidate.id, 'undecided');
  }
  return null;
}

/** Decides one and returns when the reviewer is free again. */
function decide(desk: Desk, { queued, one }: Entered, { now, pace }: { now: number; pace: number }): number {
  const { candidate } = one;
  const round = candidate.rounds[one.round]!;
  const decidedAt = Math.ceil(now + round.reviewMs * pace);
  if (decidedAt >= queued.decideBy) {
    desk.fates.set(candidate.id, 'undecided');
    return decidedAt;
  }
  desk.decisions += 1;
  if (round.rejected) reject(desk, one, decidedAt);
  else desk.fates.set(candidate.id, isPaid(desk, one, decidedAt) ? 'paid' : 'approvedTooLate');
  return decidedAt;
}

function reject(desk: Desk, one: Case, decidedAt: number): void {
  const registration = decided(one, 'rejected', decidedAt);
  const at = awake(Math.ceil(decidedAt + one.candidate.rounds[one.round]!.fixMs));
  const { resubmissionEndsAt } = registrationDeadlines(registration, desk.season, decidedAt);
  const hasRound = one.round + 1 < one.candidate.rounds.length;
  if (at >= (resubmissionEndsAt ?? 0) || !hasRound) desk.fates.set(one.candidate.id, 'rejectedTooLate');
  else come(desk, at, { ...one, round: one.round + 1, registration });
}

function isPaid(desk: Desk, one: Case, decidedAt: number): boolean {
  const { paymentDueAt } = registrationDeadlines(decided(one, 'approved', decidedAt), desk.season, decidedAt);
  return awake(decidedAt + one.candidate.payMs) < paymentDueAt - NO_NEW_ORDER_MS;
}

function decided({ registration }: Case, outcome: Decision['outcome'], decidedAt: number): Registration {
  const { revision } = registration;
  const words = { reasonCode: null, reasonWords: null, marked: [] };
  return {
    ...registration,
    state: outcome,
    decision: { outcome, revision, decidedAt, decidedBy: 'reviewer', ...words },
  };
}

function outcomeOf({ fates, decisions }: Desk): Outcome {
  const counts = { paid: 0, undecided: 0, rejectedTooLate: 0, approvedTooLate: 0 };
  for (const fate of fates.values()) counts[fate] += 1;
  const { undecided, rejectedTooLate, approvedTooLate } = counts;
  const lost = undecided + rejectedTooLate + approvedTooLate;
  return { candidates: fates.size, decisions, undecided, rejectedTooLate, approvedTooLate, lost };
}
