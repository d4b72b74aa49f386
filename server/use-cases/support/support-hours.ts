import type { SupportHours } from '../../../shared/domain/season';
import { isWorkTime, nextWorkTime, type WorkCalendar } from '../../../shared/domain/work-hours';

/** True while the support desk is staffed; on public holidays it is not, on make-up workdays it is. */
export function supportIsOpen(hours: SupportHours, at: number, calendar?: WorkCalendar): boolean {
  return isWorkTime({ hours, calendar }, at);
}

/** The next instant at or after `at` at which the desk is staffed; `at` itself where it never is. */
export function nextSupportOpening(hours: SupportHours, at: number, calendar?: WorkCalendar): number {
  return nextWorkTime({ hours, calendar }, at) ?? at;
}
