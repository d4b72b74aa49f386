import type { DeskRefusal } from './desk-outcome';
import { listSupport } from './list-support';
import type { MoveContext } from './move-conversation';
import { addNote, MAX_NOTE_LENGTH } from './note-on-conversation';
import type { StaffMember } from '../ports/review';
import { releaseToQueue } from './release-to-queue';
import { maskedPerson, supportCase } from './support-case';
import { transferHandoff } from './transfer-handoff';

/** What a member hands over at the end of their shift. */
export interface ShiftHandover {
  member: StaffMember;
  /** The colleague who takes all; null gives them back to the queue. */
  toStaffId: string | null;
  /** Written beside each conversation besides its own words. */
  wordsForAll: string;
  conversations: readonly { handoffId: string; words: string }[];
}

/** What became of one conversation. `transferred` and `released` say to whom it went. */
export interface HandedOver {
  handoffId: string;
  person: string | null;
  outcome: 'transferred' | 'released' | DeskRefusal;
}

export interface ShiftEnded {
  results: HandedOver[];
  /** Conversations that are still the member's. */
  left: number;
}

/**
 * Hands conversations over, each with a note and an outcome of its own: nothing is left out silently. The note is written
 * first, so that whoever gets the conversation finds it there; where a transfer is refused it stands beside the conversation.
 * `too_long`: the words beside one of them are more than a note holds; then none is handed over.
 */
export async function handOverShift(
  context: MoveContext,
  shift: ShiftHandover,
): Promise<ShiftEnded | 'too_long'> {
  if (shift.conversations.some((one) => [...noteOf(shift, one)].length > MAX_NOTE_LENGTH)) return 'too_long';
  const results: HandedOver[] = [];
  for (const one of shift.conversations) results.push(await handOverOne(context, shift, one));
  const { member } = shift;
  const { counts } = await listSupport(context, { member, kind: 'mine', after: null, pageSize: 1 });
  return { results, left: counts.mine };
}

type Conversation = ShiftHandover['conversations'][number];

function noteOf({ wordsForAll }: ShiftHandover, { words }: Conversation): string {
  return [words.trim(), wordsForAll.trim()].filter((one) => one !== '').join('\n');
}

async function handOverOne(
  context: MoveContext,
  shift: ShiftHandover,
  one: Conversation,
): Promise<HandedOver> {
  const { member, toStaffId } = shift;
  const { handoffId } = one;
  const text = noteOf(shift, one);
  const begun = await context.unitOfWork.run(async (tx) => {
    const handoff = await tx.handoffs.find(handoffId);
    if (!handoff) return null;
    const isTheirs = handoff.state === 'served' && handoff.ownerStaffId === member.id;
    if (isTheirs && text !== '') await addNote(tx, context, { handoff, member, text, kind: 'handover' });
    return {
      person: maskedPerson(await supportCase(tx, handoff)),
      isTheirs,
      isClosed: handoff.state === 'closed',
    };
  });
  if (!begun) return { handoffId, person: null, outcome: 'absent' };
  const { person, isTheirs, isClosed } = begun;
  if (!isTheirs) return { handoffId, person, outcome: isClosed ? 'closed' : 'not_owner' };
  const done =
    toStaffId === null
      ? await releaseToQueue(context, { handoffId, member })
      : await transferHandoff(context, { handoffId, from: member, toStaffId });
  if (!done.ok) return { handoffId, person, outcome: done.why };
  return { handoffId, person, outcome: toStaffId === null ? 'released' : 'transferred' };
}
