import { leavesAt, type Reminder } from '../../../shared/domain/reminder-plan';
import type { Season } from '../../../shared/domain/season';
import { DAY_MS } from '../../../shared/domain/time';
import { morningOfSite, remindedSite, type RemindedSite } from '../reminders/reminder-rows';
import { outboxRow } from '../outbox-rows';
import type { QueuedReview } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { waitingAt } from './queued-review';
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
 * The one morning message of a site: how much can be decided there and the nearest end of it, sent while there is anything,
 * whosever registration planned it, and planned again for the next morning. One that comes too late for its day leaves that
 * day out.
 */
export async function remindSiteInTheMorning(
  context: ReviewerContext,
  { outboxId, registrationId, site: stored, reminder }: MorningDue,
): Promise<StaffTold | 'no_longer_applies' | 'superseded'> {
  const now = context.clock.now();
  const found = await context.unitOfWork.read((tx) => load(tx, { registrationId, stored, now }));
  if (!found || found.waiting.length === 0) return 'no_longer_applies';
  const { site, season, waiting } = found;
  const present = { ...reminder, endsAt: Math.min(...waiting.map(({ decideBy }) => decideBy)) };
  const byNight = leavesAt(present, now, season.reminders) > now;
  const outcome = byNight
    ? 'superseded'
    : await remindReviewers(context, {
        outboxId,
        siteCode: site.siteCode,
        reminder: present,
        total: waiting.length,
      });
  const next = { ...present, dueAt: nextMorning(reminder.dueAt, now) };
  const row = outboxRow(context, morningOfSite(next, { site, registrationId }));
  await context.unitOfWork.run((tx) => tx.outbox.add([row]));
  return outcome;
}

async function load(
  tx: Repositories,
  { registrationId, stored, now }: { registrationId: string; stored: RemindedSite | null; now: number },
): Promise<{ site: RemindedSite; season: Season; waiting: QueuedReview[] } | null> {
  const planner = stored ? null : await tx.registrations.find(registrationId);
  const site = stored ?? (planner && remindedSite(planner));
  if (!site) return null;
  const [season, queued] = await Promise.all([
    tx.seasons.find(site.seasonId),
    waitingAt(tx, { ...site, now }),
  ]);
  // What nobody can decide any more calls nobody to work.
  return season && { site, season, waiting: queued.filter(({ decideBy }) => decideBy > now) };
}

/** The same minute of the first day after `now`: mornings missed in an outage are not made up for. */
function nextMorning(dueAt: number, now: number): number {
  const days = Math.floor((now - dueAt) / DAY_MS) + 1;
  return dueAt + Math.max(1, days) * DAY_MS;
}
