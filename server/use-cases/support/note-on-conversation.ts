import { maskText } from '../../../shared/domain/masks';
import type { Context } from '../context';
import { deskConversation } from './desk-conversation';
import { auditHandoff, deskActor } from './own-handoff';
import type { Handoff } from '../ports/chat';
import type { DeskNote } from '../ports/desk';
import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';

/** Characters of one note. */
export const MAX_NOTE_LENGTH = 1000;

export type Noted = 'noted' | 'absent' | 'own' | 'empty' | 'too_long';

/**
 * A word of the desk to itself, also about a conversation that has ended. Never shown to the candidate. `mark` is made with
 * each form: the same form sent twice notes once, and other words of it are a note of their own.
 */
export function noteOnConversation(
  context: Context,
  { handoffId, member, text, mark }: { handoffId: string; member: StaffMember; text: string; mark: string },
): Promise<Noted> {
  return context.unitOfWork.run(async (tx): Promise<Noted> => {
    const handoff = await deskConversation(tx, context, { handoffId, member });
    if (typeof handoff === 'string') return handoff;
    const words = text.trim();
    if (words === '') return 'empty';
    if ([...words].length > MAX_NOTE_LENGTH) return 'too_long';
    const earlier = await tx.deskNotes.find(mark);
    if (earlier?.handoffId === handoffId && earlier.text === maskText(words)) return 'noted';
    const id = earlier ? context.newId() : mark;
    await addNote(tx, context, { handoff, member, text: words, kind: 'note', id });
    return 'noted';
  });
}

/**
 * Keeps a note, with the act on record by its id alone (PR10). Numbers of a person are masked in it as in all that the desk
 * keeps: nobody needs them there, and whoever has to see one reveals it on record (PR6, PR8).
 */
export async function addNote(
  tx: Repositories,
  context: Context,
  note: { handoff: Handoff; member: StaffMember; text: string; kind: DeskNote['kind']; id?: string },
): Promise<void> {
  const { handoff, member, kind, id = context.newId() } = note;
  const text = maskText(note.text);
  const at = context.clock.now();
  const { accountId, id: handoffId } = handoff;
  // Sent twice at once: the other one has it.
  if (!(await tx.deskNotes.add({ id, accountId, handoffId, staffId: member.id, kind, text, at }))) return;
  const record = {
    handoff,
    to: handoff.state,
    action: 'handoff.noted',
    actor: deskActor(member),
    reason: id,
  };
  await auditHandoff(tx, context, record);
}
