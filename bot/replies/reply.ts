import { fillText } from '../../shared/i18n/format';
import { isTextKey } from './render';
import { faqValues } from '../flows/faq-values';
import { withRating } from '../flows/hand-back';
import { ticketText } from '../flows/ending';
import { markAsked } from '../flows/changed-elsewhere';
import { notEnteredText } from '../flows/entry';
import { alternatives } from '../flows/site';
import { statusText } from '../flows/status';
import { summaryText } from '../flows/summary';
import { isAskedField } from '../flows/facts';
import { faqEntry } from '../understanding/faq';
import { stepName, type View } from '../engine/flow';
import { isServed } from '../engine/handoff';
import { placeOf } from '../engine/hear';
import { isOwnHand } from '../engine/own-hand';
import { positionOf } from '../engine/journey';
import { nonceOf } from '../engine/nonce';
import { pageOf, repliesOf, textReply } from '../engine/prompt';
import { viewOf } from '../engine/view';
import { clip } from '../engine/clip';
import { siteOf } from '../../shared/domain/season';
import { subjectText } from '../../shared/i18n/readable-params';
import type { Act, ChatMessage, Note, Outcome, Reply, Said, Session, Situation, Turn } from '../ports';
import { acknowledgement, handOffText } from './acknowledge';
import { siteText } from './display';
import { problemText, refusalText } from './refusal';

const NO_TURN: Turn = { notes: [], onOk: null, quiet: false };

/** Second half of a turn: what became of the act, and the question the situation now asks. */
export function reply(
  situation: Situation,
  session: Session,
  message: ChatMessage,
  act: Act,
  outcome: Outcome,
): Said {
  const turn = session.turn ?? NO_TURN;
  const settled = settle(session, { turn, act, outcome, situation });
  const isQuiet = isServed(situation);
  if (isQuiet && !isOwnHand(situation, message)) return { replies: [], session: settled };
  const view = viewOf(situation, settled);
  const before = outcome.ok ? saidOnSuccess(view, turn, act) : [failureText(view, act, outcome)];
  const wantsSummary = turn.notes.some((note) => note.say === 'summary') && view.registration !== null;
  const first = wantsSummary ? (): string => summaryText(view) : undefined;
  const again = act.kind === 'none' && !wantsSummary && (message.kind === 'text' || message.kind === 'tap');
  if (act.kind === 'hand_off' && outcome.ok) return quietly(before, view);
  // What else there is to ask waits until the person has ended.
  if (isQuiet && situation.proposal?.state !== 'open') return quietly(before, view);
  // A sitting that cannot be entered was just told of; the list of all need not follow.
  const briefly = act.kind === 'choose_season' && !outcome.ok;
  return asking(view, before, { first, again, briefly });
}

/** The live session once the outcome is known. */
function settle(
  session: Session,
  { turn, act, outcome, situation }: { turn: Turn; act: Act; outcome: Outcome; situation: Situation },
): Session {
  const base = { ...session, turn: null };
  // Money that has arrived meanwhile needs no person.
  const cleared = act.kind === 'check_payment' && situation.registration?.state === 'paid';
  if (outcome.ok) return cleared || turn.onOk === null ? base : Object.assign(base, turn.onOk);
  // A correction that found no seat stays as proposed: nothing of the candidate's own is asked anew.
  if (act.kind === 'answer_proposal') return base;
  if (outcome.why === 'seats_full')
    return { ...base, editing: outcome.subjectCode === null ? 'siteCode' : 'subjects', city: null };
  const corrects =
    act.kind === 'save_answers' || act.kind === 'submit_information' || act.kind === 'apply_changes';
  if (outcome.why === 'invalid' && corrects && isAskedField(outcome.field))
    return { ...base, editing: outcome.field };
  return base;
}

interface Asking {
  /** Sent as a message of its own before the question, whatever the question. */
  first: (() => string) | undefined;
  /** Nothing was done: a summary that stands above already is not sent once more. */
  again: boolean;
  /** What the question says in brief is enough. */
  briefly: boolean;
}

function asking(view: View, before: string[], { first, again, briefly }: Asking): Said {
  const step = positionOf(view);
  const name = stepName(step, view);
  const whole = step.ask(view);
  const question = briefly ? { ...whole, head: whole.brief ?? whole.head } : whole;
  const page = pageOf(question, placeOf(view, name), view);
  const nonce = nonceOf(step, view);
  const fragment = view.session.asked?.step === name ? view.session.asked.fragment : null;
  const stands = again && view.session.asked?.step === name;
  const own = stands ? undefined : question.first;
  const replies = withRating(repliesOf({ question, page, nonce, before, first: own ?? first }, view), view);
  const mark = markAsked(name, view);
  const at = view.situation.now;
  const asked = { step: name, nonce, page: page.page, fragment, at, ...(mark !== '' && { mark }) };
  return { replies, session: { ...view.session, asked } };
}

function quietly(before: string[], view: View): Said {
  const replies: Reply[] =
    view.situation.messagesLeft === 0 ? [] : [textReply(before.filter(Boolean).join('\n\n'))];
  return { replies, session: view.session };
}

function saidOnSuccess(view: View, turn: Turn, act: Act): string[] {
  if (act.kind === 'hand_off') return [handOffText(view)];
  const texts = [acknowledgement(view, act), ...turn.notes.map((note) => noteText(note, view))];
  const said = [...new Set(texts.filter(Boolean))].join('\n');
  return said === '' ? [] : [said];
}

function noteText(note: Note, view: View): string {
  switch (note.say) {
    case 'text':
      return textOf(note, view);
    case 'problem':
      return problemText(note, view);
    case 'refused':
      return note.reasons.map((reason) => refusalText(reason, view)).join('\n');
    case 'faq':
      return faqText(note.id, view);
    case 'status':
      return statusText(view);
    case 'help':
      return view.say('help.text', {
        hotline: view.season ? view.local(view.season.hotline) : view.say('value.see_page'),
      });
    case 'summary':
      return '';
  }
}

function textOf(note: Extract<Note, { say: 'text' }>, view: View): string {
  if (!isTextKey(note.key)) return '';
  if (note.key === 'ticket.here') return `${view.say('ticket.here')}\n${ticketText(view)}`;
  return view.say(note.key, note.params);
}

/** An answer of the list with live values; a placeholder is never shown. */
function faqText(id: string, view: View): string {
  const entry = faqEntry(id);
  if (!entry) return '';
  const text = view.local(entry.answer);
  return fillText(text, faqValues(view, text));
}

function failureText(view: View, act: Act, outcome: Extract<Outcome, { ok: false }>): string {
  switch (outcome.why) {
    case 'refused':
      return (
        (act.kind === 'choose_season' ? notEnteredText(act.seasonId, view) : null) ??
        outcome.reasons.map((reason) => refusalText(reason, view)).join('\n')
      );
    case 'invalid':
      return problemText(outcome.problem, view);
    case 'seats_full':
      return seatsText(view, outcome);
    case 'unavailable':
      return view.say(act.kind === 'check_payment' ? 'payment.checking' : 'later.unavailable');
  }
}

/** Told at once, with alternatives (domain.md 12). */
function seatsText(view: View, full: { siteCode: string; subjectCode: string | null }): string {
  const site = view.season ? siteOf(view.season, full.siteCode) : undefined;
  const name = siteText(site, view);
  const head =
    full.subjectCode === null
      ? view.say('seats.full_site', { site: name })
      : view.say('seats.full_subject', {
          site: name,
          subject: subjectText(full.subjectCode, view.season, view.locale),
        });
  const others = alternatives(site?.city.zh ?? '', view);
  return others ? `${head}\n${view.say('site.alternatives', { sites: clip(others, 300) })}` : head;
}
