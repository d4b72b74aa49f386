import type { DataProblem } from '../domain/data-problem';
import type { Season } from '../domain/season';
import { plainDateAt, weekdayOf } from '../domain/time';
import type { ProblemList } from './problem-list';
import type { SeasonFile } from './season-schema';

const SATURDAY = 6;

/** Days stand once in one list, days that are worked in turn lie at weekends, and a year that is called whole has holidays. */
export function checkCalendar({ workCalendar }: SeasonFile, problems: ProblemList): void {
  if (!workCalendar) return;
  const { years, holidays, makeUpWorkdays } = workCalendar;
  const seen = new Set<string>();
  for (const name of ['holidays', 'makeUpWorkdays'] as const) {
    workCalendar[name].forEach((date, index) => {
      if (seen.has(date)) problems.add(`workCalendar.${name}[${index}]`, 'file.duplicate', { value: date });
      seen.add(date);
    });
  }
  makeUpWorkdays.forEach((date, index) => {
    if (weekdayOf(date) < SATURDAY)
      problems.add(`workCalendar.makeUpWorkdays[${index}]`, 'calendar.make_up_weekday', { value: date });
  });
  years.forEach((year, index) => {
    if (!holidays.some((date) => date.startsWith(`${year}-`)))
      problems.add(`workCalendar.years[${index}]`, 'calendar.year_empty', { year });
  });
}

/** Years in which this season counts office hours and whose holidays it does not know: no reason to refuse the file. */
export function unknownYears({ windows, paymentEndsAt, workCalendar }: Season): DataProblem[] {
  const yearOf = (at: number) => Number(plainDateAt(at).slice(0, 4));
  const from = Math.min(...windows.map(({ opensAt }) => yearOf(opensAt)));
  const years = Array.from({ length: yearOf(paymentEndsAt) - from + 1 }, (_, index) => from + index);
  return years
    .filter((year) => !workCalendar?.years.includes(year))
    .map((year) => ({ path: 'workCalendar.years', code: 'calendar.year_unknown', params: { year } }));
}
