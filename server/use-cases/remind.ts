import { isSuperseded, stillApplies, type Reminder } from '../../shared/domain/reminder-plan';
import type { Registration } from '../../shared/domain/registration';
import type { Season } from '../../shared/domain/season';
import { firstSessionOf, reminderFacts } from './due-work';
import { remindReviewers, type ReviewerContext } from './remind-reviewers';
import { remindSiteInTheMorning } from './remind-site';
import type { StaffTold } from './staff-messages';
import { tellCandidate, type NotifyContext, type Told } from './tell-candidate';

export type Reminded = Told | StaffTold | 'no_longer_applies' | 'superseded';

export type RemindContext = NotifyContext & ReviewerContext;

export interface ReminderDue {
  outboxId: string;
  registrationId: string;
  reminder: Reminder;
}

/**
 * A planned reminder is due: judged again on the present facts, silent when it no longer applies or when a later one to
 * the same people is due as well, so that an outage is caught up by one message, not three (promise 9).
 */
export async function remind(
  context: RemindContext,
  { outboxId, registrationId, reminder }: ReminderDue,
): Promise<Reminded> {
  const found = await load(context, registrationId);
  if (!found) return 'no_longer_applies';
  const { registration, season, firstSessionAt } = found;
  if (reminder.kind === 'review_morning') {
    return remindSiteInTheMorning(context, { outboxId, registration, season, reminder });
  }
  const facts = reminderFacts(registration, season, { now: context.clock.now(), firstSessionAt });
  if (!stillApplies(reminder, facts, season)) return 'no_longer_applies';
  if (isSuperseded(reminder, facts, season)) return 'superseded';
  if (reminder.audience !== 'candidate') {
    return remindReviewers(context, { outboxId, registration, season, reminder });
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

async function load(
  context: RemindContext,
  registrationId: string,
): Promise<{ registration: Registration; season: Season; firstSessionAt: number | null } | null> {
  return context.unitOfWork.read(async (tx) => {
    const registration = await tx.registrations.find(registrationId);
    const season = registration && (await tx.seasons.find(registration.seasonId));
    if (!registration || !season) return null;
    return { registration, season, firstSessionAt: await firstSessionOf(tx, registration) };
  });
}
