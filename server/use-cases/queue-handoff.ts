import type { Actor } from '../../shared/domain/registration';
import type { SupportHours } from '../../shared/domain/season';
import type { Context } from './context';
import { nobodys, promise } from './hand-off';
import { outboxRow } from './outbox-rows';
import { auditHandoff } from './own-handoff';
import type { Handoff } from './ports/chat';
import type { Repositories } from './ports/storage';

/** The job that wakes the desk when nobody has answered by the promised time (promises 6 and 12). */
export async function remindOfQueue(tx: Repositories, context: Context, handoff: Handoff): Promise<void> {
  const { id, answerBy } = handoff;
  await tx.outbox.add([
    outboxRow(context, {
      topic: 'handoff.due',
      key: `handoff.due:${id}:${context.newId()}`,
      payload: { handoffId: id },
      group: `handoff:${id}`,
      dueAt: Math.max(answerBy, context.clock.now()),
    }),
  ]);
}

/**
 * Takes a conversation from its owner: while the desk is staffed it waits in the queue, otherwise it is a ticket; in both
 * with a new promise that is never earlier than now. False = somebody changed it meanwhile.
 */
export async function backToQueue(
  tx: Repositories,
  context: Context,
  { handoff, actor, reason }: { handoff: Handoff; actor: Actor; reason: string },
): Promise<boolean> {
  const waiting: Handoff = {
    ...handoff,
    ...nobodys,
    ...promise(await hoursOf(tx, context, handoff), context.clock.now()),
  };
  if (!(await tx.handoffs.save(waiting))) return false;
  await tx.outbox.cancelGroup(`handoff:${handoff.id}`);
  await remindOfQueue(tx, context, waiting);
  await auditHandoff(tx, context, { handoff, to: waiting.state, action: 'handoff.released', actor, reason });
  return true;
}

/** The desk's hours for a person: those of their sitting, otherwise of the first that is under way. */
export async function hoursOf(
  tx: Repositories,
  context: Context,
  { accountId }: Pick<Handoff, 'accountId'>,
): Promise<SupportHours | null> {
  const [seasons, registrations] = await Promise.all([
    tx.seasons.listCurrent(context.clock.now()),
    tx.registrations.listOf(accountId),
  ]);
  const own = seasons.find(({ id }) => registrations.some(({ seasonId }) => seasonId === id));
  return (own ?? seasons[0])?.supportHours ?? null;
}
