import { expiryOf, lapsesAt } from '../../shared/domain/calendar';
import type { Registration } from '../../shared/domain/registration';
import {
  planReminders,
  reminderKey,
  type Reminder,
  type ReminderFacts,
} from '../../shared/domain/reminder-plan';
import type { Season } from '../../shared/domain/season';
import type { OutboxDraft } from './outbox-rows';
import { registrationFacts } from './registration-facts';

/**
 * Everything time alone will do to a registration, as stored rows: its expiry or lapse, and its reminders. Planned anew at
 * each transition; each row judges again when it is due (promises 6 and 9).
 */
export function dueWork(registration: Registration, season: Season, now: number): OutboxDraft[] {
  const facts = registrationFacts(registration, season, now);
  const endsAt = expiryOf(registration.state, facts) ?? lapsesAt(registration.state, facts.deadlines);
  const rows = planReminders(reminderFacts(registration, season, now), season).map((reminder) =>
    reminderRow(registration, reminder),
  );
  if (endsAt !== null) {
    rows.push({
      topic: 'registration.due',
      key: `registration.due:${registration.id}:${registration.version}`,
      payload: { registrationId: registration.id },
      dueAt: endsAt,
    });
  }
  return rows;
}

/** What reminders judge, at planning and again when due. */
export function reminderFacts(registration: Registration, season: Season, now: number): ReminderFacts {
  const { state, reviews, deadlines, submittedInTime } = registrationFacts(registration, season, now);
  return {
    now,
    state,
    reviews,
    deadlines,
    submittedForReviewAt: registration.submittedForReviewAt,
    submittedInTime,
    firstSessionAt: null,
  };
}

function reminderRow(registration: Registration, reminder: Reminder): OutboxDraft {
  const ids = {
    registrationId: registration.id,
    seasonId: registration.seasonId,
    siteCode: registration.answers.siteCode ?? null,
  };
  const key = reminderKey(reminder, ids);
  return {
    topic: 'reminder.due',
    // A row taken back and planned again needs a name of its own; the morning message of a site stays one for all.
    key: reminder.kind === 'review_morning' ? key : `${key}/${registration.version}`,
    payload: {
      registrationId: registration.id,
      kind: reminder.kind,
      audience: reminder.audience,
      endsAt: reminder.endsAt,
      dueAt: reminder.dueAt,
    },
    dueAt: reminder.dueAt,
  };
}
