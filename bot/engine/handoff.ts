import type { Note, Situation } from '../ports';
import type { Move, View } from './flow';
import { textNote } from './flow';

/** While a person serves the conversation the bot is silent (promise 12). */
export function isServed(situation: Situation): boolean {
  return situation.handoff?.state === 'served';
}

/** So many messages in a row that were not understood, and a person is offered. */
const MISSES_BEFORE_OFFER = 3;

/** A message nothing was found in: the question again, with a hint; after three, a person. */
export function missed(view: View, hasChoices: boolean): Move {
  const misses = view.session.misses + 1;
  const waits = view.situation.handoff !== null;
  if (misses < MISSES_BEFORE_OFFER || waits) {
    return {
      session: { misses },
      notes: [textNote(misses > 1 ? 'miss.again' : hasChoices ? 'miss.first' : 'miss.open')],
    };
  }
  return { session: { misses: 0, confirming: { act: 'hand_off', reason: 'misses' } } };
}

/** Where somebody stands in the queue; nothing for who is next, or waits for the desk to open. */
export function placeNotes({ situation: { handoff } }: View): Note[] {
  const { ahead: n = 0, minutes = null } = handoff?.place ?? {};
  if (n === 0) return [];
  return [
    minutes === null ? textNote('handoff.place', { n }) : textNote('handoff.place_minutes', { n, minutes }),
  ];
}

export type HandOffTrigger = 'asked' | 'misses' | 'payment_trouble' | 'complaint' | 'guardian';

/** Hands the conversation over; the reply tells who answers until when. */
export function handOff(view: View, trigger: HandOffTrigger): Move {
  const { handoff } = view.situation;
  if (handoff && !handoff.unasked)
    return { session: { confirming: null }, notes: [textNote('handoff.already'), ...placeNotes(view)] };
  return { act: { kind: 'hand_off', trigger }, session: { confirming: null }, quiet: true };
}
