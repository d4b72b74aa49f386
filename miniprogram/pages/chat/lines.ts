import type { ChatMessage, Conversation } from '../../services/chat';
import type { Outgoing, Said } from './memory';
import type { AnswerNotice } from './notice';

/** The conversation as far as this phone has it, and what is on its way. */
export interface ChatFacts {
  /** The person logged out: nothing signs in by itself. */
  signedOut: boolean;
  messages: ChatMessage[];
  cursor: number | null;
  handoff: Conversation['handoff'];
  /** The correction that waits for the person's answer. */
  proposal: string | null;
  /** Null while nobody is waited for, or where WeChat cannot tell of an answer. */
  notice: AnswerNotice | null;
  outgoing: Outgoing | null;
  /** Registration whose photo may be sent now; null where none may. */
  photoOf: string | null;
  /** Official addresses by name: items that lead there are copied. */
  links: Readonly<Record<string, string>>;
  /** What is being typed when the page opens. */
  draft: string;
}

/** Whether a message asks about this very correction; its buttons stand as long as it is open. */
export function asksProposal({ items }: ChatMessage, proposal: string): boolean {
  return items.some((item) => item.kind === 'tap' && item.id.endsWith(`:proposal_yes.${proposal}`));
}

/** Its buttons are not for a second press. */
export function answersProposal(said: Said): boolean {
  return said.kind === 'tap' && /:proposal_(?:yes|no)\./.test(said.id);
}

/** Facts after an answer of the server. */
export function withConversation(facts: ChatFacts, said: Conversation): ChatFacts {
  return {
    ...facts,
    messages: union(facts.messages, said.messages),
    cursor: Math.max(facts.cursor ?? 0, said.cursor),
    handoff: said.handoff,
  };
}

/** What a quiet reload keeps: older lines than the server sent, and what is being sent. */
export function keepLines(before: ChatFacts, after: ChatFacts): ChatFacts {
  if (after.signedOut) return after;
  const { outgoing } = before;
  return { ...after, messages: union(before.messages, after.messages), outgoing: outgoing ?? after.outgoing };
}

/** Two answers as one. */
export function joined(one: Conversation, other: Conversation): Conversation {
  return { ...other, messages: union(one.messages, other.messages) };
}

function union(one: readonly ChatMessage[], other: readonly ChatMessage[]): ChatMessage[] {
  const known = new Set(one.map(({ id }) => id));
  return [...one, ...other.filter(({ id }) => !known.has(id))];
}
