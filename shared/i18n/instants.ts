import {
  endWallClockAt,
  HOUR_MS,
  MINUTE_MS,
  DAY_MS,
  wallClockAt,
  type PlainDate,
  type WallClock,
} from '../domain/time';
import { instantOf } from '../domain/time';
import { fillText } from './format';
import { namesEn } from './names/en';
import { namesZhCn, type NameKey } from './names/zh-CN';
import type { TextLocale } from './keys';

/** The ends of a season are told again and again; so many different ones are remembered. */
const REMEMBERED = 500;
const remembered = new Map<string, string>();

/** An instant with weekday, in Beijing time. `end`: midnight reads 24:00 of the day before, as the notices print it. */
export function instantText(instant: number, locale: TextLocale, { end = false } = {}): string {
  const key = `${locale}${end ? 'e' : 'i'}${instant}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const clock = end ? endWallClockAt(instant) : wallClockAt(instant);
  const written = fillText(text('date.instant', locale), {
    ...dayParams(clock, locale),
    time: timeOf(clock),
  });
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(key, written);
  return written;
}

/** The time of the day alone, in Beijing time, beside a day that is named already. */
export function timeText(instant: number): string {
  return timeOf(wallClockAt(instant));
}

/** A plain date with weekday. */
export function dayText(date: PlainDate, locale: TextLocale): string {
  return fillText(text('date.day', locale), dayParams(wallClockAt(instantOf(date)), locale));
}

/** An exclusive end with what is left of it. */
export function dueText(dueAt: number, now: number, locale: TextLocale): string {
  return fillText(text('date.due', locale), {
    at: instantText(dueAt, locale, { end: true }),
    left: leftText(dueAt - now, locale),
  });
}

/** Whole units, rounded down: never more time than there is. */
export function leftText(leftMs: number, locale: TextLocale): string {
  if (leftMs < MINUTE_MS)
    return text(leftMs > 0 ? 'date.left.minutes' : 'date.left.over', locale).replace('{{minutes}}', '1');
  const days = Math.floor(leftMs / DAY_MS);
  const hours = Math.floor(leftMs / HOUR_MS);
  const minutes = Math.floor(leftMs / MINUTE_MS);
  if (days > 0) return fillText(text('date.left.days', locale), { days, hours: hours % 24 });
  if (hours > 0) return fillText(text('date.left.hours', locale), { hours, minutes: minutes % 60 });
  return fillText(text('date.left.minutes', locale), { minutes });
}

function dayParams(clock: WallClock, locale: TextLocale): Record<string, string | number> {
  return {
    year: clock.year,
    month: text(`date.month.${clock.month}` as NameKey, locale),
    day: clock.day,
    weekday: text(`date.weekday.${clock.weekday}` as NameKey, locale),
  };
}

function timeOf({ hour, minute }: WallClock): string {
  return `${hour}:${String(minute).padStart(2, '0')}`;
}

function text(key: NameKey, locale: TextLocale): string {
  return (locale === 'en' ? namesEn : namesZhCn)[key];
}
