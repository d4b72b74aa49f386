import { hoursText } from '../../../bot/flows/faq-values';
import { render } from '../../../bot/replies/render';
import { rejectionText } from '../../../bot/replies/rejection-text';
import { windowsOf } from '../../../shared/domain/calendar';
import { fillCanned, type CannedValues, type Filled } from '../../../shared/domain/canned-answers';
import { isAskedField } from '../../../shared/domain/fields';
import { isFinal } from '../../../shared/domain/lifecycle';
import { maskName } from '../../../shared/domain/masks';
import { formatFen, sumFen } from '../../../shared/domain/money';
import type { Registration } from '../../../shared/domain/registration';
import { siteOf, type Season } from '../../../shared/domain/season';
import { dayText, dueText, instantText } from '../../../shared/i18n/instants';
import { localText, subjectText } from '../../../shared/i18n/readable-params';
import type { Locale } from '../ports/accounts';
import {
  nearestDeadline,
  registrationDeadlines,
  registrationFacts,
} from '../registrations/registration-facts';

interface Filling {
  season: Season;
  registration: Registration | null;
  /** The candidate's language, in which the answer is written. */
  locale: Locale;
  now: number;
}

/** A prepared answer of the season, filled for one candidate; null when the season has none of that id. */
export function cannedAnswer(id: string, filling: Filling): Filled | null {
  const found = filling.season.cannedAnswers?.find((one) => one.id === id);
  return found ? fillCanned(localText(found.text, filling.locale), cannedValues(filling)) : null;
}

/** What is known of season and person. Whatever is not is left out: a text that needs it is not filled. */
export function cannedValues(filling: Filling): CannedValues {
  return {
    ...seasonValues(filling),
    ...(filling.registration && personValues(filling, filling.registration)),
  };
}

function seasonValues({ season, registration, locale }: Filling): CannedValues {
  const last = windowsOf(season, registration?.answers.siteCode).at(-1);
  const say = (...[key, params]: Said) => render(locale, key, params);
  return {
    sitting: localText(season.sitting.name, locale),
    hotline: localText(season.hotline, locale),
    support_hours: hoursText(season, { say }),
    ...(season.links.registration !== undefined && { registration_link: season.links.registration }),
    ...(last && { window_end: instantText(last.closesAt, locale, { end: true }) }),
    review_end: instantText(season.reviewEndsAt, locale, { end: true }),
    payment_due: instantText(season.paymentEndsAt, locale, { end: true }),
    ticket_from: instantText(season.ticketFrom, locale),
    exam_days: `${dayText(season.examFrom, locale)} – ${dayText(season.examTo, locale)}`,
  };
}

type Said = [key: Parameters<typeof render>[1], params?: Parameters<typeof render>[2]];

function personValues({ season, locale, now }: Filling, registration: Registration): CannedValues {
  const { answers, state, subjects, decision } = registration;
  const comma = render(locale, 'list.comma');
  const site = siteOf(season, answers.siteCode);
  const deadline = nearestDeadline(registration, season, now);
  const codes = subjects.length > 0 ? subjects.map(({ code }) => code) : (answers.subjects ?? []);
  const missing = isFinal(state) ? [] : missingOf(registration, { season, locale, now });
  const { paymentDueAt } = registrationDeadlines(registration, season, now);
  return {
    state: render(locale, `state.${state}`),
    payment_due: instantText(paymentDueAt, locale, { end: true }),
    ...(answers.name !== undefined && { name: maskName(answers.name) }),
    ...(site && { site: localText(site.name, locale), site_contact: localText(site.contact, locale) }),
    ...(codes.length > 0 && {
      subjects: codes.map((code) => subjectText(code, season, locale)).join(comma),
      fee: formatFen(feeOf(codes, season)),
    }),
    ...(deadline !== null && { deadline: dueText(deadline, now, locale) }),
    ...(missing.length > 0 && { missing: missing.join(comma) }),
    ...(state === 'rejected' && { reason: rejectionText(decision, season, locale) }),
  };
}

function feeOf(codes: readonly string[], season: Season): number {
  return sumFen(season.subjects.filter(({ code }) => codes.includes(code)).map(({ feeFen }) => feeFen));
}

function missingOf(
  registration: Registration,
  { season, locale, now }: Pick<Filling, 'season' | 'locale' | 'now'>,
): string[] {
  const fields = registrationFacts(registration, season, now).missing.filter(isAskedField);
  const names = fields.map((field) => render(locale, `answer.${field}`));
  return registration.photoId === null ? [...names, render(locale, 'answer.photo')] : names;
}
