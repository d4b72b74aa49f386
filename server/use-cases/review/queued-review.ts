import type { Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import type { QueuedReview } from '../ports/review';
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
