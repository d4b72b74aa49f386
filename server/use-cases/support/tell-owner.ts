import type { Context } from '../context';
import { outboxRow } from '../outbox-rows';
import type { Repositories } from '../ports/storage';

/** The job that tells a member of the conversation that is theirs now. */
export async function tellOwner(
  tx: Repositories,
  context: Context,
  handoffId: string,
  staffId: string,
): Promise<void> {
  await tx.outbox.add([
    outboxRow(context, {
      topic: 'handoff.given',
      key: `handoff.given:${handoffId}:${context.newId()}`,
      payload: { handoffId, staffId },
    }),
  ]);
}
