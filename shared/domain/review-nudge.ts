import { outsideQuietHours } from './quiet-hours';
import { reviewLimit } from './review-limit';
import type { Season } from './season';
import { MINUTE_MS } from './time';

/** What comes over its limit within such a span is told in one message. */
const NUDGE_MS = 15 * MINUTE_MS;

/**
 * When the reviewers, or later the leads, of a site are told that a waiting registration has come over its limit, and with
 * it all that did so within the same quarter of an hour. Null without a limit, or where it lies behind the end.
 */
export function nudgeDueAt(
  kind: 'review_limit' | 'review_overdue',
  { submittedAt, endsAt }: { submittedAt: number; endsAt: number },
  season: Season,
): number | null {
  const limit = reviewLimit(season, submittedAt);
  const at = kind === 'review_limit' ? limit?.limitAt : limit?.leadsAt;
  if (at == null) return null;
  const wanted = Math.ceil(at / NUDGE_MS) * NUDGE_MS;
  const dueAt = outsideQuietHours(wanted, { endsAt, from: submittedAt, rules: season.reminders });
  return dueAt < endsAt ? dueAt : null;
}
