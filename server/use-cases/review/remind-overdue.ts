import { leavesAt, type Reminder } from '../../../shared/domain/reminder-plan';
import { nudgeDueAt } from '../../../shared/domain/review-nudge';
import type { Season } from '../../../shared/domain/season';
import type { QueuedReview } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { waitingAt } from './queued-review';
import { remindReviewers, type ReviewerContext } from './remind-reviewers';
import type { RemindedSite } from '../reminders/reminder-rows';
import type { StaffTold } from '../staff/staff-messages';

export interface OverdueDue {
  outboxId: string;
  site: RemindedSite | null;
  reminder: Reminder;
  /** `review_limit` for the reviewers, `review_overdue` for the leads. */
  kind: 'review_limit' | 'review_overdue';
}

/**
 * Tells a site's reviewers, or its leads, how much there has come over the limit of the review: once for what did so in
 * the same quarter of an hour, silent when that has been decided. After an outage the last of several is enough.
 */
export async function remindOfOverdue(
  context: ReviewerContext,
  { outboxId, site, reminder, kind }: OverdueDue,
): Promise<StaffTold | 'no_longer_applies' | 'superseded'> {
  const now = context.clock.now();
  const found = site && (await context.unitOfWork.read((tx) => load(tx, site, now)));
  if (!site || !found) return 'no_longer_applies';
  const { season, waiting } = found;
  const over = waiting
    .map(({ submittedAt, decideBy: endsAt }) => ({
      endsAt,
      dueAt: nudgeDueAt(kind, { submittedAt, endsAt }, season),
    }))
    .filter(({ dueAt, endsAt }) => dueAt !== null && dueAt <= now && now < endsAt);
  if (over.some(({ dueAt }) => dueAt !== null && dueAt > reminder.dueAt)) return 'superseded';
  if (!over.some(({ dueAt }) => dueAt === reminder.dueAt)) return 'no_longer_applies';
  const present = { ...reminder, endsAt: Math.min(...over.map(({ endsAt }) => endsAt)) };
  const waitMs = leavesAt(present, now, season.reminders) - now;
  if (waitMs > 0) return { waitMs };
  return remindReviewers(context, {
    outboxId,
    siteCode: site.siteCode,
    reminder: present,
    total: over.length,
  });
}

async function load(
  tx: Repositories,
  { seasonId, siteCode }: RemindedSite,
  now: number,
): Promise<{ season: Season; waiting: QueuedReview[] } | null> {
  const [season, waiting] = await Promise.all([
    tx.seasons.find(seasonId),
    waitingAt(tx, { seasonId, siteCode, now }),
  ]);
  return season && { season, waiting };
}
