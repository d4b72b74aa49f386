import type { Repositories } from './ports/storage';

const OPENING = ['review.submitted', 'review.undone'];

/**
 * How often the registration has come to review: once for each submission and each decision taken back. A resubmission
 * without a change keeps its revision, so cards, forms and decisions of an earlier round are told apart by this.
 */
export function reviewRound(tx: Repositories, registrationId: string): Promise<number> {
  return tx.history.countOf(registrationId, OPENING);
}
