import { isSuperseded, leavesAt, stillApplies, type Reminder } from '../../../shared/domain/reminder-plan';
import type { Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { firstSessionOf, reminderFacts } from './due-work';
import { plannedReminders, type RemindedSite } from './reminder-rows';
import { remindOfOverdue } from '../review/remind-overdue';
import { remindReviewers, type ReviewerContext } from '../review/remind-reviewers';
import { remindSiteInTheMorning } from '../review/remind-site';
import type { StaffTold } from '../staff/staff-messages';
import { tellCandidate, type NotifyContext } from './tell-candidate';
import type { Told } from './tell-once';

export type Reminded = Told | StaffTold | 'no_longer_applies' | 'superseded';

export type RemindContext = NotifyContext & ReviewerContext;

export interface ReminderDue {
  outboxId: string;
  registrationId: string;
  /** Of the morning message of a site; null in rows of releases that did not store it. */
  site: RemindedSite | null;
  reminder: Reminder;
}

/**
 * A planned reminder is due: judged again on the present facts, silent when it no longer applies or when a later one to
 * the same people is due as well, so that an outage is caught up by one message, not three (promise 9). What a delay has
 * brought into the night waits for the morning.
 */
export async function remind(context: RemindContext, due: ReminderDue): Promise<Reminded> {
  const { outboxId, registrationId, reminder } = due;
  if (reminder.kind === 'review_morning') return remindSiteInTheMorning(context, due);
  if (isNudge(reminder.kind)) return remindOfOverdue(context, { ...due, kind: reminder.kind });
  const found = await load(context, registrationId);
  if (!found) return 'no_longer_applies';
  const { registration, season, firstSessionAt, planned } = found;
  const now = context.clock.now();
  const facts = reminderFacts(registration, season, { now, firstSessionAt });
  if (!stillApplies(reminder, facts, season)) return 'no_longer_applies';
  if (isSuperseded(reminder, { planned, facts, season })) return 'superseded';
  const waitMs = leavesAt(reminder, now, season.reminders) - now;
  if (waitMs > 0) return { waitMs };
  if (reminder.audience !== 'candidate') {
    const { siteCode = '' } = registration.answers;
    return remindReviewers(context, { outboxId, siteCode, reminder });
  }
  const { kind, endsAt } = reminder;
  return tellCandidate(context, {
    outboxId,
    registrationId,
    refundId: null,
    paidCodes: null,
    occasion: { about: 'reminder', kind, endsAt },
  });
}

function isNudge(kind: Reminder['kind']): kind is 'review_limit' | 'review_overdue' {
  return kind === 'review_limit' || kind === 'review_overdue';
}

interface Found {
  registration: Registration;
  season: Season;
  firstSessionAt: number | null;
  planned: Reminder[];
}

async function load(context: RemindContext, registrationId: string): Promise<Found | null> {
  return context.unitOfWork.read(async (tx) => {
    const registration = await tx.registrations.find(registrationId);
    if (!registration) return null;
    const [season, firstSessionAt, planned] = await Promise.all([
      tx.seasons.find(registration.seasonId),
      firstSessionOf(tx, registration),
      plannedReminders(tx, registration),
    ]);
    return season && { registration, season, firstSessionAt, planned };
  });
}
