import { refused, type DeskOutcome } from './desk-outcome';
import { endSession, type MoveContext } from './move-conversation';
import { deskActor } from './own-handoff';
import type { StaffMember } from '../ports/review';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { backToQueue } from './queue-handoff';

/**
 * The owner lets a conversation go: it waits for somebody else, with a new promise. The platform passes a person's session on
 * or ends it, never back into its pool (kf.md 5): it is ended, and the place in our queue stands.
 */
export async function releaseToQueue(
  context: MoveContext,
  { handoffId, member }: { handoffId: string; member: StaffMember },
): Promise<DeskOutcome> {
  const released = await context.unitOfWork.run((tx) => release(tx, context, { handoffId, member }));
  if (!released.ok || released.repeated) return released;
  const { ended } = await endSession(context, released.handoff);
  return { ...released, road: ended ? 'desk' : 'unsure' };
}

async function release(
  tx: Repositories,
  context: MoveContext,
  { handoffId, member }: { handoffId: string; member: StaffMember },
): Promise<DeskOutcome | Undone<DeskOutcome>> {
  const handoff = member.roles.includes('support') ? await tx.handoffs.find(handoffId) : null;
  if (!handoff) return refused('absent');
  if (handoff.state === 'closed') return refused('closed', handoff);
  if (handoff.state !== 'served') return { ok: true, handoff, road: 'desk', repeated: true };
  if (handoff.ownerStaffId !== member.id) return refused('not_owner', handoff);
  const actor = deskActor(member);
  if (!(await backToQueue(tx, context, { handoff, actor, reason: 'released' })))
    return undone<DeskOutcome>(refused('changed', handoff));
  const waiting = await tx.handoffs.find(handoffId);
  return waiting ? { ok: true, handoff: waiting, road: 'desk', repeated: false } : refused('absent');
}
