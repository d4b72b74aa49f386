import { fieldOf } from '../../shared/domain/fields';
import type { Season } from '../../shared/domain/season';
import { formatFen } from '../../shared/domain/money';
import { dayText, dueText, instantText } from '../../shared/i18n/instants';
import type { View } from '../engine/flow';
import { feeText, seasonText } from '../replies/display';
import type { Params } from '../replies/render';
import { isAskedField, subjectLimit } from './facts';
import { kilobytesText } from './photo';
import { nextText, stateText } from './status';

/** Live values of the answers: fees, dates and limits come from the season, never from a text. */
export function faqValues(view: View): Params {
  const { season, situation, locale, say } = view;
  const unknown = say('value.see_page');
  const windows = season?.windows ?? [];
  const first = windows[0];
  const last = windows.at(-1);
  return {
    regState: stateText(view),
    regNext: nextText(view),
    siteMaxSubjects: season ? subjectLimit(view) : unknown,
    seasonMaxSubjects: season?.maxSubjects ?? unknown,
    linkRegistration: season?.links.registration ?? unknown,
    linkProvince: season?.links.province ?? unknown,
    feesMine: feesMine(view),
    feesTable: season ? feesTable(season, view) : unknown,
    payDeadline: season
      ? dueText(situation.deadlines?.paymentDueAt ?? season.paymentEndsAt, situation.now, locale)
      : unknown,
    provinceName: season ? view.local(season.province.name) : unknown,
    provinceOpenAt: first ? instantText(first.opensAt, locale) : unknown,
    provinceCloseAt: last ? instantText(last.closesAt, locale, { end: true }) : unknown,
    ticketOpenAt: season ? instantText(season.ticketFrom, locale) : unknown,
    examDates: season ? `${dayText(season.examFrom, locale)} – ${dayText(season.examTo, locale)}` : unknown,
    sittingName: season ? seasonText(season, view) : unknown,
    supportHours: season ? hoursText(season, view) : unknown,
    photoKilobytes: season ? kilobytesText(season.photoRule) : unknown,
    photoPixels: season ? `${season.photoRule.minWidth}×${season.photoRule.minHeight}` : unknown,
    documentTypes: season ? namesOf('documentType', season, view) : unknown,
    levels: season?.sitting.levels.map((level) => levelText(level, view)).join(say('list.comma')) ?? unknown,
    subjectList: season ? subjectList(season, view) : unknown,
  };
}

function feesMine(view: View): string {
  const chosen =
    view.season?.subjects.filter((subject) => view.answers.subjects?.includes(subject.code)) ?? [];
  if (chosen.length === 0) return view.say('value.none_chosen');
  const total = chosen.reduce((sum, subject) => sum + subject.feeFen, 0);
  return `${chosen.map((subject) => `${subject.code} ${feeText(subject.feeFen, view)}`).join(view.say('list.comma'))}, ${view.say('payment.total', { amount: feeText(total, view) })}`;
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
    .join('; ');
}

function namesOf(name: 'documentType', season: Season, view: View): string {
  const choices = isAskedField(name) ? (fieldOf(name).choices?.(season, view.answers) ?? []) : [];
  return choices
    .map((choice) => (choice.name ? view.local(choice.name) : choice.value))
    .join(view.say('list.comma'));
}

/** Office hours of the desk: days and times. */
export function hoursText(season: Season, view: View): string {
  const { days, fromMinute, toMinute } = season.supportHours;
  const names = days
    .map((day) => view.say(`date.weekday.${((day + 6) % 7) + 1}` as 'date.weekday.1'))
    .join(view.say('list.comma'));
  return `${names} ${clockText(fromMinute)}–${clockText(toMinute)}`;
}

function clockText(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
