import { harmRank, urgentAt } from '../../../shared/domain/support-desk';
import { MINUTE_MS } from '../../../shared/domain/time';
import type { Context } from '../context';
import { membersThere } from './desk-members';
import { deskFor, deskIsOpen, deskOpensAfter, type DeskTimes } from './desk-times';
import { outboxRow } from '../outbox-rows';
import type { DeskPlace, Handoff } from '../ports/chat';
import type { OutboxMessage } from '../ports/messaging';
import type { Repositories } from '../ports/storage';

/** Nobody is there in the hours of the desk: somebody may come. */
const LOOK_AGAIN_MS = 15 * MINUTE_MS;
/** Most tickets that one job brings in; it goes on with the others. */
const AT_ONCE = 200;

/** The jobs that open the desk. */
export const DESK_OPENINGS = 'desk.opened';

/** The job that brings tickets into the queue when the desk opens: one for all that wait for the same hour. */
export function openingOf(context: Context, handoff: Handoff, desk: DeskTimes | null): OutboxMessage[] {
  if (handoff.state !== 'ticket' || desk === null) return [];
  const dueAt = nextTry(desk, context.clock.now());
  const key = `desk.opened:${Math.floor(dueAt / LOOK_AGAIN_MS)}`;
  return [outboxRow(context, { topic: 'desk.opened', key, payload: {}, group: DESK_OPENINGS, dueAt })];
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
export async function openDesk(context: Context): Promise<DeskOpened> {
  let againAt: number | null = null;
  let after: DeskPlace | null = null;
  for (;;) {
    const page: DeskPage = await context.unitOfWork.run((tx) => openPage(tx, context, after));
    againAt = soonest(againAt, page.againAt);
    // What was brought in is told first; the job goes on with the others at once.
    if (page.moved.length > 0)
      return { moved: page.moved, againAt: page.next ? context.clock.now() : againAt };
    if (!page.next) return { moved: [], againAt };
    after = page.next;
  }
}

/** `next`: where the page after this one begins; null after the last. */
type DeskPage = DeskOpened & { next: DeskPlace | null };

async function openPage(tx: Repositories, context: Context, after: DeskPlace | null): Promise<DeskPage> {
  const now = context.clock.now();
  // Who called nobody is not silenced by the pool: the bot goes on with them until a person takes the ticket.
  const tickets = await tx.handoffs.listCalled({ after, limit: AT_ONCE });
  const isStaffed = (await membersThere(tx, now)).length > 0;
  const last = tickets.length === AT_ONCE ? tickets.at(-1) : undefined;
  const page: DeskPage = { moved: [], againAt: null, next: last ? placeOf(last) : null };
  for (const ticket of tickets.toSorted((one, other) => one.openedAt - other.openedAt)) {
    const desk = await deskFor(tx, { accountId: ticket.accountId, now });
    if (desk === null) continue;
    const queued: Handoff = { ...ticket, state: 'queued' };
    if (isStaffed && deskIsOpen(desk, now) && (await tx.handoffs.save(queued))) {
      page.moved.push({ ...queued, version: queued.version + 1 });
    } else {
      page.againAt = soonest(page.againAt, nextTry(desk, now));
    }
  }
  return page;
}

function soonest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

function placeOf(handoff: Handoff): DeskPlace {
  return { harmRank: harmRank(handoff.harm), urgentAt: urgentAt(handoff), id: handoff.id };
}
