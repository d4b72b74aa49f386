import type { ChatMessage } from '../../../bot/ports';
import type { ChatState } from '../ports/chat';
import { ENDED, POOL, UNTREATED } from '../ports/kf';

/** Messages the platform takes after each message of a customer (kf.md 4.1). */
export const MESSAGES_PER_TURN = 5;

/** The chat is open for 48 hours after the customer's last message (kf.md 4.1). */
export const CHAT_WINDOW_MS = 48 * 60 * 60_000;

/** What of an arriving message decides the budget. */
interface Arrival {
  message: ChatMessage;
  sentAt: number;
  eventCode: string | null;
}

/** Whether a message nobody asked for may go: one of the five stays in reserve for the answer to the next tap. */
export function chatIsOpen(chat: ChatState, now: number): boolean {
  if (chat.lastCustomerAt === null || now - chat.lastCustomerAt >= CHAT_WINDOW_MS) return false;
  return chat.serviceState < POOL && chat.sentSince < MESSAGES_PER_TURN - 1;
}

/** Events open one message by their code; the conversation's own budget is as before. */
function byEvent({ message }: Arrival): boolean {
  return message.kind === 'entered' || message.kind === 'resumed';
}

/**
 * What may be sent for this very message. A typed word refills the platform's five; whether a tap does is not proven, so
 * a tap is counted as if it did not. An event's code sends one.
 */
export function budgetOf(chat: ChatState, turn: Arrival): ChatState {
  if (turn.eventCode !== null) return { ...chat, sentSince: MESSAGES_PER_TURN - 1 };
  if (byEvent(turn)) return chat;
  if (turn.message.kind !== 'tap') return { ...chat, sentSince: 0 };
  // The answer to a tap is always tried: it asks for a typed word, and the platform has the last say.
  return { ...chat, sentSince: Math.min(chat.sentSince, MESSAGES_PER_TURN - 1) };
}

/** The conversation after this message and `sent` answers. */
export function chatAfter(chat: ChatState, turn: Arrival, sent: number): ChatState {
  if (byEvent(turn)) {
    return { ...chat, sentSince: chat.sentSince + (turn.eventCode === null ? sent : Math.max(0, sent - 1)) };
  }
  return {
    ...chat,
    // An older message that comes late opens nothing anew and closes nothing.
    lastCustomerAt: Math.max(chat.lastCustomerAt ?? 0, turn.sentAt),
    sentSince: budgetOf(chat, turn).sentSince + sent,
    serviceState: chat.serviceState === ENDED ? UNTREATED : chat.serviceState,
  };
}
