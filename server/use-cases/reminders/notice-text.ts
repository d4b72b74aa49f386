import { render } from '../../../bot/replies/render';
import { rejectionText } from '../../../bot/replies/rejection-text';
import { formatFen, sumFen } from '../../../shared/domain/money';
import type { Registration } from '../../../shared/domain/registration';
import type { ReminderKind } from '../../../shared/domain/reminder-plan';
import {
  siteOf,
  TEMPLATE_KINDS,
  type Season,
  type SubscriptionTemplate,
  type SubscriptionValue,
  type TemplateKind,
} from '../../../shared/domain/season';
import type { CandidateTopic } from '../../../shared/domain/transition';
import { dueText } from '../../../shared/i18n/instants';
import { localText, subjectText } from '../../../shared/i18n/readable-params';
import type { StuckTrigger } from '../support/call-for-stuck';
import type { Locale } from '../ports/accounts';
import type { Refund } from '../ports/payments';
import { registrationDeadlines } from '../registrations/registration-facts';
import { cut, platformDate, platformTime, THING } from './template-text';

/** What a candidate is told of: an event, or a reminder that is due. */
export type Occasion = { about: CandidateTopic } | { about: 'reminder'; kind: ReminderKind; endsAt: number };

export interface NoticeFacts {
  occasion: Occasion;
  registration: Registration;
  season: Season;
  refund: Refund | null;
  /** What the payment that is told of paid; null where the message is about none, or does not say. */
  paidCodes: readonly string[] | null;
  /** Why somebody of the desk looks at it unasked; the candidate is told. */
  calledFor?: StuckTrigger | null;
  locale: Locale;
  now: number;
}

/** The message as the chat and a mail carry it. No name, no number of a document (PR16). */
export function noticeText(facts: NoticeFacts): string {
  const { calledFor, locale } = facts;
  const text = aboutOccasion(facts);
  return calledFor ? `${text}\n${render(locale, `notice.called.${calledFor}`)}` : text;
}

function aboutOccasion(facts: NoticeFacts): string {
  const { occasion, registration, season, refund, locale, now } = facts;
  const due = dueAtOf(facts);
  const params = {
    dueAt: due === null ? '' : dueText(due, now, locale),
    reason: rejectionText(registration.decision, season, locale),
    subjects: subjectsOf(facts)
      .map((code) => subjectText(code, season, locale))
      .join(render(locale, 'list.comma')),
    amount: formatFen(refund?.amountFen ?? amountOf(facts)),
    cause: refund ? render(locale, `refund.${refund.cause}` as 'refund.late') : '',
  };
  if (occasion.about === 'reminder') return render(locale, reminderText(occasion.kind, registration), params);
  return render(locale, `topic.${occasion.about}`, params);
}

/** Whoever paid for some subjects is not told that the registration is unpaid. */
function reminderText(kind: ReminderKind, { subjects }: Registration) {
  const paidSome = subjects.some((subject) => subject.state === 'paid');
  return kind === 'payment_due' && paidSome ? 'reminder.payment_due_rest' : (`reminder.${kind}` as const);
}

/** The deadline the message speaks of, or null. */
function dueAtOf({ occasion, registration, season, now }: NoticeFacts): number | null {
  if (occasion.about === 'reminder') return occasion.endsAt;
  const { paymentDueAt, resubmissionEndsAt } = registrationDeadlines(registration, season, now);
  if (occasion.about === 'review.approved') return paymentDueAt;
  return occasion.about === 'review.rejected' ? resubmissionEndsAt : null;
}

function subjectsOf({ occasion, registration, paidCodes }: NoticeFacts): string[] {
  if (paidCodes !== null) return [...paidCodes];
  const state = stateShown(occasion);
  return registration.subjects
    .filter((subject) => state === null || subject.state === state)
    .map((subject) => subject.code);
}

function stateShown(occasion: Occasion): 'chosen' | 'paid' | 'lapsed' | null {
  switch (occasion.about) {
    case 'payment.received':
      return 'paid';
    case 'registration.lapsed':
      return 'lapsed';
    case 'reminder':
      return occasion.kind === 'payment_due' ? 'chosen' : null;
    default:
      return null;
  }
}

function amountOf(facts: NoticeFacts): number {
  const shown = subjectsOf(facts);
  const fees = facts.registration.subjects.filter((subject) => shown.includes(subject.code));
  return sumFen(fees.map((subject) => subject.feeFen));
}

/** The template of an occasion, when the season has one. */
export function templateOf(season: Season, occasion: Occasion): SubscriptionTemplate | null {
  const kind = templateKind(occasion);
  return season.templates.find((template) => template.kind === kind) ?? null;
}

function templateKind(occasion: Occasion): TemplateKind | null {
  switch (occasion.about) {
    case 'review.approved':
    case 'review.rejected':
    case 'review.undone':
      return 'review_result';
    case 'payment.received':
      return 'payment_received';
    case 'reminder':
      return isTemplateKind(occasion.kind) ? occasion.kind : null;
    default:
      return null;
  }
}

function isTemplateKind(kind: ReminderKind): kind is ReminderKind & TemplateKind {
  return TEMPLATE_KINDS.some((one) => one === kind);
}

/** Values of a subscription message within its kinds: 20 characters of a thing, 5 of a phrase (miniprogram.md 4.3). */
export function templateValues(template: SubscriptionTemplate, facts: NoticeFacts): Record<string, string> {
  const entries = Object.entries(template.fields).map(([field, value]) => [field, valueOf(value, facts)]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function valueOf(value: SubscriptionValue, facts: NoticeFacts): string {
  const { registration, season, locale } = facts;
  const site = siteOf(season, registration.answers.siteCode);
  switch (value) {
    case 'subject':
      return cut(
        subjectsOf(facts)
          .map((code) => subjectText(code, season, locale))
          .join('、') || '-',
        THING,
      );
    case 'site':
      return cut(site ? localText(site.name, locale) : localText(season.province.name, locale), THING);
    case 'state':
      // A phrase holds Chinese characters only.
      return render('zh-CN', `state.${registration.state}`).slice(0, 5);
    case 'deadline':
      return platformTime(
        dueAtOf(facts) ?? registrationDeadlines(registration, season, facts.now).paymentDueAt,
      );
    case 'exam_date':
      return platformDate(season.examFrom);
    case 'amount':
      return `${(amountOf(facts) / 100).toFixed(2)}元`;
    case 'answered_at':
      return platformTime(facts.now);
    case 'note':
      return cut(noteOf(facts), THING);
  }
}

function noteOf({ occasion, registration, season, locale }: NoticeFacts): string {
  if (occasion.about === 'review.rejected') return rejectionText(registration.decision, season, locale);
  return render(locale, 'note.open_to_see');
}

/** Mail subject: says what it is about without naming anybody. */
export function noticeSubject({ season, locale }: NoticeFacts): string {
  return render(locale, 'mail.notice_subject', { sitting: localText(season.sitting.name, locale) });
}
