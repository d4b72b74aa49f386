import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { isAway } from '../staff/staff-leave';

/** Members of the support desk who are there now: on duty and not on leave. */
export async function membersThere(tx: Repositories, now: number): Promise<StaffMember[]> {
  const support = await tx.staff.withRole('support');
  const away = new Set((await tx.leaves.standingAt(now)).map(({ staffId }) => staffId));
  return support.filter(({ id, onDuty }) => onDuty && !away.has(id));
}

/** Why a member cannot go on with what they have; null while they can. */
export async function whyGone(
  tx: Repositories,
  { staffId, now }: { staffId: string; now: number },
): Promise<'owner_removed' | 'owner_off_duty' | 'owner_away' | null> {
  const member = await tx.staff.find(staffId);
  if (!member?.roles.includes('support')) return 'owner_removed';
  if (!member.onDuty) return 'owner_off_duty';
  return (await isAway(tx, staffId, now)) ? 'owner_away' : null;
}
