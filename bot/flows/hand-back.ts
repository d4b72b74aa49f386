import type { TextKey } from '../../shared/i18n/keys';
import { LIMITS, byteLength } from '../engine/clip';
import { textNote, type Move, type View } from '../engine/flow';
import type { HandBack, MenuItem, Note, Reply } from '../ports';
import { displayAnswer, feeText } from '../replies/display';
import type { Params } from '../replies/render';
import { filledNames, namesOf } from './changed-elsewhere';

/** Begins the id of a tap that says how a person's service was; what follows names the service and the answer. */
const RATE = 'rate';
const RATINGS = [1, 2, 3] as const;

/** So many bytes are for what changed: the pending question has its place in the same message. */
const CHANGES_BYTES = 400;

/**
 * A person has ended, and the bot goes on: that it does, and what changed meanwhile, most important first. What finds no room
 * is counted. `filled`: fields that a page has just told of.
 */
export function handBackNotes(view: View, filled: readonly string[] = []): Note[] {
  const { handBack } = view.situation;
  if (!handBack) return [];
  const changes = [
    ...moneyNotes(handBack, view),
    ...stateNotes(handBack, view),
    ...answerNotes([...new Set([...handBack.changed, ...filledNames(view), ...filled])], view),
    ...proposalNotes(handBack),
  ];
  return [{ key: 'handback.ended' } as const, ...thatFit(changes, view)].map(({ key, params }: Line) =>
    textNote(key, params),
  );
}

interface Line {
  key: TextKey;
  params?: Params;
}

function moneyNotes({ paidFen, refundedFen, refundingFen, stuckFen }: HandBack, view: View): Line[] {
  const sums = [
    ['handback.paid', paidFen],
    ['handback.refunded', refundedFen],
    ['handback.refunding', refundingFen],
    ['handback.refund_stuck', stuckFen],
  ] as const;
  return sums.flatMap(([key, fen]) => (fen > 0 ? [{ key, params: { amount: feeText(fen, view) } }] : []));
}

function stateNotes({ from, to }: HandBack, { say }: View): Line[] {
  if (from === null || to === null || from === to) return [];
  return [{ key: 'handback.state', params: { from: say(`state.${from}`), to: say(`state.${to}`) } }];
}

/** Site and subjects as they are now; of the others the names, since some are personal (PR6). */
function answerNotes(names: readonly string[], view: View): Line[] {
  const shown = { siteCode: 'handback.site', subjects: 'handback.subjects' } as const;
  const own = (['siteCode', 'subjects'] as const).filter((name) => names.includes(name));
  const others = names.filter((name) => name !== 'siteCode' && name !== 'subjects');
  const named = namesOf(others, view);
  return [
    ...own.map((name) => ({ key: shown[name], params: { value: displayAnswer(name, view.answers, view) } })),
    ...(named.length > 0
      ? [{ key: 'handback.fields' as const, params: { fields: named.join(view.say('list.comma')) } }]
      : []),
  ];
}

/** A correction that was declined is known to whoever declined it. */
function proposalNotes({ proposal }: HandBack): Line[] {
  if (proposal === null || proposal === 'declined') return [];
  if (proposal === 'confirmed' || proposal === 'withdrawn') return [{ key: `handback.proposal_${proposal}` }];
  return [{ key: 'handback.proposal_over' }];
}

function thatFit(notes: readonly Line[], view: View): Line[] {
  const kept: Line[] = [];
  let room = CHANGES_BYTES;
  for (const note of notes) {
    const bytes = byteLength(view.say(note.key, note.params)) + 1;
    if (bytes > room) continue;
    kept.push(note);
    room -= bytes;
  }
  const left = notes.length - kept.length;
  return left === 0 ? kept : [...kept, { key: 'handback.more', params: { n: left } }];
}

/**
 * The question how it was, in the same message as the pending question: the platform lets one through. Where the menu is full
 * or the text too long for one it is left out; nobody is asked twice.
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
  const menu = last.kind === 'menu' ? last : { kind: 'menu' as const, head: last.text, tail: '' };
  if (items.length + asked.length > LIMITS.items || byteLength(menu.head) > LIMITS.head) return replies;
  return [...replies.slice(0, -1), { ...menu, items: [...items, ...asked] }];
}

/** A tap on one of the three, whenever it comes; null for any other. */
export function ratingMove({ nonce, key }: { nonce: string; key: string }): Move | null {
  const [handoffId, last] = [key.slice(0, -2), key.slice(-2)];
  const rating = RATINGS.find((one) => last === `.${one}`);
  if (nonce !== RATE || rating === undefined) return null;
  return { act: { kind: 'rate_handoff', handoffId, rating }, notes: [textNote('rating.thanks')] };
}
