import type { MenuItem, Note, Reply } from '../ports';
import { LIMITS } from '../engine/clip';
import { textNote, type Move, type View } from '../engine/flow';

/** Begins the id of a tap that says how a person's service was; what follows names the service and the answer. */
const RATE = 'rate';
const RATINGS = [1, 2, 3] as const;

/** A person has ended, and the bot goes on: that it does, and what changed meanwhile beside the fields that pages filled. */
export function handBackNotes({ situation: { handBack }, say }: View): Note[] {
  if (!handBack) return [];
  const { from, to } = handBack;
  const moved = from !== null && to !== null && from !== to;
  return [
    textNote('handback.ended'),
    ...(moved ? [textNote('handback.state', { from: say(`state.${from}`), to: say(`state.${to}`) })] : []),
  ];
}

/**
 * The question how it was, in the same message as the pending question: the platform lets one through. Where the menu is full
 * it is left out; nobody is asked twice.
 */
export function withRating(replies: Reply[], { situation: { handBack }, say }: View): Reply[] {
  const last = replies.at(-1);
  if (!handBack || !last) return replies;
  const items = last.kind === 'menu' ? last.items : [];
  const asked: MenuItem[] = [
    { kind: 'line', text: say('rating.ask') },
    ...RATINGS.map((rating): MenuItem => ({
      kind: 'tap',
      id: `${RATE}:${handBack.handoffId}.${rating}`,
      caption: say(`rating.${rating}`),
    })),
  ];
  if (items.length + asked.length > LIMITS.items) return replies;
  const menu = last.kind === 'menu' ? last : { kind: 'menu' as const, head: last.text, tail: '' };
  return [...replies.slice(0, -1), { ...menu, items: [...items, ...asked] }];
}

/** A tap on one of the three, whenever it comes; null for any other. */
export function ratingMove({ nonce, key }: { nonce: string; key: string }): Move | null {
  const [handoffId, last] = [key.slice(0, -2), key.slice(-2)];
  const rating = RATINGS.find((one) => last === `.${one}`);
  if (nonce !== RATE || rating === undefined) return null;
  return { act: { kind: 'rate_handoff', handoffId, rating }, notes: [textNote('rating.thanks')] };
}
