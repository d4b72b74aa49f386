import { leavesAt, type Reminder } from '../../../shared/domain/reminder-plan';
import type { Season } from '../../../shared/domain/season';
import { DAY_MS } from '../../../shared/domain/time';
import { morningOfSite, remindedSite, type RemindedSite } from '../reminders/reminder-rows';
import { outboxRow } from '../outbox-rows';
import type { Repositories } from '../ports/storage';
import { remindReviewers, type ReviewerContext } from './remind-reviewers';
import type { StaffTold } from '../staff/staff-messages';

interface MorningDue {
  outboxId: string;
  /** Whose submission planned the first morning. */
  registrationId: string;
  site: RemindedSite | null;
  reminder: Reminder;
}

/**
 * The one morning message of a site: sent while anything is pending there, whosever registration planned it, and planned
 * again for the next morning. One that comes too late for its day leaves that day out.
 */
export async function remindSiteInTheMorning(
  context: ReviewerContext,
  { outboxId, registrationId, site: stored, reminder }: MorningDue,
): Promise<StaffTold | 'no_longer_applies' | 'superseded'> {
  const found = await context.unitOfWork.read((tx) => load(tx, { registrationId, stored }));
  const now = context.clock.now();
  if (!found || now >= found.season.paymentEndsAt || found.pending === 0) return 'no_longer_applies';
  const { site, season } = found;
  const present = { ...reminder, endsAt: endOfReview(season, now) };
  const byNight = leavesAt(present, now, season.reminders) > now;
  const outcome = byNight
    ? 'superseded'
    : await remindReviewers(context, { outboxId, siteCode: site.siteCode, reminder: present });
  const next = { ...present, dueAt: nextMorning(reminder.dueAt, now) };
  const row = outboxRow(context, morningOfSite(next, { site, registrationId }));
  await context.unitOfWork.run((tx) => tx.outbox.add([row]));
  return outcome;
}

async function load(
  tx: Repositories,
  { registrationId, stored }: { registrationId: string; stored: RemindedSite | null },
): Promise<{ site: RemindedSite; season: Season; pending: number } | null> {
  const planner = stored ? null : await tx.registrations.find(registrationId);
  const site = stored ?? (planner && remindedSite(planner));
  if (!site) return null;
  const [season, counts] = await Promise.all([
    tx.seasons.find(site.seasonId),
    tx.registrations.countByState(site.seasonId, site.siteCode),
  ]);
  return season && { site, season, pending: counts.pending ?? 0 };
}

/** The end that most of what is pending has; after it only what was resubmitted, or may be late, is left. */
function endOfReview({ reviewEndsAt, paymentEndsAt, policies }: Season, now: number): number {
  return policies.lateApproval === 'block' && now < reviewEndsAt
    ? Math.min(reviewEndsAt, paymentEndsAt)
    : paymentEndsAt;
}

/** The same minute of the first day after `now`: mornings missed in an outage are not made up for. */
function nextMorning(dueAt: number, now: number): number {
  const days = Math.floor((now - dueAt) / DAY_MS) + 1;
  return dueAt + Math.max(1, days) * DAY_MS;
}
