import type { Harm } from '../../../shared/domain/support-desk';
import { harmRank } from '../../../shared/domain/support-desk';
import type { State } from '../../../shared/domain/lifecycle';
import { CHAT_WINDOW_MS } from '../chat/chat-budget';
import type { Context } from '../context';
import type { DeskPlace, DeskQuery, Handoff } from '../ports/chat';
import type { StaffMember } from '../ports/review';
import { isSupport } from '../staff/staff-rights';
import { isOwner, maskedPerson, pressingOf, supportCase, type Pressing } from './support-case';
import type { Repositories } from '../ports/storage';

/** One open conversation in the desk's list, masked. */
export interface DeskRow {
  id: string;
  state: Handoff['state'];
  harm: Harm;
  trigger: Handoff['trigger'];
  channel: 'kf' | 'mini_program';
  openedAt: number;
  /** Null where nothing is known that could be masked. */
  person: string | null;
  registration: State | null;
  owner: { name: string; isMember: boolean } | null;
  /** Since when the candidate waits for the owner's next word. */
  waitingSince: number | null;
  pressing: Pressing[];
  /** How often a promised time has passed. */
  promisesBroken: number;
}

export const DESK_KINDS = [
  'all',
  'mine',
  'waiting',
  'tickets',
] as const satisfies readonly DeskQuery['kind'][];

export interface Desk {
  rows: DeskRow[];
  counts: Record<DeskQuery['kind'], number>;
  /** Where the next page begins, or null at the end. */
  next: DeskPlace | null;
}

/** Open conversations by what the candidates stand to lose, then by the time that is left; for support staff alone (PR8). */
export function listSupport(
  context: Context,
  input: { member: StaffMember; kind: DeskQuery['kind']; after: DeskPlace | null; pageSize: number },
): Promise<Desk> {
  const { member, kind, after, pageSize } = input;
  const now = context.clock.now();
  return context.unitOfWork.read(async (tx) => {
    if (!isSupport(member))
      return { rows: [], counts: { all: 0, mine: 0, waiting: 0, tickets: 0 }, next: null };
    const query = { kind, staffId: member.id };
    const [found, ...counted] = await Promise.all([
      tx.handoffs.listForDesk({ ...query, now, windowMs: CHAT_WINDOW_MS, after, limit: pageSize + 1 }),
      ...DESK_KINDS.map((one) => tx.handoffs.countOpen({ ...query, kind: one })),
    ]);
    // Side by side: what is asked of the rows shares its round trips.
    const rows = await Promise.all(
      found.slice(0, pageSize).map((handoff) => rowOf(tx, { handoff, member, now })),
    );
    const last = found.length > pageSize ? found[pageSize - 1] : undefined;
    const counts = Object.fromEntries(DESK_KINDS.map((one, index) => [one, counted[index] ?? 0]));
    return { rows, counts: counts as Desk['counts'], next: last ? placeOf(last) : null };
  });
}

function placeOf({ harm, urgentAt, id }: Handoff & { urgentAt: number }): DeskPlace {
  return { harmRank: harmRank(harm), urgentAt, id };
}

async function rowOf(
  tx: Repositories,
  { handoff, member, now }: { handoff: Handoff; member: StaffMember; now: number },
): Promise<DeskRow> {
  const found = await supportCase(tx, handoff);
  const { id, state, harm, trigger, openedAt, waitingSince, externalUserId, promisesBroken } = handoff;
  return {
    ...{ id, state, harm, trigger, openedAt, waitingSince, promisesBroken },
    channel: externalUserId === null ? 'mini_program' : 'kf',
    person: maskedPerson(found),
    registration: found.registration?.state ?? null,
    owner: found.owner && { name: found.owner.name, isMember: isOwner(found, member) },
    pressing: pressingOf(found, now),
  };
}
