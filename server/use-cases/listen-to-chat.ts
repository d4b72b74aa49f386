import type { ChatMessage } from '../../bot/ports';
import { maskText } from '../../shared/domain/masks';
import { chatAfter } from './chat-budget';
import { closeTurn, type ChatTurn, type TurnContext } from './chat-turn';
import type { Live } from './live-session';
import type { Met } from './meet-customer';
import { noteCandidateWaits } from './note-waiting';
import type { ChatState } from './ports/chat';
import type { Repositories } from './ports/storage';

/** While the conversation is a person's, the bot only keeps its copy: it neither acts nor answers (promise 12). */
export async function listenOnly(
  tx: Repositories,
  context: TurnContext,
  { turn, asker, live }: { turn: ChatTurn; asker: Met; live: Live | null },
): Promise<{ kind: 'heard'; live: Live | null } | { kind: 'repeat' | 'conflict' }> {
  await tx.transcripts.addNew([
    {
      id: context.newId(),
      accountId: asker.account.id,
      channel: 'kf',
      messageId: turn.messageId,
      from: 'candidate',
      text: maskText(wordsOf(turn.message)),
      at: turn.sentAt,
    },
  ]);
  // Entering says nothing that anybody has to answer.
  if (turn.message.kind !== 'entered' && !(await noteCandidateWaits(tx, context, asker.account.id)))
    return { kind: 'conflict' };
  const chat = chatAfter(asker.chat, turn, 0);
  const closed = await closeTurn(tx, context, { turn, chat });
  if (closed !== 'closed') return { kind: closed };
  return { kind: 'heard', live: heardBy(live, chat) };
}

/** The bot's own question waits until the person has ended: its session only notes what was heard. */
function heardBy(live: Live | null, { version, lastCustomerAt }: ChatState): Live | null {
  if (!live?.memory) return null;
  return { ...live, memory: { ...live.memory, chatVersion: version + 1, lastCustomerAt } };
}

function wordsOf(message: ChatMessage): string {
  if (message.kind === 'text') return message.text;
  return message.kind === 'tap' ? message.caption : '';
}
