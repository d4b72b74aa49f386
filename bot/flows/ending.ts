import { windowStateAt, windowsOf } from '../../shared/domain/calendar';
import { dayText, instantText } from '../../shared/i18n/instants';
import type { HeardText, Move, Option, Question, Step, View } from '../engine/flow';
import { feeText, subjectsText } from '../replies/display';
import { editOption, deleteOption, personOption, statusOption } from './actions';
import { chargedOption } from './open-order';
import { canEdit } from './facts';
import { refusalsOf } from './facts';
import { refusalText } from '../replies/refusal';
import { seasonOption, windowText } from './entry';

/** Where a registration ends: paid with its proof and ticket (S52), deleted or expired with the way back. */
export const endedStep: Step = {
  name: (view) => `ended.${view.registration?.state ?? 'none'}`,
  when: (view) => view.registration?.state === 'deleted' || view.registration?.state === 'expired',
  ask: askAgain,
  hear: hearAgain,
};

export const paidStep: Step = {
  name: 'paid',
  when: (view) => view.registration?.state === 'paid',
  ask: askPaid,
};

/** Outside the window nothing can be filled in; what is there is kept, and it says until when not. */
export const blockedStep: Step = {
  name: 'blocked',
  when: (view) =>
    view.registration !== null && ['draft', 'saved'].includes(view.registration.state) && !canEdit(view),
  ask: (view) => ({
    head: refusalsOf(view, 'edit')
      .map((reason) => refusalText(reason, view))
      .join('\n'),
    options: [statusOption(view), deleteOption(view)],
    tail: view.say('blocked.kept'),
  }),
};

/** Whatever no other step speaks of. */
export const fallbackStep: Step = {
  name: 'overview',
  when: () => true,
  ask: (view) => ({
    head: view.say('overview'),
    options: [statusOption(view), editOption(view), personOption(view)],
  }),
};

export function windowIsOpen(view: View): boolean {
  return (
    view.season !== null && windowStateAt(windowsOf(view.season, null), view.situation.now).kind === 'open'
  );
}

function askAgain(view: View): Question {
  const { season, registration, say } = view;
  const state = registration?.state === 'deleted' ? 'ended.deleted' : 'ended.expired';
  const refunds = refundLines(view);
  if (!windowIsOpen(view)) {
    const window = season ? windowText(season, view) : '';
    const options =
      registration?.state === 'expired' ? [deleteOption(view), chargedOption(view)] : [personOption(view)];
    return {
      more: otherSeasons(view),
      head: [say(state), refunds, say('ended.no_new', { window })].filter(Boolean).join('\n'),
      options,
    };
  }
  return {
    head: [say(state), refunds, say('ended.again')].filter(Boolean).join('\n'),
    options: [againOption(view)],
    more: otherSeasons(view),
  };
}

/** Registering again after the window: the question itself says that it is over. */
function hearAgain(view: View, text: HeardText): Move | null {
  return !windowIsOpen(view) && /重新报|再报|报名|again/iu.test(text.raw) && !text.asks ? {} : null;
}

/** Another province can be chosen as long as nothing stands here. */
function otherSeasons(view: View): Option[] {
  const others = view.situation.seasons.filter((season) => season.id !== view.season?.id);
  return others.slice(0, 5).map((season) => seasonOption(season, view));
}

/** A new registration takes over the answers (S34). */
function againOption(view: View): Option {
  return {
    key: 'again',
    label: view.say('ended.register_again'),
    words: ['重新报名', '再报', '报名', '是', 'register again', 'yes'],
    move: () => ({ act: { kind: 'register_again' } }),
  };
}

/** Tickets are imported and may be shown (S52). */
export function hasTickets({ situation }: View): boolean {
  return situation.tickets.length > 0 && situation.now >= (situation.deadlines?.ticketFrom ?? Infinity);
}

function askPaid(view: View): Question {
  const { say } = view;
  const ready = hasTickets(view);
  return {
    brief: say('paid.title'),
    head: [proofText(view), refundLines(view), ready ? ticketText(view) : comingText(view)]
      .filter(Boolean)
      .join('\n'),
    links: ready ? [{ kind: 'page', target: { open: 'ticket' }, caption: say('ticket.open') }] : [],
    options: [statusOption(view), personOption(view)],
  };
}

/** Proof of payment: subjects, amount, when, and the order number WeChat shows. */
export function proofText(view: View): string {
  const lines = view.situation.paid.map((paid) =>
    view.say('paid.proof', {
      subjects: subjectsText(paid.subjectCodes, view),
      amount: feeText(paid.amountFen, view),
      at: instantText(paid.paidAt, view.locale),
      number: paid.orderId,
    }),
  );
  return [view.say('paid.title'), ...lines, view.say('paid.locked')].join('\n');
}

function comingText(view: View): string {
  const { season, situation, locale, say } = view;
  if (!season) return '';
  return say('paid.next', {
    ticket: instantText(situation.deadlines?.ticketFrom ?? season.ticketFrom, locale),
    from: dayText(season.examFrom, locale),
    to: dayText(season.examTo, locale),
  });
}

/** Ticket of each paid subject: number, session, room and seat (S52). */
export function ticketText(view: View): string {
  return view.situation.tickets
    .map((ticket) =>
      view.say('ticket.line', {
        subject: subjectsText([ticket.subjectCode], view),
        number: ticket.ticketNumber,
        at: instantText(ticket.startsAt, view.locale),
        room: ticket.room,
        seat: ticket.seat,
      }),
    )
    .join('\n');
}

export function refundLines(view: View): string {
  return view.situation.refunds
    .map(({ standing, amountFen }) => view.say(`refund.${standing}`, { amount: feeText(amountFen, view) }))
    .join('\n');
}
