import type { Handoff, HandoffOutcome } from '../ports/chat';
import type { HandoffEvent } from '../ports/desk';
import type { Repositories } from '../ports/storage';

/** What became of one of the conversations that a person had with the desk. */
export interface HandoffItem {
  kind: 'handoff';
  at: number;
  handoffId: string;
  what: HandoffEvent['what'] | 'opened' | 'closed' | 'told';
  trigger: Handoff['trigger'];
  /** Who has it from then on, or who ended it; null where nobody of the staff file does. */
  who: string | null;
  /** Whose it was before. */
  from: string | null;
  /** Code of why it left its owner; null where they did it themselves. */
  reason: string | null;
  outcome: HandoffOutcome | null;
  rating: Handoff['rating'];
}

/** More than anybody has; the oldest are left out. */
const MOST = { handoffs: 100, events: 400 };

/** Every conversation of the account with the desk: opened, taken, transferred, let go, ended, told and rated. */
export async function handoffItems(tx: Repositories, accountId: string): Promise<HandoffItem[]> {
  const [handoffs, events] = await Promise.all([
    tx.handoffs.listOf(accountId, MOST.handoffs),
    tx.handoffEvents.listOf(accountId, MOST.events),
  ]);
  const names = await namesOf(tx, handoffs, events);
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null));
  const perHandoff = handoffs.map((handoff) => {
    const own = inOrder(events.filter(({ handoffId }) => handoffId === handoff.id));
    return { handoff, events: own.length > 0 ? own : asItWas(handoff) };
  });
  return perHandoff.flatMap((one) => itemsOf(one, nameOf));
}

/** Oldest first. Ids of one millisecond have no order: there, the first is the one that can follow what was before it. */
function inOrder(events: readonly HandoffEvent[]): HandoffEvent[] {
  const left = events.toSorted(
    (one, other) => one.at - other.at || Number(isDelay(other)) - Number(isDelay(one)),
  );
  const ordered: HandoffEvent[] = [];
  for (let [first] = left; first; [first] = left) {
    const { at } = first;
    const before = ordered.findLast(({ what }) => what !== 'rated' && what !== 'delayed');
    const next = left.find((one) => one.at === at && canFollow(one, before)) ?? first;
    left.splice(left.indexOf(next), 1);
    ordered.push(next);
  }
  return ordered;
}

/** What nobody has is taken or told of its delay; what somebody has is passed on, let go or rated, by whoever has it. */
function canFollow(one: HandoffEvent, before: HandoffEvent | undefined): boolean {
  const isHeld = before !== undefined && before.what !== 'released';
  const isForHeld = one.what !== 'taken' && !isDelay(one);
  return isForHeld === isHeld && one.fromStaffId === (before?.toStaffId ?? null);
}

function isDelay({ what }: HandoffEvent): boolean {
  return what === 'delayed';
}

type Past = Pick<HandoffEvent, 'what' | 'at' | 'fromStaffId' | 'toStaffId' | 'reason'>;

/** Of a conversation from before hands were noted only the last owner is known. */
function asItWas({ takenAt, ownerStaffId }: Handoff): Past[] {
  if (takenAt === null) return [];
  return [{ what: 'taken', at: takenAt, fromStaffId: null, toStaffId: ownerStaffId, reason: null }];
}

function itemsOf(
  { handoff, events }: { handoff: Handoff; events: readonly Past[] },
  nameOf: (id: string | null) => string | null,
): HandoffItem[] {
  const { id: handoffId, trigger, openedAt, closedAt, ratingAskedAt, outcome, rating } = handoff;
  const one = { kind: 'handoff', handoffId, trigger } as const;
  const plain = { ...one, who: null, from: null, reason: null, outcome: null, rating: null };
  const owner = nameOf(handoff.ownerStaffId);
  const items: (HandoffItem | null)[] = [
    { ...plain, what: 'opened', at: openedAt },
    ...events.map(({ what, at, fromStaffId, toStaffId, reason }) => ({
      ...{ ...plain, what, at, reason, who: nameOf(toStaffId), from: nameOf(fromStaffId) },
      rating: what === 'rated' ? rating : null,
    })),
    closedAt === null ? null : { ...plain, what: 'closed', at: closedAt, who: owner, outcome },
    ratingAskedAt === null ? null : { ...plain, what: 'told', at: ratingAskedAt },
  ];
  return items.filter((item) => item !== null);
}

async function namesOf(
  tx: Repositories,
  handoffs: readonly Handoff[],
  events: readonly HandoffEvent[],
): Promise<Map<string, string>> {
  const ids = [
    ...handoffs.map(({ ownerStaffId }) => ownerStaffId),
    ...events.flatMap(({ fromStaffId, toStaffId }) => [fromStaffId, toStaffId]),
  ].filter((id) => id !== null);
  const found = await Promise.all([...new Set(ids)].map((id) => tx.staff.find(id)));
  return new Map(found.flatMap((member) => (member ? [[member.id, member.name]] : [])));
}
