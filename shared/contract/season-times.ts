import type { RegistrationWindow } from '../domain/season';
import type { ProblemList } from './problem-list';
import type { SeasonFile } from './season-schema';

const DAY_MS = 24 * 60 * 60_000;
const LONGEST_EXAM_DAYS = 14;

/** Start of a plain date in Asia/Shanghai (UTC+8 without summer time). */
function shanghaiStart(date: string): number {
  return Date.parse(`${date}T00:00:00+08:00`);
}

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
  const from = shanghaiStart(file.examFrom);
  const to = shanghaiStart(file.examTo);
  if (from < file.ticketFrom) problems.add('examFrom', 'ends.exam_before_ticket');
  if (to < from) problems.add('examTo', 'ends.exam_order');
  if ((to - from) / DAY_MS >= LONGEST_EXAM_DAYS) {
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
