/**
 * The three parts of a reviewer's queue, in their order: what can be decided; what a colleague is at; what can no longer
 * be decided, which no effort of the desk helps.
 */
export const QUEUE_PARTS = ['open', 'held', 'over'] as const;
/** One of `QUEUE_PARTS`. */
export type QueuePart = (typeof QUEUE_PARTS)[number];

/** What the order of the queue asks of a waiting registration; instants in epoch milliseconds. */
export interface Waiting {
  registrationId: string;
  /** Until when it may be decided, exclusive. */
  decideBy: number;
  submittedAt: number;
}

/** In which part of one member's queue it stands; a claim that is over, or the member's own, holds nobody off. */
export function queuePart(
  { claim, decideBy }: { claim: { memberId: string; until: number } | null; decideBy: number },
  { memberId, now }: { memberId: string; now: number },
): QueuePart {
  if (decideBy <= now) return 'over';
  return claim !== null && claim.memberId !== memberId && claim.until > now ? 'held' : 'open';
}

/**
 * Least slack first: who may be decided for the shortest time. Of equals who has waited longest: in a season most share
 * one review end. What this saves is measured in docs/review-order.md.
 */
export function compareReviews(one: Waiting, other: Waiting): number {
  if (one.decideBy !== other.decideBy) return one.decideBy - other.decideBy;
  if (one.submittedAt !== other.submittedAt) return one.submittedAt - other.submittedAt;
  return one.registrationId < other.registrationId ? -1 : Number(one.registrationId > other.registrationId);
}
