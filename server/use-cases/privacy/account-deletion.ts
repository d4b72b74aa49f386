import { isFinal } from '../../../shared/domain/lifecycle';
import type { Refusal } from '../../../shared/domain/refusal';
import type { Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { addDays, DAY_MS, instantOf } from '../../../shared/domain/time';
import type { Context } from '../context';
import type { Repositories } from '../ports/storage';

/** Days after the exam until which a paid registration stays: scores and disputes end by then (PR12). */
const DISPUTES_DAYS = 180;
/** Consents are proofs: three years after the account is gone (PR12). */
const PROOFS_MS = 3 * 365 * DAY_MS;

/** Until when a paid registration of this sitting is needed. */
export function disputesEndOf({ examTo }: Pick<Season, 'examTo'>): number {
  return instantOf(addDays(examTo, DISPUTES_DAYS + 1));
}

/** A registration with what its owner's wish to be forgotten means for it. */
export interface Fate {
  registration: Registration;
  season: Season;
  /** `keep`: restricted, and erased when `until` comes (PR14). */
  fate: 'erase' | 'keep';
  until: number;
}

export interface DeletionPlan {
  fates: Fate[];
  /** What has to end first; empty = it can be done now. */
  reasons: Refusal[];
  /** Until when consents stay as proofs. */
  proofsUntil: number;
}

/**
 * What deleting an account would do now (PR14). Nothing unpaid holds anybody back, in whatever state (S31). Money that is
 * under way and an exam that was paid for and is still ahead come first: without the account there is no ticket.
 */
export async function planDeletion(
  tx: Repositories,
  context: Context,
  accountId: string,
): Promise<DeletionPlan> {
  const now = context.clock.now();
  const fates: Fate[] = [];
  const reasons: Refusal[] = [];
  for (const registration of await tx.registrations.listOf(accountId)) {
    const season = await tx.seasons.find(registration.seasonId);
    if (!season) continue;
    const reason = await obstacleOf(tx, { registration, season, now });
    if (reason && !reasons.some(({ code }) => code === reason.code)) reasons.push(reason);
    const until = disputesEndOf(season);
    fates.push({ registration, season, fate: isPaid(registration) && until > now ? 'keep' : 'erase', until });
  }
  return { fates, reasons, proofsUntil: now + PROOFS_MS };
}

async function obstacleOf(
  tx: Repositories,
  { registration, season, now }: { registration: Registration; season: Season; now: number },
): Promise<Refusal | null> {
  const { state } = registration;
  if (state === 'paying') return { code: 'account.order_open', remedy: 'close_order' };
  const examOverAt = instantOf(addDays(season.examTo, 1));
  if (isPaid(registration) && now < examOverAt) {
    return { code: 'account.exam_ahead', remedy: 'none', params: { untilAt: examOverAt } };
  }
  if (!isPaid(registration) && !isFinal(state)) return null;
  const refunds = await tx.refunds.listOf(registration.id);
  const open = refunds.some((refund) => refund.state === 'due' || refund.state === 'processing');
  return open ? { code: 'account.refund_open', remedy: 'none' } : null;
}

function isPaid({ state }: Registration): boolean {
  return state === 'paid' || state === 'part_paid';
}
