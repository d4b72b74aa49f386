import { maskedAnswer } from '../../../bot/replies/display';
import { FIELDS, type AskedField } from '../../../shared/domain/fields';
import type { Context } from '../context';
import type { StaffMember } from '../ports/review';
import { findReviewed, UNDER_REVIEW } from './show-review';
import { auditAccess } from '../audit/staff-audit';
import { staffActor } from '../staff/staff-rights';

/** Why a reviewer may look at a value in full; kept with the look. */
export const REVEAL_REASONS = ['compare', 'contact', 'dispute', 'spot_check'] as const;
export type RevealReason = (typeof REVEAL_REASONS)[number];

export type Revealed =
  | { kind: 'revealed'; field: AskedField; value: string }
  /** Not there, not the member's to see, or nothing that is hidden. */
  | { kind: 'absent' }
  | { kind: 'own' };

/**
 * One masked answer in full for a reviewer or lead of the site, with who, which and why on record and never the value (PR7,
 * PR8, PR10). The caller has made sure of the second factor and shows it once.
 */
export function revealAnswer(
  context: Context,
  input: { registrationId: string; member: StaffMember; field: string; reason: RevealReason },
): Promise<Revealed> {
  const { registrationId, member, reason } = input;
  return context.unitOfWork.run(async (tx): Promise<Revealed> => {
    const found = await findReviewed(tx, context, { registrationId, member });
    if (found.kind !== 'visible') return found;
    const { registration } = found;
    const field = FIELDS.find((one) => one.field === input.field)?.field;
    const { answers, revision, state } = registration;
    if (!field || !UNDER_REVIEW.includes(state) || maskedAnswer(field, answers) === null) {
      return { kind: 'absent' };
    }
    await auditAccess(tx, context, {
      member,
      action: 'candidate.revealed',
      role: staffActor(member, 'staff_page').role,
      registrationId,
      revision,
      reason: `${field}: ${reason}`,
    });
    return { kind: 'revealed', field, value: String(answers[field]) };
  });
}
