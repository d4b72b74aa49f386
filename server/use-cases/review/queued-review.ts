import type { Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import type { QueuedReview } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { decideBy } from '../registrations/registration-facts';

/** How a pending registration stands in the reviewers' queue: by its time left, not by its arrival. */
export function queuedReview(
  registration: Registration,
  season: Season,
  now: number,
): Omit<QueuedReview, 'claim'> {
  return {
    registrationId: registration.id,
    seasonId: registration.seasonId,
    siteCode: registration.answers.siteCode ?? '',
    decideBy: decideBy(registration, season, now),
    submittedAt: registration.submittedForReviewAt ?? now,
  };
}

/** A site's queue is read whole; more than this has never waited at one, and a message would say no less. */
const MOST_WAITING = 2_000;

/** What waits at one site in one season, in the order of the queue; also what can no longer be decided, at its end. */
export async function waitingAt(
  tx: Repositories,
  { seasonId, siteCode, now }: { seasonId: string; siteCode: string; now: number },
): Promise<QueuedReview[]> {
  const query = { siteCodes: [siteCode], memberId: '', now, after: null, limit: MOST_WAITING };
  return (await tx.reviewQueue.list(query)).filter((one) => one.seasonId === seasonId);
}
