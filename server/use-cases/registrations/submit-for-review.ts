import type { Actor, Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { changeRegistration, type Changed } from './change-registration';
import type { Context } from '../context';
import type { Repositories } from '../ports/storage';

/** Submits for review after the confirmed W3, the first time or again after a rejection (S37-S39, S44). */
export function submitForReview(
  tx: Repositories,
  context: Context,
  input: { registration: Registration; season: Season; actor: Actor },
): Promise<Changed> {
  return changeRegistration(tx, context, {
    ...input,
    action: 'submit_for_review',
    patch: { submittedForReviewAt: context.clock.now() },
  });
}
