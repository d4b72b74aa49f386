/** Source of the present. The server passes the system's; tests and the demo pass one they push. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
}

/** Plain date `YYYY-MM-DD`: a day of the calendar, never an instant. Plain dates compare as text. */
export type PlainDate = string;

/** Wall-clock values in Asia/Shanghai, for texts. `weekday` runs from 1 = Monday to 7 = Sunday. */
export interface WallClock {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
  second: number;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Asia/Shanghai is UTC+8 all year; no season reaches back to its summer time of 1986 to 1991. */
const OFFSET_MS = 8 * HOUR_MS;

const PLAIN_DATE = /^([1-9]\d{3})-(\d{2})-(\d{2})$/;
const INSTANT =
  /^([1-9]\d{3}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|([+-])(\d{2}):(\d{2}))$/;

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function daysInMonth(year: number, month: number): number {
  if (month !== 2) return MONTH_DAYS[month - 1] ?? 0;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** The plain date of three numbers, or null when the calendar has no such day. */
export function plainDate(year: number, month: number, day: number): PlainDate | null {
  if (year < 1000 || year > 9999 || month < 1 || month > 12) return null;
  if (day < 1 || day > daysInMonth(year, month)) return null;
  return `${year}-${two(month)}-${two(day)}`;
}

export function isPlainDate(text: string): boolean {
  return dateNumbers(text) !== null;
}

/** Start of that day, `minutes` later, in Asia/Shanghai; 1440 minutes is the start of the next day. */
export function instantOf(date: PlainDate, minutes = 0): number {
  return utcMidnight(date) - OFFSET_MS + minutes * MINUTE_MS;
}

/** The day in Asia/Shanghai on which an instant lies. */
export function plainDateAt(instant: number): PlainDate {
  return isoOf(instant + OFFSET_MS).slice(0, 10);
}

/** Minutes since midnight in Asia/Shanghai, 0 to 1439. */
export function minuteOfDayAt(instant: number): number {
  return Math.floor((instant - instantOf(plainDateAt(instant))) / MINUTE_MS);
}

/** 1 = Monday to 7 = Sunday. */
export function weekdayOf(date: PlainDate): number {
  return new Date(utcMidnight(date)).getUTCDay() || 7;
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return isoOf(utcMidnight(date) + days * DAY_MS).slice(0, 10);
}

/** Days from one date to another; negative when `to` is the earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return (utcMidnight(to) - utcMidnight(from)) / DAY_MS;
}

/** Wall clock of an instant; one that opens or happens at midnight reads 0:00 of its day. */
export function wallClockAt(instant: number): WallClock {
  const date = plainDateAt(instant);
  const second = Math.floor((instant - instantOf(date)) / 1000);
  return {
    ...numbersOf(date),
    weekday: weekdayOf(date),
    hour: Math.floor(second / 3600),
    minute: Math.floor(second / 60) % 60,
    second: second % 60,
  };
}

/** Wall clock of an exclusive end: midnight reads 24:00 of the day before, as the notices print it (domain.md 9). */
export function endWallClockAt(instant: number): WallClock {
  const wallClock = wallClockAt(instant);
  if (wallClock.hour + wallClock.minute + wallClock.second > 0 || instant % 1000 !== 0) return wallClock;
  return { ...wallClockAt(instant - 1), hour: 24, minute: 0, second: 0 };
}

/**
 * Reads ISO 8601 with an explicit offset, such as `2026-12-26T09:00+08:00` or `…T01:00:00Z`. `24:00` is the start of
 * the next day, exclusive (domain.md 9). Returns epoch milliseconds, or null for anything else, a missing zone included.
 */
export function parseInstant(text: string): number | null {
  const match = INSTANT.exec(text);
  if (!match || !isPlainDate(match[1]!)) return null;
  const [, date, hourText, minuteText, secondText = '0', fraction = '', zone, sign, zoneHour, zoneMinute] =
    match;
  const [hour, minute, second, milli] = [hourText, minuteText, secondText, fraction.padEnd(3, '0')].map(
    Number,
  );
  if (hour! > 24 || minute! > 59 || second! > 59) return null;
  if (hour === 24 && minute! + second! + milli! > 0) return null;
  const offset = zone === 'Z' ? 0 : Number(zoneHour) * 60 + Number(zoneMinute);
  if (offset > 14 * 60 || Number(zoneMinute ?? 0) > 59) return null;
  const local = utcMidnight(date!) + hour! * HOUR_MS + minute! * MINUTE_MS + second! * 1000 + milli!;
  return local - (sign === '-' ? -offset : offset) * MINUTE_MS;
}

/** ISO 8601 in Asia/Shanghai, to the second or, when needed, the millisecond. */
export function formatInstant(instant: number): string {
  return `${isoOf(instant + OFFSET_MS).replace(/(?:\.000)?Z$/, '')}+08:00`;
}

function dateNumbers(text: string): { year: number; month: number; day: number } | null {
  const match = PLAIN_DATE.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return plainDate(year, month, day) === null ? null : { year, month, day };
}

function numbersOf(date: PlainDate): { year: number; month: number; day: number } {
  const numbers = dateNumbers(date);
  if (!numbers) throw new RangeError('not a plain date');
  return numbers;
}

function utcMidnight(date: PlainDate): number {
  const { year, month, day } = numbersOf(date);
  return dateOf(year, month, day).getTime();
}

function dateOf(year: number, month: number, day: number): Date {
  return new Date(Date.UTC(year, month - 1, day));
}

function isoOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
