import { deskConversation } from './desk-conversation';
import { refused, type DeskOutcome, type Road } from './desk-outcome';
import { moveToServicer, type MoveContext, type Moved } from './move-conversation';
import { noteHandoffEvent } from './note-handoff-event';
import { auditHandoff, deskActor, giveOwner, isUnasked, ownedAsBefore, ownerOf } from './own-handoff';
import type { Handoff } from '../ports/chat';
import { SERVED } from '../ports/kf';
import type { StaffMember } from '../ports/review';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { callOf, remindOfQueue } from './queue-handoff';

type Take = { handoffId: string; member: StaffMember };

/**
 * A member of the desk takes a conversation that nobody has. It is theirs first and moved on the platform then, so that two
 * who take it at once do not both get it; where the platform refuses, it goes back to where it was.
 */
export async function takeFromDesk(context: MoveContext, take: Take): Promise<DeskOutcome> {
  const claimed = await context.unitOfWork.run((tx) => claim(tx, context, take));
  if ('ok' in claimed) return claimed;
  const { before, handoff } = claimed;
  const moved = await moveToServicer(context, { accountId: handoff.accountId, userid: take.member.userid });
  const road = roadOf(moved);
  if (road !== null) return { ok: true, handoff, road, repeated: false };
  const back = await giveBack(context, take, before);
  return refused(moved === 'elsewhere' ? 'served_elsewhere' : 'not_serving', back);
}

/** Where somebody writes to whom the platform has given the conversation; null when it refused them. */
export function roadOf(moved: Moved): Road | null {
  if (moved === 'moved') return 'wecom';
  return moved === 'desk' || moved === 'unsure' ? moved : null;
}

type Claimed = { before: Handoff; handoff: Handoff };

async function claim(
  tx: Repositories,
  context: MoveContext,
  { handoffId, member }: Take,
): Promise<DeskOutcome | Claimed | Undone<DeskOutcome>> {
  const before = await deskConversation(tx, context, { handoffId, member });
  if (typeof before === 'string') return refused(before);
  if (before.state === 'closed') return refused('closed', before);
  if (before.state === 'served') {
    if (before.ownerStaffId !== member.id) return refused('owned', before);
    const chat = await tx.chats.findByAccount(before.accountId);
    return {
      ok: true,
      handoff: before,
      road: chat?.serviceState === SERVED ? 'wecom' : 'desk',
      repeated: true,
    };
  }
  const owner = ownerOf(member);
  if (!(await giveOwner(tx, context, { handoff: before, owner, actor: deskActor(member) })))
    return undone<DeskOutcome>(refused('changed', before));
  const handoff = await tx.handoffs.find(handoffId);
  return handoff ? { before, handoff } : undone<DeskOutcome>(refused('absent'));
}

/**
 * The platform does not let this member serve: it waits as before. Whoever was called for it is called anew, since the cards
 * that called may say by now that somebody has taken it.
 */
async function giveBack(
  context: MoveContext,
  { handoffId, member }: Take,
  before: Handoff,
): Promise<Handoff | null> {
  return context.unitOfWork.run(async (tx) => {
    const present = await tx.handoffs.find(handoffId);
    if (present?.state !== 'served' || present.ownerStaffId !== member.id) return present;
    const restored = ownedAsBefore(present, before);
    if (!(await tx.handoffs.save(restored))) return tx.handoffs.find(handoffId);
    await remindOfQueue(tx, context, restored);
    const isCalledFor = !(isUnasked(before) && before.trigger === 'staff');
    if (isCalledFor) await tx.outbox.add([callOf(context, restored)]);
    const actor = deskActor(member);
    await auditHandoff(tx, context, {
      handoff: present,
      to: before.state,
      action: 'handoff.released',
      actor,
      reason: 'not_serving',
    });
    await noteHandoffEvent(tx, context, { handoff: present, what: 'released', reason: 'not_serving' });
    return { ...restored, version: restored.version + 1 };
  });
}
