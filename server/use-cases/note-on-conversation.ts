import { maskText } from '../../shared/domain/masks';
import type { Context } from './context';
import { deskConversation } from './desk-conversation';
import { auditHandoff, deskActor } from './own-handoff';
import type { Handoff } from './ports/chat';
import type { DeskNote } from './ports/desk';
import type { StaffMember } from './ports/review';
import type { Repositories } from './ports/storage';

/** Characters of one note. */
export const MAX_NOTE_LENGTH = 1000;

export type Noted = 'noted' | 'absent' | 'own' | 'empty' | 'too_long';

/** A word of the desk to itself, also about a conversation that has ended. Never shown to the candidate. */
export function noteOnConversation(
  context: Context,
  { handoffId, member, text }: { handoffId: string; member: StaffMember; text: string },
): Promise<Noted> {
  return context.unitOfWork.run(async (tx): Promise<Noted> => {
    const handoff = await deskConversation(tx, context, { handoffId, member });
    if (typeof handoff === 'string') return handoff;
    const words = text.trim();
    if (words === '') return 'empty';
    if ([...words].length > MAX_NOTE_LENGTH) return 'too_long';
    await addNote(tx, context, { handoff, member, text: words, kind: 'note' });
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
  note: { handoff: Handoff; member: StaffMember; text: string; kind: DeskNote['kind'] },
): Promise<void> {
  const { handoff, member, kind } = note;
  const text = maskText(note.text);
  const id = context.newId();
  const at = context.clock.now();
  const { accountId, id: handoffId } = handoff;
  await tx.deskNotes.add({ id, accountId, handoffId, staffId: member.id, kind, text, at });
  const record = {
    handoff,
    to: handoff.state,
    action: 'handoff.noted',
    actor: deskActor(member),
    reason: id,
  };
  await auditHandoff(tx, context, record);
}
