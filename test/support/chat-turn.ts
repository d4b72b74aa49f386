import { createAssistant } from '../../bot/assistant';
import type { Act, ChatMessage, MenuItem, Outcome, Reply, Session, Situation } from '../../bot/ports';

const assistant = createAssistant();

export interface Turned {
  act: Act;
  transcript: string;
  replies: Reply[];
  session: Session;
  /** Everything said, captions included. */
  text: string;
}

export interface TurnOptions {
  session?: Session | null;
  outcome?: Outcome;
  /** The situation after the act; without it nothing has changed. */
  after?: Situation;
}

/** Both halves of one turn over built situations. */
export function turn(situation: Situation, message: ChatMessage, options: TurnOptions = {}): Turned {
  const heard = assistant.understand(situation, options.session ?? null, message);
  const said = assistant.reply(
    options.after ?? situation,
    heard.session,
    message,
    heard.act,
    options.outcome ?? { ok: true },
  );
  return { act: heard.act, transcript: heard.transcript, ...said, text: textOf(said.replies) };
}

export function say(situation: Situation, text: string, options: TurnOptions = {}): Turned {
  return turn(situation, { kind: 'text', text }, options);
}

/** The question as it stands, asked by coming in. */
export function ask(situation: Situation, session: Session | null = null): Turned {
  return turn(situation, { kind: 'entered' }, { session });
}

/** Taps the item whose caption contains the words, on the menu of `shown`. */
export function tap(situation: Situation, shown: Turned, words: string, options: TurnOptions = {}): Turned {
  const item = itemsOf(shown.replies).find((one) => one.kind === 'tap' && one.caption.includes(words));
  if (item?.kind !== 'tap') throw new Error(`nothing to tap with ${words}: ${shown.text}`);
  const message: ChatMessage = { kind: 'tap', id: item.id, caption: item.caption };
  return turn(situation, message, { session: shown.session, ...options });
}

export function itemsOf(replies: Reply[]): MenuItem[] {
  return replies.flatMap((reply) => (reply.kind === 'menu' ? reply.items : []));
}

export function textOf(replies: Reply[]): string {
  return replies
    .map((reply) =>
      reply.kind === 'text'
        ? reply.text
        : [
            reply.head,
            ...reply.items.map((item) => (item.kind === 'line' ? item.text : `[${item.caption}]`)),
            reply.tail,
          ].join('\n'),
    )
    .join('\n---\n');
}
