import type { Context } from '../context';
import { DESK_OPENINGS } from './open-desk';
import { lookAtOwner } from './owner-looks';
import { outboxRow } from '../outbox-rows';
import type { DeskPlace } from '../ports/chat';
import type { Repositories } from '../ports/storage';
import { harmRank, urgentAt } from '../../../shared/domain/support-desk';

const PAGE = 200;

/** The people of the desk are others now, or somebody stopped: every owner is looked at anew. */
export async function deskChanged(tx: Repositories, context: Context, cause: string): Promise<void> {
  await tx.outbox.add([
    outboxRow(context, { topic: 'desk.changed', key: `desk.changed:${cause}`, payload: {} }),
  ]);
}

/** Plans a look at each owner now, and the opening of the desk for tickets that waited for somebody to come. */
export async function lookAtEveryOwner(context: Context): Promise<void> {
  const now = context.clock.now();
  let after: DeskPlace | null = null;
  for (;;) {
    const page = await context.unitOfWork.run(async (tx) => {
      const open = await tx.handoffs.listOpen({ kind: 'all', staffId: '', after, limit: PAGE });
      for (const handoff of open) {
        if (handoff.state === 'served') await lookAtOwner(tx, context, { handoff, at: now });
      }
      if (after === null) await openNow(tx, context);
      return open;
    });
    const last = page.at(-1);
    if (page.length < PAGE || !last) return;
    after = { harmRank: harmRank(last.harm), urgentAt: urgentAt(last), id: last.id };
  }
}

/** In the place of every opening that waits: each of them would look again, and tell the desk, by itself. */
async function openNow(tx: Repositories, context: Context): Promise<void> {
  if ((await tx.handoffs.countOpen({ kind: 'tickets', staffId: '' })) === 0) return;
  const key = `desk.opened:${context.newId()}`;
  await tx.outbox.cancelGroup(DESK_OPENINGS, { tried: true });
  await tx.outbox.add([outboxRow(context, { topic: 'desk.opened', key, payload: {}, group: DESK_OPENINGS })]);
}
