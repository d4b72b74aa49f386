import type { Registration } from '../../../shared/domain/registration';
import { plainDateAt } from '../../../shared/domain/time';
import type { Context } from '../context';
import type { Proposal } from '../ports/support';
import type { Repositories } from '../ports/storage';
import { PROPOSALS } from './settle-proposal';

/** So many characters from the end: of these the masks of the desk's pages show two (PR7). */
const PROOF_LENGTH = 6;
/** Different ends that may be tried for the proposals of one account and day, however many links are made. */
const PROOF_TRIES = 5;

export type Proven = 'proven' | 'wrong' | 'over';

/** Whether there is a document number to ask for. */
export function hasProof(registration: Registration): boolean {
  return proofOf(registration) !== null;
}

/**
 * Whether somebody with a link to a proposal knows the end of the candidate's document number. Whoever serves has held the
 * link too, and must not answer in the candidate's place (PR8). A wrong one counts, so the caller commits, and is on record.
 */
export async function proveCandidate(
  tx: Repositories,
  context: Context,
  { proposal, registration, given }: { proposal: Proposal; registration: Registration; given: string },
): Promise<Proven> {
  const proof = proofOf(registration);
  const end = endOf(given);
  if (proof === null) return 'over';
  const isFree = await tx.documentTries.add({
    ...{ accountId: `proposals:${proposal.accountId}`, day: plainDateAt(proposal.createdAt) },
    ...{ documentType: 'proposal', documentNumber: end, limit: PROOF_TRIES },
  });
  if (isFree && end === proof) return 'proven';
  await tx.audit.append({
    id: context.newId(),
    action: isFree ? 'proposal.proof_wrong' : 'proposal.proof_over',
    actor: PROPOSALS,
    registrationId: registration.id,
    ...{ from: null, to: null, revision: registration.revision, reason: null },
    at: context.clock.now(),
  });
  return isFree ? 'wrong' : 'over';
}

/** Of the number that the candidate typed last. */
function proofOf({ answers, changeSet }: Registration): string | null {
  const number = (changeSet ?? answers).documentNumber;
  return number === undefined ? null : endOf(number);
}

/** The whole number may be typed as well, in any width and case. */
function endOf(number: string): string {
  return number.normalize('NFKC').replace(/[\s-]/gu, '').toUpperCase().slice(-PROOF_LENGTH);
}
