import type { RegistrationWindow } from '../domain/season';
import { daysBetween, instantOf } from '../domain/time';
import type { ProblemList } from './problem-list';
import type { SeasonFile } from './season-schema';

const LONGEST_EXAM_DAYS = 14;

/**
 * The order of times of domain.md 9: windows, review end, payment end, ticket, exam. Ends may coincide, but never
 * stand the other way round.
 */
export function checkTimes(file: SeasonFile, problems: ProblemList): void {
  checkWindows(file.windows, 'windows', problems);
  const lastClose = Math.max(...file.windows.map((window) => window.closesAt));
  if (file.reviewEndsAt < lastClose) problems.add('reviewEndsAt', 'ends.review_before_windows');
  if (file.paymentEndsAt < file.reviewEndsAt) problems.add('paymentEndsAt', 'ends.payment_before_review');
  if (file.ticketFrom < file.paymentEndsAt) problems.add('ticketFrom', 'ends.ticket_before_payment');
  checkExam(file, problems);
  file.sites.forEach((site, index) => {
    if (site.windows) checkSiteWindows(file, site.windows, `sites[${index}].windows`, problems);
  });
}

function checkExam(file: SeasonFile, problems: ProblemList): void {
  if (instantOf(file.examFrom) < file.ticketFrom) problems.add('examFrom', 'ends.exam_before_ticket');
  if (file.examTo < file.examFrom) problems.add('examTo', 'ends.exam_order');
  if (daysBetween(file.examFrom, file.examTo) >= LONGEST_EXAM_DAYS) {
    problems.add('examTo', 'ends.exam_too_long', { days: LONGEST_EXAM_DAYS });
  }
  const month = file.examFrom.slice(0, 7);
  if (file.sitting.month !== month) problems.add('sitting.month', 'sitting.month_differs', { month });
}

function checkWindows(windows: readonly RegistrationWindow[], path: string, problems: ProblemList): void {
  windows.forEach((window, index) => {
    if (window.closesAt <= window.opensAt) problems.add(`${path}[${index}].closesAt`, 'window.order');
    const earlier = windows[index - 1];
    if (earlier && window.opensAt < earlier.closesAt)
      problems.add(`${path}[${index}].opensAt`, 'window.overlap');
  });
}

/** A site may open later and close earlier or later than the province, but not before it opens or after the review. */
function checkSiteWindows(
  file: SeasonFile,
  windows: readonly RegistrationWindow[],
  path: string,
  problems: ProblemList,
): void {
  checkWindows(windows, path, problems);
  const provinceOpensAt = Math.min(...file.windows.map((window) => window.opensAt));
  windows.forEach((window, index) => {
    if (window.closesAt > file.reviewEndsAt)
      problems.add(`${path}[${index}].closesAt`, 'window.after_review');
    if (window.opensAt < provinceOpensAt) problems.add(`${path}[${index}].opensAt`, 'window.before_province');
  });
}
