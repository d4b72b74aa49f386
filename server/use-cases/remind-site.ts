import { reminderKey, type Reminder } from '../../shared/domain/reminder-plan';
import type { Registration } from '../../shared/domain/registration';
import type { Season } from '../../shared/domain/season';
import { DAY_MS } from '../../shared/domain/time';
import { outboxRow } from './outbox-rows';
import { remindReviewers, type ReviewerContext } from './remind-reviewers';
import type { StaffTold } from './staff-messages';

/**
 * The one morning message of a site: sent while anything is pending there, whosever registration planned it, and planned
 * again for the next morning.
 */
export async function remindSiteInTheMorning(
  context: ReviewerContext,
  input: { outboxId: string; registration: Registration; season: Season; reminder: Reminder },
): Promise<StaffTold | 'no_longer_applies'> {
  const { registration, season, reminder } = input;
  const siteCode = registration.answers.siteCode ?? '';
  const now = context.clock.now();
  if (now >= season.paymentEndsAt) return 'no_longer_applies';
  const counts = await context.unitOfWork.read((tx) => tx.registrations.countByState(season.id, siteCode));
  if (!counts.pending) return 'no_longer_applies';
  const outcome = await remindReviewers(context, input);
  const dueAt = nextMorning(reminder.dueAt, now);
  const ids = { registrationId: registration.id, seasonId: season.id, siteCode };
  await context.unitOfWork.run((tx) =>
    tx.outbox.add([
      outboxRow(context, {
        topic: 'reminder.due',
        key: reminderKey({ ...reminder, dueAt }, ids),
        payload: { ...reminder, dueAt, registrationId: registration.id },
        dueAt,
      }),
    ]),
  );
  return outcome;
}

/** The same minute of the first day after `now`: mornings missed in an outage are not made up for. */
function nextMorning(dueAt: number, now: number): number {
  const days = Math.floor((now - dueAt) / DAY_MS) + 1;
  return dueAt + Math.max(1, days) * DAY_MS;
}
