import { CHAT_WINDOW_MS } from '../chat/chat-budget';
import type { Context } from '../context';
import { MOST_COUNTED } from '../ports/counting';
import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';

/** Where a member of the desk is wanted next: `calling` waits for their word, `waiting` for anybody. */
export interface NextConversation {
  id: string;
  kind: 'calling' | 'waiting';
  /** How many of the kind there are beside the one that is looked at. */
  count: number;
}

/** The longest wait among the member's own, else the most urgent one that nobody has; null when nobody waits. */
export async function nextConversation(
  tx: Repositories,
  context: Context,
  { member, exceptId }: { member: StaffMember; exceptId: string },
): Promise<NextConversation | null> {
  const calling = (await tx.handoffs.callingFor(member.id)).filter((id) => id !== exceptId);
  if (calling[0] !== undefined) return { id: calling[0], kind: 'calling', count: calling.length };
  const query = { kind: 'waiting', staffId: member.id } as const;
  const page = { now: context.clock.now(), windowMs: CHAT_WINDOW_MS, after: null, limit: 2 };
  const [found, count] = await Promise.all([
    tx.handoffs.listForDesk({ ...query, ...page }),
    tx.handoffs.countOpen(query),
  ]);
  const next = found.find(({ id }) => id !== exceptId);
  const isCounted = found.some(({ id }) => id === exceptId);
  // Beyond the most that is counted it is not known how many there are.
  const others = isCounted && count <= MOST_COUNTED ? count - 1 : count;
  return next ? { id: next.id, kind: 'waiting', count: others } : null;
}

/** How many candidates wait for a word of this member. */
export function countCalling(context: Context, member: StaffMember): Promise<number> {
  return context.unitOfWork.read(async (tx) => (await tx.handoffs.callingFor(member.id)).length);
}
