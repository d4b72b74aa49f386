import type { HandBack, Outcome } from '../../bot/ports';
import type { Registration } from '../../shared/domain/registration';
import { DAY_MS, HOUR_MS } from '../../shared/domain/time';
import type { Context } from './context';
import { noteHandoffEvent } from './note-handoff-event';
import type { Handoff } from './ports/chat';
import type { Repositories } from './ports/storage';

/** Later nobody remembers that a person served: the bot just goes on. */
const WORTH_TELLING_MS = 7 * DAY_MS;
/** Answers to how it was count for so long, as a conversation of the platform lives (kf.md 5). */
const RATING_OPEN_MS = 48 * HOUR_MS;

/** What is to be said now that a person has ended; null when it was said, or nobody served. */
export async function handBackOf(
  tx: Repositories,
  { latest, registration, now }: { latest: Handoff | null; registration: Registration | null; now: number },
): Promise<HandBack | null> {
  if (!latest || !isUntold(latest, now)) return null;
  const since = latest.servedFrom ?? latest.openedAt;
  const history = registration ? await tx.history.listOf(registration.id) : [];
  const changes = history.filter(({ at }) => at >= since);
  return { handoffId: latest.id, from: changes[0]?.from ?? null, to: changes.at(-1)?.to ?? null };
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
  return tx.handoffs.save({ ...handoff, ratingAskedAt: context.clock.now() });
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
