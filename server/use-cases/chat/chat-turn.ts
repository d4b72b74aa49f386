import type { Assistant, ChatMessage } from '../../../bot/ports';
import type { Context } from '../context';
import type { PhotoRecord } from '../ports/registrations';
import type { SessionStore } from '../ports/sessions';
import type { ChatState } from '../ports/chat';
import type { Repositories } from '../ports/storage';
import type { Addresses } from './resolve-replies';

export type TurnContext = Context & { sessions: SessionStore; assistant: Assistant; addresses: Addresses };

/** One message of a customer in the customer-service chat. */
export interface ChatTurn {
  /** Platform's message id; repeats do nothing. */
  messageId: string;
  externalUserId: string;
  openKfId: string;
  message: ChatMessage;
  /** When the customer sent it, epoch milliseconds. */
  sentAt: number;
  /** Stored message this turn works on; finished in the same unit of work. */
  inboxId: string | null;
  /** Entering or the end of a person's service gives no budget but one message by this code. */
  eventCode: string | null;
  /** A picture that was examined and stored before the turn. */
  photo: PhotoRecord | null;
}

export type Turned = 'answered' | 'silent' | 'repeat' | 'conflict';

/** Entering without a code opens no way to speak (kf.md 5). */
export function maySpeak({ message, eventCode }: ChatTurn): boolean {
  return message.kind !== 'entered' || eventCode !== null;
}

/** The last writes of a turn: its stored message is finished, and the conversation is where we left it. */
export async function closeTurn(
  tx: Repositories,
  context: Context,
  { turn, chat }: { turn: ChatTurn; chat: ChatState },
): Promise<'closed' | 'repeat' | 'conflict'> {
  const [unfinished, saved] = await Promise.all([
    turn.inboxId === null || tx.inbox.finish(turn.inboxId, context.clock.now()),
    tx.chats.save(chat),
  ]);
  if (!unfinished) return 'repeat';
  return saved ? 'closed' : 'conflict';
}

/** Taken by an earlier turn: only its stored copy is put away. */
export async function putAway(tx: Repositories, context: Context, turn: ChatTurn): Promise<void> {
  if (turn.inboxId !== null) await tx.inbox.finish(turn.inboxId, context.clock.now());
}
