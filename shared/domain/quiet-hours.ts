import type { ReminderRules } from './season';
import { DAY_MS, instantOf, MINUTE_MS, minuteOfDayAt, plainDateAt } from './time';

/** What of the rules says when nobody is disturbed; minutes of the day in Asia/Shanghai. */
export type QuietHours = Pick<
  ReminderRules,
  'quietFromMinute' | 'quietToMinute' | 'quietUnlessDueBeforeMinute' | 'eveningMinute'
>;

/** From 22:00 to 8:00, while no season is under way that names its own (domain.md 9). */
export const QUIET_HOURS: QuietHours = {
  quietFromMinute: 22 * 60,
  quietToMinute: 8 * 60,
  quietUnlessDueBeforeMinute: 9 * 60,
  eveningMinute: 21 * 60 + 30,
};

/**
 * Moves an instant out of the quiet hours, to their end in the morning. What ends before 9:00 cannot wait for it: it goes
 * out in the evening before, or, when that has passed already, at its own moment, because nothing later would help.
 */
export function outsideQuietHours(
  wantedAt: number,
  options: { endsAt: number; from: number; rules: QuietHours },
): number {
  const { quietFromMinute, quietToMinute, quietUnlessDueBeforeMinute, eveningMinute } = options.rules;
  const minute = minuteOfDayAt(wantedAt);
  if (minute >= quietToMinute && minute < quietFromMinute) return wantedAt;
  const morning = startOfDay(wantedAt) + (minute >= quietFromMinute ? DAY_MS : 0);
  if (options.endsAt >= morning + quietUnlessDueBeforeMinute * MINUTE_MS)
    return morning + quietToMinute * MINUTE_MS;
  const eveningAt = morning - DAY_MS + eveningMinute * MINUTE_MS;
  return eveningAt >= options.from ? eveningAt : wantedAt;
}

/** The midnight before an instant, in Asia/Shanghai. */
export function startOfDay(at: number): number {
  return instantOf(plainDateAt(at));
}
