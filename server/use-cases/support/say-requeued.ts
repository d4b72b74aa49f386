import { render } from '../../../bot/replies/render';
import { dueText } from '../../../shared/i18n/instants';
import { laneOf, type LeavingReplies } from '../chat/leave-replies';
import type { MoveContext } from './move-conversation';
import { outboxRow } from '../outbox-rows';
import type { ChatState } from '../ports/chat';

/**
 * The one text that the end of a session opens (kf.md 4.2): the person is gone, the place in the queue stands, and until when
 * somebody answers. Without it the candidate would take the end for the end.
 */
export function sayRequeued(
  context: MoveContext,
  { handoffId, chat, code }: { handoffId: string; chat: ChatState; code: string },
): Promise<void> {
  const { externalUserId, openKfId, accountId } = chat;
  return context.unitOfWork.run(async (tx) => {
    const [handoff, account, present] = await Promise.all([
      tx.handoffs.find(handoffId),
      tx.accounts.find(accountId),
      tx.chats.find(externalUserId),
    ]);
    if (!handoff || !account || !present || handoff.state === 'served' || handoff.state === 'closed') return;
    const now = context.clock.now();
    const due = dueText(handoff.answerBy, now, account.locale);
    const text = render(account.locale, `support.requeued_${handoff.state}`, { due });
    const leaving: LeavingReplies = {
      externalUserId,
      openKfId,
      eventCode: code,
      replies: [{ kind: 'text', text, items: [], tail: '' }],
    };
    const messageId = `requeued:${handoffId}:${context.newId()}`;
    await tx.outbox.add([
      outboxRow(context, {
        topic: 'chat.replied',
        key: `chat.replied:${messageId}`,
        payload: { accountId },
        group: laneOf(context, externalUserId),
        place: present.version,
        secret: JSON.stringify(leaving),
      }),
    ]);
    const line = { id: context.newId(), accountId, channel: 'kf', messageId: `${messageId}:0` } as const;
    await tx.transcripts.add({ ...line, from: 'bot', text, at: now });
  });
}
