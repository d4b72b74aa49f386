import { fieldOf } from '../../shared/domain/fields';
import { isFinal } from '../../shared/domain/lifecycle';
import type { Season } from '../../shared/domain/season';
import { formatFen } from '../../shared/domain/money';
import { dayText, dueText, instantText } from '../../shared/i18n/instants';
import type { View } from '../engine/flow';
import { feeText, seasonText } from '../replies/display';
import type { Params } from '../replies/render';
import { entryText } from './entry';
import { subjectLimit } from './facts';
import { kilobytesText } from './photo';
import { nextText, stateText } from './status';

/** Live values that one answer needs: fees, dates and limits come from the season, never from a text. */
export function faqValues(view: View, text: string): Params {
  const names = [...text.matchAll(/\{\{(\w+)\}\}/gu)].flatMap((match) => match[1] ?? []);
  return Object.fromEntries(names.map((name) => [name, valueOf(name, view)]));
}

function valueOf(name: string, view: View): string | number {
  if (name === 'regState') return stateText(view);
  if (name === 'regNext') return nextText(view);
  if (name === 'feesMine') return feesMine(view);
  if (name === 'registerNow') return registerNow(view);
  const ofSeason = SEASON_VALUES[name];
  // Nothing is known without a season; the page shows it.
  const [only, second] = view.situation.seasons;
  const season = view.season ?? (second ? null : (only ?? null));
  return season && ofSeason ? ofSeason(season, { ...view, season }) : view.say('value.see_page');
}

const SEASON_VALUES: Readonly<Record<string, (season: Season, view: View) => string | number>> = {
  siteMaxSubjects: (_season, view) => subjectLimit(view),
  seasonMaxSubjects: (season) => season.maxSubjects,
  linkRegistration: (season, view) => season.links.registration ?? view.say('value.see_page'),
  linkProvince: (season, view) => season.links.province ?? view.say('value.see_page'),
  feesTable,
  payDeadline: (season, { situation, locale }) =>
    dueText(situation.deadlines?.paymentDueAt ?? season.paymentEndsAt, situation.now, locale),
  provinceName: (season, view) => view.local(season.province.name),
  provinceOpenAt: (season, { locale }) => instantText(season.windows[0]?.opensAt ?? 0, locale),
  provinceCloseAt: (season, { locale }) =>
    instantText(season.windows.at(-1)?.closesAt ?? 0, locale, { end: true }),
  ticketOpenAt: (season, { locale }) => instantText(season.ticketFrom, locale),
  examDates: (season, { locale }) =>
    `${dayText(season.examFrom, locale)} – ${dayText(season.examTo, locale)}`,
  sittingName: seasonText,
  supportHours: hoursText,
  photoKilobytes: (season) => kilobytesText(season.photoRule),
  photoPixels: (season) => `${season.photoRule.minWidth}×${season.photoRule.minHeight}`,
  documentTypes: documentTypeNames,
  levels: (season, view) =>
    season.sitting.levels.map((level) => levelText(level, view)).join(view.say('list.comma')),
  subjectList,
};

/** Whether somebody can begin: what they have already, else how each sitting stands (S1, S13). */
function registerNow(view: View): string {
  const { registration, season, situation } = view;
  if (registration && !isFinal(registration.state)) {
    return view.say('entry.have_one', { state: stateText(view), next: nextText(view) });
  }
  const seasons = season ? [season] : situation.seasons;
  return seasons.map((one) => entryText(one, view)).join('\n') || view.say('entry.none');
}

function feesMine(view: View): string {
  const chosen =
    view.season?.subjects.filter((subject) => view.answers.subjects?.includes(subject.code)) ?? [];
  if (chosen.length === 0) return view.say('value.none_chosen');
  const total = chosen.reduce((sum, subject) => sum + subject.feeFen, 0);
  return `${chosen.map((subject) => `${subject.code} ${feeText(subject.feeFen, view)}`).join(view.say('list.comma'))}${view.say('list.clause')}${view.say('payment.total', { amount: feeText(total, view) })}`;
}

/** One fee a level where it is one, else from to. */
function feesTable(season: Season, view: View): string {
  return season.sitting.levels
    .flatMap((level) => {
      const fees = season.subjects
        .filter((subject) => subject.level === level)
        .map((subject) => subject.feeFen);
      if (fees.length === 0) return [];
      const [least, most] = [Math.min(...fees), Math.max(...fees)];
      const range = least === most ? feeText(least, view) : `${formatFen(least)}–${formatFen(most)}`;
      return [`${levelText(level, view)} ${range}`];
    })
    .join(view.say('list.comma'));
}

export function levelText(level: number, view: View): string {
  return view.say('value.level', { level: view.locale === 'en' ? level : ('一二三四'[level - 1] ?? level) });
}

function subjectList(season: Season, view: View): string {
  return season.sitting.levels
    .map((level) => {
      const codes = season.subjects
        .filter((subject) => subject.level === level)
        .map((subject) => subject.code);
      return `${levelText(level, view)} ${codes.join(' ')}`;
    })
    .join(view.say('list.semicolon'));
}

function documentTypeNames(season: Season, view: View): string {
  const choices = fieldOf('documentType').choices?.(season, view.answers) ?? [];
  return choices
    .map((choice) => (choice.name ? view.local(choice.name) : choice.value))
    .join(view.say('list.comma'));
}

/** Office hours of the desk: days and times. */
export function hoursText(season: Season, view: Pick<View, 'say'>): string {
  const { days, fromMinute, toMinute } = season.supportHours;
  return `${daysText(days, view)} ${clockText(fromMinute)}–${clockText(toMinute)}`;
}

/** Days of the week by name; three or more in a row as a range. */
function daysText(days: readonly number[], view: Pick<View, 'say'>): string {
  const names = days.map((day) => view.say(`date.weekday.${((day + 6) % 7) + 1}` as 'date.weekday.1'));
  const [from, to] = [names[0] ?? '', names.at(-1) ?? ''];
  const inRow = days.every((day, index) => index === 0 || day === (days[index - 1] ?? 0) + 1);
  return inRow && days.length > 2 ? view.say('list.range', { from, to }) : names.join(view.say('list.comma'));
}

function clockText(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
