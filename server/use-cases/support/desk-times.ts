import type { Season, SupportHours } from '../../../shared/domain/season';
import { supportRulesOf, type SupportRules } from '../../../shared/domain/support-desk';
import { HOUR_MS, MINUTE_MS } from '../../../shared/domain/time';
import type { WorkCalendar } from '../../../shared/domain/work-hours';
import type { Handoff } from '../ports/chat';
import type { Repositories } from '../ports/storage';
import { nextSupportOpening, supportIsOpen } from './support-hours';

/** When the support desk of a season is staffed, and how it works. */
export interface DeskTimes {
  hours: SupportHours;
  calendar?: WorkCalendar;
  rules: SupportRules;
}

/** Without a season there are no support hours to promise by. */
const NO_HOURS_ANSWER_MS = 24 * HOUR_MS;

export function deskTimesOf(season: Season | null | undefined): DeskTimes | null {
  if (!season) return null;
  return { hours: season.supportHours, calendar: season.workCalendar, rules: supportRulesOf(season) };
}

/** Whether the desk is in its hours; never without a season. */
export function deskIsOpen(desk: DeskTimes | null, now: number): boolean {
  return desk !== null && supportIsOpen(desk.hours, now, desk.calendar);
}

/** When the desk opens next after an instant at which it is open or closed. */
export function deskOpensAfter(desk: DeskTimes, at: number): number {
  const closed = closesAfter(desk, at);
  return nextSupportOpening(desk.hours, closed, desk.calendar);
}

/**
 * Whether a call waits in the queue or for the desk to open, and until when somebody has answered. Nobody there in the hours:
 * a ticket too, answered as one, and never sooner promised than somebody can be found.
 */
export function promiseOf(
  desk: DeskTimes | null,
  { now, isStaffed }: { now: number; isStaffed: boolean },
): Pick<Handoff, 'state' | 'answerBy'> {
  if (!desk) return { state: 'ticket', answerBy: now + NO_HOURS_ANSWER_MS };
  const { hours, calendar, rules } = desk;
  const ticketMs = rules.ticketAnswerMinutes * MINUTE_MS;
  const within = (at: number, ms: number): number =>
    supportIsOpen(hours, at + ms, calendar)
      ? at + ms
      : nextSupportOpening(hours, at + ms, calendar) + ticketMs;
  if (!deskIsOpen(desk, now)) {
    return { state: 'ticket', answerBy: nextSupportOpening(hours, now, calendar) + ticketMs };
  }
  if (!isStaffed) return { state: 'ticket', answerBy: within(now, ticketMs) };
  // The desk may close first: who is not served until then is answered when it opens again.
  return { state: 'queued', answerBy: within(now, rules.answerMinutes * MINUTE_MS) };
}

/** The desk for a person: that of their sitting, otherwise of the first that is under way. */
export async function deskFor(
  tx: Repositories,
  { accountId, now }: { accountId: string; now: number },
): Promise<DeskTimes | null> {
  const [seasons, registrations] = await Promise.all([
    tx.seasons.listCurrent(now),
    tx.registrations.listOf(accountId),
  ]);
  const own = seasons.find(({ id }) => registrations.some(({ seasonId }) => seasonId === id));
  return deskTimesOf(own ?? seasons[0]);
}

/** The first instant from `at` on at which the desk is closed: `at` itself while it is. */
function closesAfter({ hours, calendar }: DeskTimes, at: number): number {
  if (!supportIsOpen(hours, at, calendar)) return at;
  const minutes = (hours.toMinute - hours.fromMinute) * MINUTE_MS;
  let [open, closed] = [at, at + minutes];
  // Within one opening the answer changes once.
  while (closed - open > MINUTE_MS) {
    const middle = Math.floor((open + closed) / 2);
    if (supportIsOpen(hours, middle, calendar)) open = middle;
    else closed = middle;
  }
  return closed;
}
