import type { Context } from '../context';
import type { Handoff } from '../ports/chat';
import type { HandoffEvent } from '../ports/desk';
import type { Repositories } from '../ports/storage';

interface Noted extends Pick<HandoffEvent, 'what'>, Partial<Pick<HandoffEvent, 'toStaffId' | 'reason'>> {
  /** As it was before. */
  handoff: Handoff;
}

/** Keeps what became of a conversation, for the desk's line of time. Without a reason its owner did it. */
export function noteHandoffEvent(tx: Repositories, context: Context, noted: Noted): Promise<void> {
  const { handoff, what, toStaffId = null, reason = null } = noted;
  const { id: handoffId, accountId, ownerStaffId: fromStaffId } = handoff;
  const event = { handoffId, accountId, what, fromStaffId, toStaffId, reason };
  return tx.handoffEvents.add({ id: context.newId(), ...event, at: context.clock.now() });
}
