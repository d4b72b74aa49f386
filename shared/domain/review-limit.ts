import type { Season } from './season';
import { addWorkMinutes, workMinutesBetween, type WorkTime } from './work-hours';

/** When the leads hear of what is overdue, in hundredths of the limit, where a season does not say. */
const LEADS_AT_PERCENT = 150;

/** Until when a submission is to be decided, and when its leads are told that it was not. */
export interface ReviewLimit {
  limitAt: number;
  /** Null where the office does not work so long any more. */
  leadsAt: number | null;
}

/** The hours in which a site reviews, by the season's calendar. */
export function reviewTime({ reviewHours, supportHours, workCalendar }: Season): WorkTime {
  return { hours: reviewHours ?? supportHours, calendar: workCalendar };
}

/** Counted in office hours from the submission; null in a season that sets no limit. */
export function reviewLimit(season: Season, submittedAt: number): ReviewLimit | null {
  const { reviewWithinWorkHours } = season.policies;
  if (reviewWithinWorkHours === undefined) return null;
  const minutes = reviewWithinWorkHours * 60;
  const time = reviewTime(season);
  const limitAt = addWorkMinutes(time, submittedAt, minutes);
  if (limitAt === null) return null;
  const percent = season.reminders.reviewLeadsAtPercent ?? LEADS_AT_PERCENT;
  return { limitAt, leadsAt: addWorkMinutes(time, submittedAt, Math.round((minutes * percent) / 100)) };
}

/** What is left until the limit, in minutes of office hours; none once it is over. */
export function leftWorkMinutes(season: Season, { limitAt }: ReviewLimit, now: number): number {
  return workMinutesBetween(reviewTime(season), now, limitAt);
}

/** How long a submission has waited, in minutes of office hours. */
export function waitedWorkMinutes(season: Season, submittedAt: number, now: number): number {
  return workMinutesBetween(reviewTime(season), submittedAt, now);
}
