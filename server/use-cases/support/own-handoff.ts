import type { Actor } from '../../../shared/domain/registration';
import { answerMarks } from '../registrations/answer-marks';
import type { Context } from '../context';
import { deskFor } from './desk-times';
import { noteHandoffEvent } from './note-handoff-event';
import { lookAtOwner, nextLook } from './owner-looks';
import { UNASKED, type Handoff } from '../ports/chat';
import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { cardsOutdated } from './settle-brief-cards';

/** Who serves: as the platform knows them, as the staff file does, or both. */
export interface Owner {
  servicerUserid: string | null;
  staffId: string | null;
}

/** What a conversation holds of its owner while it has none. */
export const nobodys = {
  servicerUserid: null,
  ownerStaffId: null,
  takenAt: null,
  ownerActiveAt: null,
  waitingSince: null,
} satisfies Partial<Handoff>;

/**
 * The conversation as it is now, whose it was before: what `giveOwner` changed goes back, and whatever else has happened to it
 * since stands.
 */
export function ownedAsBefore(present: Handoff, before: Handoff): Handoff {
  const { state, servicerUserid, ownerStaffId, servedFrom, takenAt, ownerActiveAt, waitingSince } = before;
  const { answersThen, promisesBroken, poolCode } = before;
  return {
    ...present,
    ...{ state, servicerUserid, ownerStaffId, servedFrom, takenAt, ownerActiveAt, waitingSince },
    ...{ answersThen, promisesBroken, poolCode },
  };
}

/** A ticket of somebody who has called nobody: the desk looked them up, or a notice called it for them. */
export function isUnasked({ state, trigger, servedFrom }: Handoff): boolean {
  return state === 'ticket' && servedFrom === null && UNASKED.includes(trigger);
}

/** The owner that a member of the desk is. */
export function ownerOf(member: StaffMember): Owner {
  return { servicerUserid: member.userid, staffId: member.id };
}

/** A member of the desk, as audit rows keep them. */
export function deskActor(member: StaffMember): Actor {
  return { role: 'support', id: member.userid ?? member.id, channel: 'staff_page' };
}

/**
 * Gives an open conversation its owner. Nobody of the desk is reminded of it any more; the owner is (promise 12). False =
 * somebody changed it meanwhile.
 */
export async function giveOwner(
  tx: Repositories,
  context: Context,
  {
    handoff,
    owner,
    actor,
    action = 'handoff.taken',
    reason,
  }: { handoff: Handoff; owner: Owner; actor: Actor; action?: string; reason?: string },
): Promise<boolean> {
  const now = context.clock.now();
  const given: Handoff = {
    ...handoff,
    state: 'served',
    servicerUserid: owner.servicerUserid,
    ownerStaffId: owner.staffId,
    servedFrom: handoff.servedFrom ?? now,
    takenAt: now,
    ownerActiveAt: now,
    // Whoever was called or transferred to has to be spoken to.
    waitingSince: handoff.waitingSince ?? now,
    // What the candidate is told at the end is what has changed since somebody had it first.
    answersThen:
      handoff.servedFrom === null
        ? answerMarks(context.hash, await tx.registrations.listOf(handoff.accountId))
        : handoff.answersThen,
    // Whoever waits again after this has another wait, with promises of its own.
    promisesBroken: 0,
    poolCode: null,
  };
  if (!(await tx.handoffs.save(given))) return false;
  await tx.outbox.add([cardsOutdated(context, handoff.id)]);
  const desk = await deskFor(tx, { accountId: handoff.accountId, now });
  // Takes the place of the reminder of the desk.
  await lookAtOwner(tx, context, { handoff: given, at: nextLook(given, desk, now) });
  await auditHandoff(tx, context, { handoff, to: 'served', action, actor, reason });
  const what = handoff.state === 'served' ? 'transferred' : 'taken';
  await noteHandoffEvent(tx, context, { handoff, what, toStaffId: owner.staffId, reason });
  return true;
}

/** One audit row of a conversation's life: ids and states only. */
export async function auditHandoff(
  tx: Repositories,
  context: Context,
  record: { handoff: Handoff; to: Handoff['state']; action: string; actor: Actor; reason?: string },
): Promise<void> {
  const { handoff, to, action, actor, reason = handoff.trigger } = record;
  await tx.audit.append({
    id: context.newId(),
    action,
    actor,
    registrationId: null,
    from: handoff.state,
    to,
    revision: null,
    reason,
    at: context.clock.now(),
  });
}
