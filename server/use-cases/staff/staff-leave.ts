import type { StaffLeave } from '../ports/leaves';
import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { isReviewer } from './staff-rights';

/** Whether a member is away at an instant. */
export async function isAway(tx: Repositories, staffId: string, now: number): Promise<boolean> {
  return (await tx.leaves.standingAt(now)).some((leave) => leave.staffId === staffId);
}

/**
 * Who of these members is to be told something now: those who are there, and for each who is away the delegate, or the
 * delegate's own. `reaches`: whether a delegate may be told it at all; who may not takes nobody's place.
 */
export async function whoIsThere(
  tx: Repositories,
  members: readonly StaffMember[],
  { now, reaches }: { now: number; reaches: (delegate: StaffMember) => boolean },
): Promise<StaffMember[]> {
  const leaves = await tx.leaves.standingAt(now);
  const there = new Map<string, StaffMember>();
  for (const member of members) {
    const id = presentFor(member.id, leaves);
    if (id === null) continue;
    const present = id === member.id ? member : await tx.staff.find(id);
    if (present && (id === member.id || reaches(present))) there.set(id, present);
  }
  return [...there.values()];
}

/** Reviewers and leads of a site who are there, delegates of the others among them; with `leads` only of the leads. */
export async function reviewersThere(
  tx: Repositories,
  { siteCode, now, leads = false }: { siteCode: string; now: number; leads?: boolean },
): Promise<StaffMember[]> {
  const members = await tx.staff.reviewersOf(siteCode);
  const wanted = leads ? members.filter(({ roles }) => roles.includes('lead')) : members;
  const reaches = (delegate: StaffMember) => isReviewer(delegate) && delegate.siteCodes.includes(siteCode);
  return whoIsThere(tx, wanted, { now, reaches });
}

/** Members who are away and for whom this one acts, directly or along a chain of delegates. */
export async function awayBehind(tx: Repositories, memberId: string, now: number): Promise<string[]> {
  const leaves = await tx.leaves.standingAt(now);
  const away = new Set(leaves.map(({ staffId }) => staffId));
  return [...away].filter((staffId) => staffId !== memberId && presentFor(staffId, leaves) === memberId);
}

/** The member, or who acts for them: null when that ends with nobody. A ring of people who are all away has nobody. */
function presentFor(staffId: string, leaves: readonly StaffLeave[]): string | null {
  const passed = new Set<string>();
  for (let id: string | null = staffId; id !== null && !passed.has(id);) {
    const now: StaffLeave[] = leaves.filter((leave) => leave.staffId === id);
    if (now.length === 0) return id;
    passed.add(id);
    id = now.find(({ delegateId }) => delegateId !== null)?.delegateId ?? null;
  }
  return null;
}
