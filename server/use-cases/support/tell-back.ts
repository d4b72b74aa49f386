import type { HandBack, Outcome } from '../../../bot/ports';
import { refundStanding } from '../../../shared/domain/refund-standing';
import type { Registration } from '../../../shared/domain/registration';
import { DAY_MS, HOUR_MS } from '../../../shared/domain/time';
import { changedSince } from '../registrations/answer-marks';
import type { Context } from '../context';
import { noteHandoffEvent } from './note-handoff-event';
import type { Handoff } from '../ports/chat';
import type { Repositories } from '../ports/storage';
import type { Proposal } from '../ports/support';

/** Later nobody remembers that a person served: the bot just goes on. */
const WORTH_TELLING_MS = 7 * DAY_MS;
/** Answers to how it was count for so long, as a conversation of the platform lives (kf.md 5). */
const RATING_OPEN_MS = 48 * HOUR_MS;

/** What is to be said now that a person has ended; null when it was said, or nobody served. */
export async function handBackOf(
  tx: Repositories,
  context: Context,
  { latest, registration, proposal }: Served,
): Promise<HandBack | null> {
  if (!latest || !isUntold(latest, context.clock.now())) return null;
  const handoffId = latest.id;
  if (!registration) return { ...NOTHING_CHANGED, handoffId };
  const since = latest.servedFrom ?? latest.openedAt;
  const [history, payments, refunds] = await Promise.all([
    tx.history.listOf(registration.id),
    tx.payments.listOf(registration.id),
    tx.refunds.listOf(registration.id),
  ]);
  const changes = history.filter(({ at }) => at >= since);
  const paid = payments.filter(({ outcome, learnedAt }) => outcome === 'honoured' && learnedAt >= since);
  const back = refunds.filter(({ state, settledAt }) => state === 'succeeded' && (settledAt ?? 0) >= since);
  const open = refunds.filter(({ state, createdAt }) => state !== 'succeeded' && createdAt >= since);
  const isTheirs = proposal?.registrationId === registration.id && (proposal.settledAt ?? 0) >= since;
  return {
    handoffId,
    from: changes[0]?.from ?? null,
    to: changes.at(-1)?.to ?? null,
    paidFen: sumOf(paid),
    refundedFen: sumOf(back),
    refundingFen: sumOf(open.filter((refund) => refundStanding(refund) !== 'stuck')),
    stuckFen: sumOf(open.filter((refund) => refundStanding(refund) === 'stuck')),
    proposal: isTheirs && proposal.state !== 'open' ? proposal.state : null,
    changed: changedSince(context.hash, latest.answersThen, registration),
  };
}

interface Served {
  latest: Handoff | null;
  registration: Registration | null;
  /** The newest of the account. */
  proposal: Proposal | null;
}

const NOTHING_CHANGED = {
  ...{ from: null, to: null, proposal: null, changed: [] },
  ...{ paidFen: 0, refundedFen: 0, refundingFen: 0, stuckFen: 0 },
} satisfies Omit<HandBack, 'handoffId'>;

function sumOf(rows: readonly { amountFen: number }[]): number {
  return rows.reduce((sum, { amountFen }) => sum + amountFen, 0);
}

/** A person served and has ended, and the candidate was not told yet. */
export function isUntold({ state, servedFrom, ratingAskedAt, closedAt }: Handoff, now: number): boolean {
  const isOver = state === 'closed' && servedFrom !== null && ratingAskedAt === null;
  return isOver && now - (closedAt ?? 0) < WORTH_TELLING_MS;
}

/** It is said in this unit of work, once for ever. False = somebody changed it meanwhile. */
export async function noteTold(tx: Repositories, context: Context, handoffId: string): Promise<boolean> {
  const handoff = await tx.handoffs.find(handoffId);
  if (!handoff || handoff.ratingAskedAt !== null) return true;
  return tx.handoffs.save({ ...handoff, ratingAskedAt: context.clock.now(), answersThen: null });
}

/** Keeps how a candidate found it: their first answer, while it is open. */
export async function rateHandoff(
  tx: Repositories,
  context: Context,
  { accountId, handoffId, rating }: { accountId: string; handoffId: string; rating: 1 | 2 | 3 },
): Promise<Outcome> {
  const handoff = await tx.handoffs.find(handoffId);
  const askedAt = handoff?.ratingAskedAt ?? null;
  const isOpen =
    handoff?.accountId === accountId &&
    askedAt !== null &&
    context.clock.now() - askedAt < RATING_OPEN_MS &&
    (handoff.rating === null || handoff.rating === rating);
  if (!isOpen)
    return { ok: false, why: 'refused', reasons: [{ code: 'state.not_possible', remedy: 'none' }] };
  if (handoff.rating === rating) return { ok: true };
  if (!(await tx.handoffs.save({ ...handoff, rating }))) return { ok: false, why: 'unavailable' };
  await noteHandoffEvent(tx, context, { handoff, what: 'rated' });
  return { ok: true };
}
