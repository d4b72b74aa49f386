import { chatIsOpen } from '../chat/chat-budget';
import type { TurnContext, Turned } from '../chat/chat-turn';
import type { Context } from '../context';
import { RESUMED } from '../chat/leave-replies';
import { outboxRow } from '../outbox-rows';
import { takeChatTurn } from '../chat/take-chat-turn';
import { isUntold } from './tell-back';

/** The code of an end lives so long (kf.md 4.2). */
export const CODE_LIFE_MS = 20_000;

/** The job that lets the bot go on where a member of the desk has ended; the code was given with that end, if any. */
export function planHandBack(
  context: Context,
  { accountId, handoffId, code }: { accountId: string; handoffId: string; code: string | null },
): Promise<void> {
  const now = context.clock.now();
  return context.unitOfWork.run((tx) =>
    tx.outbox.add([
      outboxRow(context, {
        topic: 'chat.handed_back',
        key: `chat.handed_back:${handoffId}`,
        payload: { accountId, handoffId, at: now },
        ...(code !== null && { secret: code }),
      }),
    ]),
  );
}

/**
 * The bot says what changed while a person served and asks the pending question: by the code of the end, by the chat's own
 * way while it is open, and otherwise with the candidate's next message. Once: whoever came first has said it.
 */
export async function handBack(
  context: TurnContext,
  ended: { accountId: string; handoffId: string; code: string | null; at: number },
): Promise<Turned | 'told' | 'waits'> {
  const { accountId, handoffId, code, at } = ended;
  const now = context.clock.now();
  const { chat, handoff } = await context.unitOfWork.read(async (tx) => ({
    chat: await tx.chats.findByAccount(accountId),
    handoff: await tx.handoffs.find(handoffId),
  }));
  if (!handoff || !isUntold(handoff, now)) return 'told';
  const eventCode = code !== null && now - at < CODE_LIFE_MS ? code : null;
  if (!chat || (eventCode === null && !chatIsOpen(chat, now))) return 'waits';
  return takeChatTurn(context, {
    inboxId: null,
    messageId: `${RESUMED}handoff:${handoffId}`,
    externalUserId: chat.externalUserId,
    openKfId: chat.openKfId,
    sentAt: now,
    message: { kind: 'resumed', filled: [] },
    photo: null,
    eventCode,
  });
}
