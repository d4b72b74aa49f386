import type { SupportHours } from '../../shared/domain/season';
import { minuteOfDayAt, plainDateAt, weekdayOf, DAY_MS, MINUTE_MS } from '../../shared/domain/time';

/** True while the support desk is staffed, in Asia/Shanghai. */
export function supportIsOpen(hours: SupportHours, at: number): boolean {
  const minute = minuteOfDayAt(at);
  return (
    hours.days.includes(weekdayOf(plainDateAt(at))) && minute >= hours.fromMinute && minute < hours.toMinute
  );
}

/** The next instant at or after `at` at which the desk is staffed. */
export function nextSupportOpening(hours: SupportHours, at: number): number {
  if (supportIsOpen(hours, at)) return at;
  const startOfDay = at - minuteOfDayAt(at) * MINUTE_MS - (at % MINUTE_MS);
  for (let day = 0; day <= 7; day += 1) {
    const opening = startOfDay + day * DAY_MS + hours.fromMinute * MINUTE_MS;
    if (opening > at && supportIsOpen(hours, opening)) return opening;
  }
  return at;
}
