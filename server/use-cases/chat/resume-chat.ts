import type { ChatMessage } from '../../../bot/ports';
import { chatIsOpen } from './chat-budget';
import type { TurnContext, Turned } from './chat-turn';
import { RESUMED } from './leave-replies';
import { takeChatTurn } from './take-chat-turn';

/**
 * Lets the bot go on after something was done elsewhere: a link confirmed, a page filled. Opening a link is no customer
 * message: the bot speaks only inside 48 hours and the budget; otherwise the page has shown the next step.
 */
export async function resumeChat(
  context: TurnContext,
  {
    accountId,
    cause,
    filled,
  }: { accountId: string; cause: string; filled: Extract<ChatMessage, { kind: 'resumed' }>['filled'] },
): Promise<Turned | 'closed'> {
  const chat = await context.unitOfWork.read((tx) => tx.chats.findByAccount(accountId));
  const now = context.clock.now();
  if (!chat || !chatIsOpen(chat, now)) return 'closed';
  return takeChatTurn(context, {
    inboxId: null,
    messageId: `${RESUMED}${cause}`,
    externalUserId: chat.externalUserId,
    openKfId: chat.openKfId,
    sentAt: now,
    message: { kind: 'resumed', filled },
    photo: null,
    eventCode: null,
  });
}
