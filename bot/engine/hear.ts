import { findPersonalNumbers, maskText } from '../../shared/domain/masks';
import type { Act, ChatMessage, Heard, Note, Session, Situation } from '../ports';
import { filledOnPages, hearFilled, hearLate } from '../flows/changed-elsewhere';
import { commandMove } from '../flows/commands';
import { faqMove } from '../flows/answers';
import { handBackNotes, ratingMove } from '../flows/hand-back';
import { forgottenConfirmation } from '../flows/forgotten-confirmation';
import { newsOf } from '../flows/news';
import { hearOldProposal } from '../flows/proposal';
import { hearPicture } from '../flows/photo';
import { newSession, parseSession } from '../session';
import { complains } from '../understanding/complaints';
import { yesOrNo } from '../understanding/extract/yes-no';
import { FAQ_SURE, matchFaq } from '../understanding/faq';
import { closeOptions, exactOption } from '../understanding/match-option';
import { heardText } from '../understanding/normalize';
import { stepName, textNote, type HeardText, type Move, type Question, type Step, type View } from './flow';
import { handOff, isServed, missed } from './handoff';
import { positionOf } from './journey';
import { nonceOf, readTapId } from './nonce';
import { pageOf, turnTo, type Page, type Place } from './prompt';
import { viewOf } from './view';

const NOTHING: Act = { kind: 'none' };

/** First half of a turn: what the message wants done, as one act, and the live session after it. */
export function understand(situation: Situation, stored: Session | null, message: ChatMessage): Heard {
  // The account's language is chosen in either channel: a session that spoke another one follows.
  const session = { ...(parseSession(stored) ?? newSession(situation.locale)), locale: situation.locale };
  const view = viewOf(situation, session);
  if (isServed(situation)) return { act: NOTHING, session, transcript: plainTranscript(message, view) };
  const here = presentQuestion(view);
  const heard = hear(view, here, message);
  return {
    act: heard.move.act ?? NOTHING,
    session: sessionAfter(session, heard.move),
    transcript: heard.transcript,
  };
}

/** The question the candidate stands at, laid out as it was shown. */
interface Here {
  step: Step;
  question: Question;
  page: Page;
  place: Place;
}

function presentQuestion(view: View): Here {
  const step = positionOf(view);
  const question = step.ask(view);
  const place = placeOf(view, stepName(step, view));
  return { step, question, place, page: pageOf(question, place, view) };
}

/** Page and fragment belong to the step they were asked at. A fragment that names a level is the step's own. */
export function placeOf(view: View, step: string): Place {
  const { asked } = view.session;
  if (asked?.step !== step) return { step, page: 0, fragment: null, kept: null };
  const { page, fragment } = asked;
  return { step, page, fragment: fragment?.startsWith('#') ? null : fragment, kept: fragment };
}

interface Understood {
  move: Move;
  transcript: string;
}

function hear(view: View, here: Here, message: ChatMessage): Understood {
  const back = handBackNotes(view, message.kind === 'resumed' ? message.filled : []);
  const late = hearLate(view, (asked) => hearAs(asked, message));
  if (late) return withNotes(late, back);
  const heard = hearHere(view, here, message);
  const isTold = message.kind === 'resumed' && back.length === 0;
  return withNotes(heard, [...back, ...(isTold ? [] : filledOnPages(view))]);
}

function withNotes(heard: Understood, notes: Note[]): Understood {
  return { ...heard, move: { ...heard.move, notes: [...notes, ...(heard.move.notes ?? [])] } };
}

function hearHere(view: View, here: Here, message: ChatMessage): Understood {
  switch (message.kind) {
    case 'text':
      return hearText(view, here, message.text);
    case 'tap':
      return { move: hearTap(view, here, message.id), transcript: maskText(message.caption) };
    case 'picture':
      return { move: hearPicture(view, message), transcript: plainTranscript(message, view) };
    case 'resumed':
      return {
        move: afterHandBack(
          view,
          message.filled.length === 0 ? newsOf(view) : hearFilled(view, message.filled),
        ),
        transcript: plainTranscript(message, view),
      };
    case 'entered':
      return {
        move: { notes: [textNote(view.registration ? 'welcome.back' : 'welcome.new')] },
        transcript: plainTranscript(message, view),
      };
    case 'unsupported':
      return { move: { notes: [textNote('unsupported')] }, transcript: plainTranscript(message, view) };
  }
}

const SAID_BY_HAND_BACK = ['resumed.back', 'resumed.filled'];

/** That the bot goes on, and what was filled, is said by the end of the person's service. */
function afterHandBack({ situation }: View, move: Move): Move {
  if (!situation.handBack) return move;
  const notes = move.notes?.filter((note) => note.say !== 'text' || !SAID_BY_HAND_BACK.includes(note.key));
  return { ...move, notes };
}

/** Words and taps as they would be understood at another question. */
function hearAs(view: View, message: ChatMessage): Understood | null {
  const here = presentQuestion(view);
  if (message.kind === 'text') return hearText(view, here, message.text);
  const tap = message.kind === 'tap' ? readTapId(message.id) : null;
  const option = tap && tap.nonce === view.session.asked?.nonce ? optionByKey(here, tap.key) : undefined;
  return option ? { move: option.move(), transcript: plainTranscript(message, view) } : null;
}

/** A tap counts only for the question it belongs to; an old one changes nothing. */
function hearTap(view: View, here: Here, id: string): Move {
  const tap = readTapId(id);
  const rating = tap && ratingMove(tap);
  if (rating) return rating;
  const stands =
    tap !== null && (tap.nonce === nonceOf(here.step, view) || isAskedStill(view, here, tap.nonce));
  const option = stands ? optionByKey(here, tap.key) : undefined;
  if (option) return option.move();
  const forgotten = tap && (hearOldProposal(view, tap.key) ?? forgottenConfirmation(view, tap));
  return forgotten ?? { notes: [textNote('tap.stale')] };
}

/** The question of a field stands as it was asked last, though pages have answered others since. */
function isAskedStill({ session: { asked } }: View, { place }: Here, nonce: string): boolean {
  return asked?.nonce === nonce && asked.step === place.step && asked.step.startsWith('field.');
}

/** Every page of a long list stays valid while its question stands. */
function optionByKey(here: Here, key: string): Page['all'][number] | undefined {
  const found = here.page.all.find((option) => option.key === key);
  if (found) return found;
  const page = /^page\.(\d{1,3})$/.exec(key)?.[1];
  const next = here.page.all.find((option) => option.key.startsWith('page.'));
  return page === undefined || !next ? undefined : { ...next, move: () => turnTo(Number(page), here.place) };
}

function hearText(view: View, here: Here, raw: string): Understood {
  const text = heardText(raw);
  const masked = maskText(text.raw);
  const exact = exactOption(here.page.all, here.page.shown, text);
  if (exact) return { move: exact.move(), transcript: masked };
  const command = commandMove(view, here, text);
  if (command) return { move: command, transcript: masked };
  if (complains(text.raw)) return { move: handOff(view, 'complaint'), transcript: masked };
  const behind = behindOffer(view, here, text);
  if (behind) {
    const heard = hearText(behind, presentQuestion(behind), raw);
    const session = { confirming: null, choosing: null, ...heard.move.session };
    return { ...heard, move: { ...heard.move, session } };
  }
  const open = typeof here.step.open === 'function' ? here.step.open(view) : (here.step.open ?? false);
  const faq = open || text.asks ? matchFaq(text.raw) : null;
  // A question, or a sentence that could pass for an answer, is looked up first.
  if (faq?.[0] && faq[0].score >= FAQ_SURE) return { move: faqMove(view, faq), transcript: masked };
  const answer = open && text.asks ? null : (here.step.hear?.(view, text) ?? null);
  if (answer) return { move: answer, transcript: here.step.mask?.(view, text.raw, masked) ?? masked };
  return { move: otherwise(view, here, { text, faq: faq ?? matchFaq(text.raw) }), transcript: masked };
}

/** An offer that is not taken up does not stand in the way: the words may answer the question behind it. */
function behindOffer(view: View, here: Here, text: HeardText): View | null {
  const { confirming, choosing } = view.session;
  if (confirming?.act !== 'hand_off' && choosing === null) return null;
  if (yesOrNo(text.raw) !== null || closeOptions(here.page.all, text).length === 1) return null;
  return viewOf(view.situation, { ...view.session, confirming: null, choosing: null, misses: 0 });
}

interface Guess {
  text: HeardText;
  faq: ReturnType<typeof matchFaq>;
}

/** Close text, then the questions people ask, then a hint. */
function otherwise(view: View, here: Here, { text, faq }: Guess): Move {
  const close = text.asks ? [] : closeOptions(here.page.all, text);
  const [only] = close;
  if (only && close.length === 1) return only.move();
  // Yes and no mean something only where a question takes them.
  if (yesOrNo(text.raw) !== null && here.page.all.length > 0) return { notes: [textNote('confirm.which')] };
  if (faq.length > 0 && mayStart(faq, text)) return faqMove(view, faq);
  if (close.length > 1 && here.page.long) {
    return {
      session: {
        asked: {
          step: stepName(here.step, view),
          nonce: nonceOf(here.step, view),
          page: 0,
          fragment: text.raw,
        },
      },
    };
  }
  // The person is told that a number was seen and what became of it (PR6).
  if (findPersonalNumbers(text.raw).length > 0) return { notes: [textNote('personal.seen')] };
  return missed(view, here.page.all.length > 0);
}

const LEADS_AWAY = new Set<string>([
  'flow.choose_site',
  'flow.choose_subject',
  'flow.confirm',
  'flow.deny',
  'flow.delete',
]);

/** What only resembles an intent may be an answer that is not understood: it leads nowhere else. */
function mayStart(faq: ReturnType<typeof matchFaq>, text: HeardText): boolean {
  const [best] = faq;
  return text.asks || best === undefined || best.score >= FAQ_SURE || !LEADS_AWAY.has(best.id);
}

/** Anything understood ends a row of misses; an act leaves the page of a list behind. */
function sessionAfter(session: Session, move: Move): Session {
  const turn = { notes: move.notes ?? [], onOk: move.onOk ?? null, quiet: move.quiet ?? false };
  const changed: Session = Object.assign({ ...session, misses: 0 }, move.session, { turn });
  const leavesPage = move.act !== undefined && move.session?.asked === undefined && session.asked !== null;
  if (leavesPage && session.asked) changed.asked = { ...session.asked, page: 0, fragment: null };
  return changed;
}

function plainTranscript(message: ChatMessage, view: View): string {
  switch (message.kind) {
    case 'text':
      return maskText(message.text);
    case 'tap':
      return maskText(message.caption);
    case 'picture':
      return view.say('transcript.picture');
    case 'unsupported':
      return view.say('transcript.unsupported');
    case 'entered':
      return view.say('transcript.entered');
    case 'resumed':
      return view.say('transcript.resumed');
  }
}

export type { Here };
