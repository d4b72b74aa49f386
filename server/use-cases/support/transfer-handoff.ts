import { isOwnConversation } from './desk-conversation';
import { refused, type DeskOutcome } from './desk-outcome';
import { moveToServicer, type MoveContext } from './move-conversation';
import { noteHandoffEvent } from './note-handoff-event';
import { tellOwner } from './tell-owner';
import { auditHandoff, deskActor, giveOwner, ownedAsBefore, ownerOf } from './own-handoff';
import type { Handoff } from '../ports/chat';
import { SERVED } from '../ports/kf';
import type { StaffMember } from '../ports/review';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { roadOf } from './take-from-desk';

interface Transfer {
  handoffId: string;
  from: StaffMember;
  toStaffId: string;
}

/**
 * The owner passes a conversation on to a colleague on duty. It is the colleague's first and moved on the platform then; where
 * the platform refuses them it stays with its owner.
 */
export async function transferHandoff(context: MoveContext, transfer: Transfer): Promise<DeskOutcome> {
  const passed = await context.unitOfWork.run((tx) => pass(tx, context, transfer));
  if ('ok' in passed) return passed;
  const { before, handoff, recipient } = passed;
  const moved = await moveToServicer(context, { accountId: handoff.accountId, userid: recipient.userid });
  const road = roadOf(moved);
  if (road !== null) return { ok: true, handoff, road, repeated: false };
  const back = await keepWithOwner(context, { transfer, before });
  return refused(moved === 'elsewhere' ? 'served_elsewhere' : 'not_serving', back);
}

type Passed = { before: Handoff; handoff: Handoff; recipient: StaffMember };

async function pass(
  tx: Repositories,
  context: MoveContext,
  { handoffId, from, toStaffId }: Transfer,
): Promise<DeskOutcome | Passed | Undone<DeskOutcome>> {
  const before = from.roles.includes('support') ? await tx.handoffs.find(handoffId) : null;
  if (!before) return refused('absent');
  if (before.state === 'closed') return refused('closed', before);
  const recipient = await tx.staff.find(toStaffId);
  if (!recipient?.roles.includes('support')) return refused('recipient_absent', before);
  // Whose conversation it is, is told to nobody: to the candidate themselves it goes as little as to a stranger.
  if (await isOwnConversation(tx, context, { member: recipient, handoff: before }))
    return refused('recipient_away', before);
  if (before.ownerStaffId === recipient.id)
    return { ok: true, handoff: before, road: await roadNow(tx, before), repeated: true };
  if (before.ownerStaffId !== from.id)
    return refused(before.state === 'served' ? 'not_owner' : 'changed', before);
  if (!recipient.onDuty) return refused('recipient_away', before);
  const given = await giveOwner(tx, context, {
    handoff: before,
    owner: ownerOf(recipient),
    actor: deskActor(from),
    action: 'handoff.transferred',
  });
  if (!given) return undone<DeskOutcome>(refused('changed', before));
  await tellOwner(tx, context, handoffId, recipient.id);
  const handoff = await tx.handoffs.find(handoffId);
  return handoff ? { before, handoff, recipient } : undone<DeskOutcome>(refused('absent'));
}

async function roadNow(tx: Repositories, { accountId }: Handoff): Promise<'wecom' | 'desk'> {
  const chat = await tx.chats.findByAccount(accountId);
  return chat?.serviceState === SERVED ? 'wecom' : 'desk';
}

async function keepWithOwner(
  context: MoveContext,
  { transfer, before }: { transfer: Transfer; before: Handoff },
): Promise<Handoff | null> {
  const { handoffId, from, toStaffId } = transfer;
  return context.unitOfWork.run(async (tx) => {
    const present = await tx.handoffs.find(handoffId);
    if (present?.state !== 'served' || present.ownerStaffId !== toStaffId) return present;
    const kept = ownedAsBefore(present, before);
    if (!(await tx.handoffs.save(kept))) return tx.handoffs.find(handoffId);
    const record = {
      handoff: present,
      to: kept.state,
      action: 'handoff.transferred',
      actor: deskActor(from),
    };
    await auditHandoff(tx, context, { ...record, reason: 'not_serving' });
    const returned = { handoff: present, what: 'transferred', toStaffId: kept.ownerStaffId } as const;
    await noteHandoffEvent(tx, context, { ...returned, reason: 'not_serving' });
    return { ...kept, version: kept.version + 1 };
  });
}
