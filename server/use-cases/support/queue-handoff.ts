import type { Actor } from '../../../shared/domain/registration';
import type { Context } from '../context';
import { membersThere } from './desk-members';
import { deskFor, promiseOf } from './desk-times';
import { openingOf } from './open-desk';
import { noteHandoffEvent } from './note-handoff-event';
import { outboxRow } from '../outbox-rows';
import { auditHandoff, nobodys } from './own-handoff';
import { jobsOfHandoff } from './owner-looks';
import type { Handoff } from '../ports/chat';
import type { OutboxMessage } from '../ports/messaging';
import type { Repositories } from '../ports/storage';

/** The job that wakes the desk when nobody has answered by the promised time (promises 6 and 12). */
export async function remindOfQueue(tx: Repositories, context: Context, handoff: Handoff): Promise<void> {
  const { id, answerBy } = handoff;
  await tx.outbox.add([
    outboxRow(context, {
      topic: 'handoff.due',
      key: `handoff.due:${id}:${context.newId()}`,
      payload: { handoffId: id },
      group: jobsOfHandoff(id),
      dueAt: Math.max(answerBy, context.clock.now()),
    }),
  ]);
}

/**
 * Takes a conversation from its owner: while the desk is staffed it waits in the queue, otherwise it is a ticket; in both
 * with a new promise that is never earlier than now, and the desk is called anew. False = somebody changed it meanwhile.
 */
export async function backToQueue(
  tx: Repositories,
  context: Context,
  { handoff, actor, reason }: { handoff: Handoff; actor: Actor; reason: string },
): Promise<boolean> {
  const now = context.clock.now();
  const desk = await deskFor(tx, { accountId: handoff.accountId, now });
  const isStaffed = (await membersThere(tx, now)).some(({ id }) => id !== handoff.ownerStaffId);
  const waiting: Handoff = { ...handoff, ...nobodys, ...promiseOf(desk, { now, isStaffed }) };
  if (!(await tx.handoffs.save(waiting))) return false;
  await tx.outbox.cancelGroup(jobsOfHandoff(handoff.id), { tried: true });
  await remindOfQueue(tx, context, waiting);
  await tx.outbox.add([callOf(context, waiting), ...openingOf(context, waiting, desk)]);
  await auditHandoff(tx, context, { handoff, to: waiting.state, action: 'handoff.released', actor, reason });
  // Let go by its owner, it needs no reason.
  const why = reason === 'released' ? null : reason;
  await noteHandoffEvent(tx, context, { handoff, what: 'released', reason: why });
  return true;
}

/** The job that calls the desk for a conversation that waits again. */
export function callOf(context: Context, { id, accountId }: Handoff): OutboxMessage {
  return outboxRow(context, {
    topic: 'handoff.opened',
    key: `handoff.opened:${id}:${context.newId()}`,
    payload: { handoffId: id, accountId },
  });
}
