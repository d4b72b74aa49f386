import { capital } from '../../../bot/replies/display';
import { render } from '../../../bot/replies/render';
import { formatFen } from '../../../shared/domain/money';
import { maskText } from '../../../shared/domain/masks';
import { dueText, instantText } from '../../../shared/i18n/instants';
import { localText } from '../../../shared/i18n/readable-params';
import { staffText } from '../../../shared/i18n/staff/text';
import type { StaffKey } from '../../../shared/i18n/staff/zh-CN';
import { siteOf } from '../../../shared/domain/season';
import type { AskedField } from '../../../shared/domain/fields';
import type { Locale } from '../ports/accounts';
import type { CallFailure } from '../ports/support';
import { maskedPerson, type SupportCase } from './support-case';
import type { PositionStep } from '../registrations/view-registration';

/** What a human reads before answering somebody: gathered first, written without looking at anything else. */
export interface BriefFacts {
  case: SupportCase;
  now: number;
  position: { step: PositionStep; about: string | null } | null;
  /** What is still missing or no longer right, in the order asked; the photo last. */
  missing: readonly (AskedField | 'photo')[];
  deadlineAt: number | null;
  order: { amountFen: number; expiresAt: number } | null;
  /** Why it was rejected, in words that are safe to show. */
  rejection: string | null;
  /** Newest first. */
  failures: readonly CallFailure[];
  /** What the candidate said last, oldest first; masked as it was kept. */
  said: readonly string[];
}

/** Everything fits one look: a card, or the head of a page. */
export const MOST_LINES = 12;
const MOST_NAMED = 6;
const MOST_FAILURES = 3;
const MOST_SAID = 3;
const SAID_LENGTH = 24;

export interface BriefLine {
  label: string;
  value: string;
}

/** State, step, what is missing, time left, what was tried and what failed with its request id: masked, 12 lines at most. */
export function writeBrief(facts: BriefFacts, locale: Locale): BriefLine[] {
  const say = (key: StaffKey, params?: Record<string, string | number>) => staffText(locale, key, params);
  const { case: found, now, rejection, said } = facts;
  const { handoff } = found;
  const words = said.slice(-MOST_SAID).map((text) => say('brief.quote', { text: clipped(maskText(text)) }));
  const lines: (BriefLine | null)[] = [
    { label: say('brief.person'), value: personOf(found, locale) },
    {
      label: say('brief.why'),
      value: `${render(locale, `handoff.trigger.${handoff.trigger}`)} · ${instantText(handoff.openedAt, locale)}`,
    },
    stateLine(facts, locale),
    missingLine(facts, locale),
    facts.deadlineAt === null
      ? null
      : { label: say('brief.deadline'), value: dueText(facts.deadlineAt, now, locale) },
    rejection === null ? null : { label: say('brief.rejected'), value: rejection },
    orderLine(facts, locale),
    words.length === 0 ? null : { label: say('brief.tried'), value: words.join(' ') },
    ...failureLines(facts, locale),
    handoff.state === 'closed' || handoff.state === 'served'
      ? null
      : { label: say('brief.promised'), value: dueText(handoff.answerBy, now, locale) },
  ];
  return lines.filter((line) => line !== null).slice(0, MOST_LINES);
}

function personOf(found: SupportCase, locale: Locale): string {
  const { registration, season } = found;
  const site = season && siteOf(season, registration?.answers.siteCode);
  const parts = [
    maskedPerson(found) ?? staffText(locale, 'support.unknown_person'),
    season && localText(season.sitting.name, locale),
    site && localText(site.name, locale),
    registration?.answers.subjects?.join(render(locale, 'list.comma')),
  ];
  return parts.filter(Boolean).join(' · ');
}

function stateLine({ case: { registration }, position }: BriefFacts, locale: Locale): BriefLine {
  const label = staffText(locale, 'brief.state');
  if (!registration) return { label, value: staffText(locale, 'support.no_registration') };
  const state = render(locale, `state.${registration.state}`);
  if (!position) return { label, value: state };
  const { step, about } = position;
  const at = staffText(locale, `brief.step.${step}`);
  const isField = about !== null && step === 'question';
  const field = isField ? fieldName(about as AskedField, locale) : '';
  return { label, value: `${state} · ${isField ? staffText(locale, 'brief.at_field', { at, field }) : at}` };
}

function missingLine({ missing }: BriefFacts, locale: Locale): BriefLine | null {
  if (missing.length === 0) return null;
  const named = missing.slice(0, MOST_NAMED).map((field) => fieldName(field, locale));
  const rest = missing.length - named.length;
  const comma = render(locale, 'list.comma');
  const more = rest > 0 ? staffText(locale, 'brief.more', { n: rest }) : '';
  return { label: staffText(locale, 'brief.missing'), value: named.join(comma) + more };
}

function orderLine({ order }: BriefFacts, locale: Locale): BriefLine | null {
  if (!order) return null;
  const params = { amount: formatFen(order.amountFen), at: instantText(order.expiresAt, locale) };
  return { label: staffText(locale, 'brief.order'), value: staffText(locale, 'brief.order_open', params) };
}

function failureLines({ failures }: BriefFacts, locale: Locale): BriefLine[] {
  return failures.slice(0, MOST_FAILURES).map(({ code, requestId, route, at }) => ({
    label: staffText(locale, 'brief.failed'),
    value: `${code} · ${route} · ${requestId} · ${instantText(at, locale)}`,
  }));
}

function fieldName(field: AskedField | 'photo', locale: Locale): string {
  return capital(render(locale, `answer.${field}`));
}

function clipped(text: string): string {
  const characters = [...text.replace(/\s+/gu, ' ')];
  return characters.length <= SAID_LENGTH
    ? characters.join('')
    : `${characters.slice(0, SAID_LENGTH - 1).join('')}…`;
}
