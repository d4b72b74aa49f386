import type { ChatState } from '../ports/chat';
import { POOL, SERVED } from '../ports/kf';

/** Whose a conversation is, as the platform says (kf.md 5). */
export interface ConversationState {
  state: ChatState['serviceState'];
  servicerUserid: string | null;
}

/** Waiting in the platform's pool or served by a person: the platform takes no message of the bot there (kf.md 4.1). */
export function ofPerson({ serviceState }: Pick<ChatState, 'serviceState'>): boolean {
  return serviceState === POOL || serviceState === SERVED;
}

/**
 * The conversation in another state. Where it goes to a person, all that the bot had decided to say until then is marked: it
 * is never said any more, not even after the person has ended, when it would be out of date (promise 12).
 */
export function inState(chat: ChatState, { state, servicerUserid }: ConversationState): ChatState {
  const changed: ChatState = { ...chat, serviceState: state, servicerUserid };
  return ofPerson(changed) && !ofPerson(chat) ? { ...changed, silencedAt: chat.version } : changed;
}

/** Whether the bot may still say what it decided when the conversation stood at `place`, its version then. */
export function mayStillSay(chat: ChatState, place: number | null): boolean {
  if (ofPerson(chat)) return false;
  return place === null || place >= (chat.silencedAt ?? 0);
}
