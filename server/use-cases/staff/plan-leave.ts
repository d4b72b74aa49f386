import type { Actor } from '../../../shared/domain/registration';
import { addDays, DAY_MS, instantOf, isPlainDate, plainDateAt } from '../../../shared/domain/time';
import type { Context } from '../context';
import type { StaffLeave } from '../ports/leaves';
import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { isReviewer, isSupport } from './staff-rights';

/** Who has work that a colleague could take over. */
export function takesLeave(member: StaffMember): boolean {
  return isReviewer(member) || isSupport(member);
}

/** Why a leave was not entered. Each has words (`leave.refused.*`). */
export type LeaveRefusal = 'dates' | 'order' | 'past' | 'too_long' | 'delegate' | 'overlap';

export type LeaveOutcome =
  { kind: 'entered' | 'ended' } | { kind: 'refused'; why: LeaveRefusal } | { kind: 'absent' };

/** What a member asks for: whole days, the last one included. */
export interface LeaveInput {
  member: StaffMember;
  staffId: string;
  from: string;
  until: string;
  /** Null: nobody in particular. */
  delegateId: string | null;
}

/** A leave with the people of it by name. */
export interface ShownLeave {
  id: string;
  who: string;
  isOwn: boolean;
  /** First and last day. */
  from: string;
  until: string;
  delegate: string | null;
  isNow: boolean;
}

export interface LeaveDesk {
  leaves: ShownLeave[];
  /** For whom the member may enter it: themselves first. */
  people: { id: string; name: string }[];
  delegates: { id: string; name: string }[];
  today: string;
}

/** A sitting's review lasts weeks; whoever is away longer is taken off the list of staff. */
const LONGEST_DAYS = 90;

/** What stands or is ahead: one's own and, for leads, that of the people of their sites. */
export function showLeaves(context: Context, member: StaffMember): Promise<LeaveDesk> {
  const now = context.clock.now();
  return context.unitOfWork.read(async (tx) => {
    const people = await peopleOf(tx, member);
    const colleagues = await colleaguesOf(tx, people);
    const names = new Map([...people, ...colleagues].map(({ id, name }) => [id, name]));
    const ids = people.map(({ id }) => id);
    const leaves = (await tx.leaves.aheadOf(ids, now)).map((leave): ShownLeave => ({
      id: leave.id,
      who: names.get(leave.staffId) ?? '',
      isOwn: leave.staffId === member.id,
      from: plainDateAt(leave.fromAt),
      until: plainDateAt(leave.untilAt - 1),
      delegate: leave.delegateId === null ? null : (names.get(leave.delegateId) ?? null),
      isNow: leave.fromAt <= now,
    }));
    const named = ({ id, name }: StaffMember) => ({ id, name });
    return {
      leaves,
      people: people.map(named),
      delegates: colleagues.map(named),
      today: plainDateAt(now),
    };
  });
}

/** Enters a leave of the member or, by a lead, of somebody of their site. The very same one twice is one. */
export function enterLeave(context: Context, input: LeaveInput): Promise<LeaveOutcome> {
  const { member, staffId, delegateId } = input;
  const now = context.clock.now();
  return context.unitOfWork.run(async (tx): Promise<LeaveOutcome> => {
    const person = (await peopleOf(tx, member)).find(({ id }) => id === staffId);
    if (!person) return { kind: 'absent' };
    const span = spanOf(input, now);
    if (typeof span === 'string') return { kind: 'refused', why: span };
    if (delegateId !== null && !(await colleaguesOf(tx, [person])).some(({ id }) => id === delegateId)) {
      return { kind: 'refused', why: 'delegate' };
    }
    // Two forms sent at once would each find that nothing overlaps.
    await tx.leaves.lock(staffId);
    const others = await tx.leaves.aheadOf([staffId], span.fromAt);
    const other = others.find(({ fromAt }) => fromAt < span.untilAt);
    if (other) return isSame(other, { ...span, delegateId }) ? { kind: 'entered' } : refusedAs('overlap');
    const leave: StaffLeave = {
      id: context.newId(),
      staffId,
      ...span,
      delegateId,
      enteredBy: member.id,
      createdAt: now,
      endedAt: null,
    };
    await tx.leaves.insert(leave);
    await record(tx, context, { action: 'staff.leave_entered', member, leave });
    return { kind: 'entered' };
  });
}

/** Takes a leave back that is ahead, or ends one that is under way: back at once. */
export function endLeave(
  context: Context,
  { member, leaveId }: { member: StaffMember; leaveId: string },
): Promise<LeaveOutcome> {
  return context.unitOfWork.run(async (tx): Promise<LeaveOutcome> => {
    const leave = await tx.leaves.find(leaveId);
    const people = await peopleOf(tx, member);
    if (!leave || !people.some(({ id }) => id === leave.staffId)) return { kind: 'absent' };
    if (await tx.leaves.end(leave.id, context.clock.now())) {
      await record(tx, context, { action: 'staff.leave_ended', member, leave });
    }
    return { kind: 'ended' };
  });
}

/** The member first, then, for leads, whoever reviews at a site of theirs. */
async function peopleOf(tx: Repositories, member: StaffMember): Promise<StaffMember[]> {
  if (!member.roles.includes('lead')) return [member];
  return [member, ...(await reviewersAt(tx, [member]))];
}

/** Who could act for one of these people: reviewers of a common site, support staff for each other. */
async function colleaguesOf(tx: Repositories, people: readonly StaffMember[]): Promise<StaffMember[]> {
  const support = people.some(isSupport) ? await tx.staff.withRole('support') : [];
  const found = [...(await reviewersAt(tx, people.filter(isReviewer))), ...support];
  const only = people.length === 1 ? people[0]?.id : undefined;
  return distinct(found).filter(({ id }) => id !== only);
}

async function reviewersAt(tx: Repositories, people: readonly StaffMember[]): Promise<StaffMember[]> {
  const sites = new Set(people.flatMap(({ siteCodes }) => siteCodes));
  const found: StaffMember[] = [];
  for (const site of sites) found.push(...(await tx.staff.reviewersOf(site)));
  const only = people.length === 1 ? people[0]?.id : undefined;
  return distinct(found).filter(({ id }) => id !== only);
}

function distinct(members: readonly StaffMember[]): StaffMember[] {
  return [...new Map(members.map((member) => [member.id, member])).values()];
}

function spanOf(
  { from, until }: LeaveInput,
  now: number,
): { fromAt: number; untilAt: number } | LeaveRefusal {
  if (!isPlainDate(from) || !isPlainDate(until)) return 'dates';
  if (until < from) return 'order';
  const [fromAt, untilAt] = [instantOf(from), instantOf(addDays(until, 1))];
  if (untilAt <= now) return 'past';
  return untilAt - fromAt > LONGEST_DAYS * DAY_MS ? 'too_long' : { fromAt, untilAt };
}

function isSame(
  leave: StaffLeave,
  { fromAt, untilAt, delegateId }: Pick<StaffLeave, 'fromAt' | 'untilAt' | 'delegateId'>,
): boolean {
  return leave.fromAt === fromAt && leave.untilAt === untilAt && leave.delegateId === delegateId;
}

function refusedAs(why: LeaveRefusal): LeaveOutcome {
  return { kind: 'refused', why };
}

/** Whose, from when until when, and for whom, by ids and days (PR10). */
async function record(
  tx: Repositories,
  context: Context,
  { action, member, leave }: { action: string; member: StaffMember; leave: StaffLeave },
): Promise<void> {
  const { staffId, fromAt, untilAt, delegateId } = leave;
  const days = `${plainDateAt(fromAt)}/${plainDateAt(untilAt - 1)}`;
  await tx.audit.append({
    id: context.newId(),
    action,
    actor: actorOf(member),
    registrationId: null,
    from: null,
    to: null,
    revision: null,
    reason: [staffId, days, delegateId ?? 'no_delegate'].join(' '),
    at: context.clock.now(),
  });
}

function actorOf({ roles, userid, id }: StaffMember): Actor {
  const role = (['lead', 'reviewer', 'support'] as const).find((one) => roles.includes(one)) ?? 'support';
  return { role, id: userid ?? id, channel: 'staff_page' };
}
