import { MINUTE_MS } from '../../../shared/domain/time';
import { closeHandoff } from './close-handoff';
import { ofPerson } from '../chat/conversation-state';
import { deskConversation } from './desk-conversation';
import { refused, type DeskOutcome } from './desk-outcome';
import { planHandBack } from './hand-back';
import { endSession, type MoveContext } from './move-conversation';
import { deskActor } from './own-handoff';
import type { HandoffOutcome } from '../ports/chat';
import type { StaffMember } from '../ports/review';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { watchFromNow } from './watch-conversation';

/** So soon after a close a job looks whether the session on the platform has ended as well. */
const END_AGAIN_MS = MINUTE_MS;

interface Close {
  handoffId: string;
  member: StaffMember;
  outcome: HandoffOutcome;
}

/** The owner ends a conversation and says what became of it: the bot speaks again. */
export async function closeFromDesk(context: MoveContext, close: Close): Promise<DeskOutcome> {
  const closed = await context.unitOfWork.run((tx) => end(tx, context, close));
  if (!closed.ok || closed.repeated) return closed;
  const { ended, code } = await endSession(context, closed.handoff);
  const { accountId, id } = closed.handoff;
  // Where it has not ended, the job that was stored with the close ends it and lets the bot go on.
  if (ended) await planHandBack(context, { accountId, handoffId: id, code });
  return { ...closed, road: ended ? 'desk' : 'unsure' };
}

async function end(
  tx: Repositories,
  context: MoveContext,
  { handoffId, member, outcome }: Close,
): Promise<DeskOutcome | Undone<DeskOutcome>> {
  const handoff = await deskConversation(tx, context, { handoffId, member });
  if (typeof handoff === 'string') return refused(handoff);
  if (handoff.state === 'closed') {
    const own = handoff.ownerStaffId === member.id && handoff.outcome === outcome;
    return own ? { ok: true, handoff, road: 'desk', repeated: true } : refused('closed', handoff);
  }
  if (handoff.state !== 'served') return refused('not_owner', handoff);
  if (handoff.ownerStaffId !== member.id) return refused('owned', handoff);
  const { accountId } = handoff;
  if (!(await closeHandoff(tx, context, { accountId, actor: deskActor(member), outcome })))
    return undone<DeskOutcome>(refused('changed', handoff));
  const chat = await tx.chats.findByAccount(accountId);
  if (chat && ofPerson(chat)) await watchFromNow(tx, context, chat, END_AGAIN_MS);
  const closed = await tx.handoffs.find(handoffId);
  return closed ? { ok: true, handoff: closed, road: 'desk', repeated: false } : refused('absent');
}
