import { relevantFields, type AskedField } from './fields';
import type { Answers } from './registration';
import type { Season } from './season';
import { HOUR_MS } from './time';

/**
 * Where a proposed correction stands. Only the candidate's own tap confirms one; `overtaken`: they changed one of its answers
 * themselves; `locked`: the registration may not be edited any more; `unfit`: the rules of today refuse it.
 */
export const PROPOSAL_STATES = [
  'open',
  'confirmed',
  'declined',
  'withdrawn',
  'expired',
  'overtaken',
  'locked',
  'unfit',
] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** A correction that nobody answers ends by itself after so long. */
export const PROPOSAL_LIFE_MS = 24 * HOUR_MS;

/** Fields of one correction, so that all of it can be read in one message. */
export const MOST_PROPOSED = 5;

/** What tells who somebody is: typed by the person alone, on their own page, never by staff (PR1, PR8). */
const OWN_HAND: readonly AskedField[] = ['documentType', 'documentNumber', 'sex', 'birthDate', 'name'];

/** Fields that support may propose to correct, in the order asked. */
export function proposableFields(answers: Answers, season: Season): AskedField[] {
  return relevantFields(answers, season).filter(isProposable);
}

export function isProposable(field: AskedField): boolean {
  return !OWN_HAND.includes(field);
}
