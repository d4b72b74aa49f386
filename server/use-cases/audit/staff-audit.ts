import type { Actor } from '../../../shared/domain/registration';
import type { Context } from '../context';
import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';

/** A member of staff as the audit keeps them, in the role under which they act. */
export function memberActor(member: StaffMember, role: Actor['role'] = member.roles[0] ?? 'platform'): Actor {
  return { role, id: member.userid ?? member.id, channel: 'staff_page' };
}

/** Puts an act of staff that concerns access, or a look at clear values, on record (PR10); `reason` holds codes and counts only. */
export async function auditAccess(
  tx: Repositories,
  context: Pick<Context, 'clock' | 'newId'>,
  act: {
    member: StaffMember;
    action: string;
    role?: Actor['role'];
    registrationId?: string | null;
    revision?: number | null;
    reason?: string | null;
  },
): Promise<void> {
  const { member, action, role, registrationId = null, revision = null, reason = null } = act;
  await tx.audit.append({
    id: context.newId(),
    action,
    actor: memberActor(member, role),
    registrationId,
    from: null,
    to: null,
    revision,
    reason,
    at: context.clock.now(),
  });
}
