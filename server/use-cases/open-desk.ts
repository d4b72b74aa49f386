import { MINUTE_MS } from '../../shared/domain/time';
import type { Context } from './context';
import { membersThere } from './desk-members';
import { deskFor, deskIsOpen, deskOpensAfter, type DeskTimes } from './desk-times';
import { outboxRow } from './outbox-rows';
import { isUnasked } from './own-handoff';
import type { Handoff } from './ports/chat';
import type { OutboxMessage } from './ports/messaging';

/** Nobody is there in the hours of the desk: somebody may come. */
const LOOK_AGAIN_MS = 15 * MINUTE_MS;
/** Most tickets that one job brings in; it goes on with the others. */
const AT_ONCE = 200;

/** The job that brings tickets into the queue when the desk opens: one for all that wait for the same hour. */
export function openingOf(context: Context, handoff: Handoff, desk: DeskTimes | null): OutboxMessage[] {
  if (handoff.state !== 'ticket' || desk === null) return [];
  const dueAt = nextTry(desk, context.clock.now());
  const key = `desk.opened:${Math.floor(dueAt / LOOK_AGAIN_MS)}`;
  return [outboxRow(context, { topic: 'desk.opened', key, payload: {}, dueAt })];
}

function nextTry(desk: DeskTimes, now: number): number {
  return deskIsOpen(desk, now) ? now + LOOK_AGAIN_MS : deskOpensAfter(desk, now);
}

export interface DeskOpened {
  /** Tickets that wait in the queue now, oldest first. */
  moved: Handoff[];
  /** When to try again for those that still wait; null when none does. */
  againAt: number | null;
}

/** The desk is staffed again: what waited for it waits in its queue now, before whoever calls from here on. */
export function openDesk(context: Context): Promise<DeskOpened> {
  const now = context.clock.now();
  return context.unitOfWork.run(async (tx): Promise<DeskOpened> => {
    const query = { kind: 'tickets', staffId: '', after: null, limit: AT_ONCE } as const;
    const tickets = await tx.handoffs.listOpen(query);
    const isStaffed = (await membersThere(tx, now)).length > 0;
    const opened: DeskOpened = { moved: [], againAt: tickets.length === AT_ONCE ? now : null };
    for (const ticket of tickets.toSorted((one, other) => one.openedAt - other.openedAt)) {
      // Who called nobody is not silenced by the pool: the bot goes on with them until a person takes the ticket.
      if (isUnasked(ticket)) continue;
      const desk = await deskFor(tx, { accountId: ticket.accountId, now });
      if (desk === null) continue;
      const queued: Handoff = { ...ticket, state: 'queued' };
      if (isStaffed && deskIsOpen(desk, now) && (await tx.handoffs.save(queued))) {
        opened.moved.push({ ...queued, version: queued.version + 1 });
      } else {
        opened.againAt = Math.min(opened.againAt ?? Infinity, nextTry(desk, now));
      }
    }
    return opened;
  });
}
