import { fieldOf } from '../../shared/domain/fields';
import { dueText, instantText } from '../../shared/i18n/instants';
import { stepName, type View } from '../engine/flow';
import { positionOf } from '../engine/journey';
import { capital, displayAnswer, seasonText } from '../replies/display';
import type { TextKey } from '../../shared/i18n/keys';
import { hasTickets, refundLines, windowIsOpen } from './ending';
import { fieldsToAsk } from './facts';
import { subjectLines } from './payment';
import { reasonOf } from './review';

/** 进度: state, what is chosen, ends with weekday and time left, and what comes next. */
export function statusText(view: View): string {
  const { season, registration, say } = view;
  if (!season) return say('status.no_season');
  if (!registration) return [seasonText(season, view), say('status.not_begun'), nextLine(view)].join('\n');
  // The question that follows then gives the reason and the end.
  const asksToMend = stepName(positionOf(view), view) === 'review.rejected';
  const lines = [
    seasonText(season, view),
    registration.state === 'rejected' && !asksToMend
      ? say('review.rejected', { reason: reasonOf(view) })
      : say('status.state', { state: stateText(view) }),
    view.answers.siteCode ? `${capital(say('answer.siteCode'))} ${displayAnswer('siteCode', view.answers, view)}` : '',
    registration.subjects.length > 0 ? subjectLines(view) : chosenLine(view),
    asksToMend ? '' : endLine(view),
    refundLines(view),
    nextLine(view),
  ];
  return lines.filter(Boolean).join('\n');
}

function chosenLine(view: View): string {
  return view.answers.subjects?.length
    ? `${capital(view.say('answer.subjects'))} ${displayAnswer('subjects', view.answers, view)}`
    : '';
}

export function stateText(view: View): string {
  return view.registration ? view.say(`state.${view.registration.state}`) : view.say('status.not_begun');
}

/** The end that matters in this state. */
function endLine(view: View): string {
  const { situation, registration, locale, say } = view;
  const { deadlines, now } = situation;
  if (!deadlines || !registration) return '';
  switch (registration.state) {
    case 'draft':
    case 'saved':
      return say('status.site_closes', { due: dueText(deadlines.siteClosesAt, now, locale) });
    case 'ready':
      return situation.facts?.reviews
        ? say('status.site_closes', { due: dueText(deadlines.siteClosesAt, now, locale) })
        : say('status.payment_due', { due: dueText(deadlines.paymentDueAt, now, locale) });
    case 'rejected':
      return say('status.resubmission_due', {
        due: dueText(deadlines.resubmissionEndsAt ?? deadlines.paymentDueAt, now, locale),
      });
    case 'pending':
    case 'approved':
    case 'paying':
    case 'part_paid':
      return say('status.payment_due', { due: dueText(deadlines.paymentDueAt, now, locale) });
    case 'paid':
      if (hasTickets(view)) return '';
      return say('status.ticket_from', { at: instantText(deadlines.ticketFrom, locale) });
    default:
      return '';
  }
}

function nextLine(view: View): string {
  return view.say('status.next', { next: nextText(view) });
}

/** What the present step asks for, in a few words. */
export function nextText(view: View): string {
  const { session } = view;
  // What waits for a yes, or is being changed, is not where the registration stands.
  const calm = {
    ...view,
    session: { ...session, confirming: null, choosing: null, unconfirmed: null, editing: null },
  };
  const name = stepName(positionOf(calm), calm);
  if (name.startsWith('field.')) return fieldsLeft(view);
  if (name.startsWith('ended.') && !windowIsOpen(view)) return view.say('next.ended_closed');
  if (name === 'paid' && hasTickets(view)) return view.say('next.exam');
  const key = NEXT[name] ?? NEXT[name.split('.')[0] ?? ''] ?? 'next.overview';
  return view.say(key);
}

function fieldsLeft(view: View): string {
  const fields = fieldsToAsk(view);
  const groups = [...new Set(fields.map((name) => fieldOf(name).group))].map((group) =>
    view.say(`group.${group}`),
  );
  return view.say('next.fields', { n: fields.length, groups: groups.join(view.say('list.comma')) });
}

const NEXT: Readonly<Record<string, TextKey>> = {
  entry: 'next.entry',
  account: 'next.account',
  notice: 'next.notice',
  guardian: 'next.guardian',
  summary: 'next.summary',
  photo: 'next.photo',
  information: 'next.photo',
  'review.submit': 'next.submit',
  'review.pending': 'next.pending',
  'review.rejected': 'next.rejected',
  payment: 'next.pay',
  blocked: 'next.blocked',
  paid: 'next.paid',
  ended: 'next.ended',
};
