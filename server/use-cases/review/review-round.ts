import type { Repositories } from '../ports/storage';

const OPENING = ['review.submitted', 'review.undone'];

/**
 * How often the registration has come to review: once for each submission and each decision taken back. A resubmission
 * without a change keeps its revision, so cards, forms and decisions of an earlier round are told apart by this.
 */
export function reviewRound(tx: Repositories, registrationId: string): Promise<number> {
  return tx.history.countOf(registrationId, OPENING);
}

/** How often the candidate has submitted, of a round: what a reviewer is told, since a decision taken back is none. */
export async function submissionsOf(
  tx: Repositories,
  { registrationId, round }: { registrationId: string; round: number },
): Promise<number> {
  // The first round is the first submission.
  return round <= 1 ? round : tx.history.countOf(registrationId, ['review.submitted']);
}
