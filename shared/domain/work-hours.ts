import { addDays, DAY_MS, instantOf, MINUTE_MS, plainDateAt, weekdayOf, type PlainDate } from './time';

/** Days that differ from the week: public holidays, and days at weekends that are worked for them (调休). */
export interface WorkCalendar {
  /** Years whose days are here as they were published; of other years only what is listed is known. */
  years: number[];
  holidays: PlainDate[];
  makeUpWorkdays: PlainDate[];
}

/** Office hours of a working day, minutes of the day in Asia/Shanghai; days from 1 = Monday to 7 = Sunday. */
export interface WorkHours {
  days: number[];
  fromMinute: number;
  toMinute: number;
}

/** Office hours with the calendar they are kept by; without one every week is like the others. */
export interface WorkTime {
  hours: WorkHours;
  calendar?: WorkCalendar;
}

/** Nobody is away longer: what is not reached within so many days is reached never. */
const LONGEST_DAYS = 800;

/** Whether the office works on that day: on a make-up workday always, on a holiday never. */
export function isWorkday({ hours, calendar }: WorkTime, date: PlainDate): boolean {
  if (calendar?.makeUpWorkdays.includes(date)) return true;
  if (calendar?.holidays.includes(date)) return false;
  return hours.days.includes(weekdayOf(date));
}

/** Whether an instant lies in office hours; their end does not. */
export function isWorkTime(time: WorkTime, at: number): boolean {
  const span = spanOn(time, plainDateAt(at));
  return span !== null && at >= span.from && at < span.to;
}

/** The first instant at or after `at` in office hours, or null when the office never opens again. */
export function nextWorkTime(time: WorkTime, at: number): number | null {
  for (const { from, to } of spansFrom(time, at)) if (to > from) return from;
  return null;
}

/** Whole minutes of office hours between two instants; 0 when `to` is not later. */
export function workMinutesBetween(time: WorkTime, from: number, to: number): number {
  let ms = 0;
  for (const span of spansFrom(time, from)) {
    if (span.from >= to) break;
    ms += Math.min(span.to, to) - span.from;
  }
  return Math.floor(ms / MINUTE_MS);
}

/**
 * The instant at which so many minutes of office hours have passed since `from`: at the latest the end of a day, never the
 * opening of the next. Null when there are not so many.
 */
export function addWorkMinutes(time: WorkTime, from: number, minutes: number): number | null {
  if (minutes <= 0) return from;
  let left = minutes * MINUTE_MS;
  for (const span of spansFrom(time, from)) {
    const length = span.to - span.from;
    if (length >= left) return span.from + left;
    left -= length;
  }
  return null;
}

/** Office hours of one day after another, the first cut to what is left of it at `at`. */
function* spansFrom(time: WorkTime, at: number): Generator<{ from: number; to: number }> {
  let date = plainDateAt(at);
  const until = at + LONGEST_DAYS * DAY_MS;
  for (; instantOf(date) < until; date = addDays(date, 1)) {
    const span = spanOn(time, date);
    if (span && span.to > at) yield { from: Math.max(span.from, at), to: span.to };
  }
}

function spanOn(time: WorkTime, date: PlainDate): { from: number; to: number } | null {
  const { fromMinute, toMinute } = time.hours;
  if (fromMinute >= toMinute || !isWorkday(time, date)) return null;
  return { from: instantOf(date, fromMinute), to: instantOf(date, toMinute) };
}
