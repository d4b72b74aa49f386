import {
  isOfSite,
  reminderKey,
  type Reminder,
  type ReminderAudience,
  type ReminderKind,
} from '../../../shared/domain/reminder-plan';
import type { Registration } from '../../../shared/domain/registration';
import type { OutboxDraft } from '../outbox-rows';
import type { OutboxMessage } from '../ports/messaging';
import type { Repositories } from '../ports/storage';

/** What time will do to a registration is taken back and planned anew together. */
export function groupOfRegistration({ id }: Pick<Registration, 'id'>): string {
  return `due:${id}`;
}

/** A reviewing site of a season, which one morning message is for. */
export interface RemindedSite {
  seasonId: string;
  siteCode: string;
}

export function remindedSite({ seasonId, answers }: Registration): RemindedSite {
  return { seasonId, siteCode: answers.siteCode ?? '' };
}

/** Every reminder stored for a registration and for its site, sent ones included. */
export async function plannedReminders(tx: Repositories, registration: Registration): Promise<Reminder[]> {
  const groups = [groupOfRegistration(registration), groupOfSite(remindedSite(registration))];
  const rows = await tx.outbox.listOf(groups);
  return rows.filter(({ topic }) => topic === 'reminder.due').map(({ payload }) => reminderOf(payload));
}

/** The reminder as its row carries it. */
export function reminderOf({ kind, audience, dueAt, endsAt }: OutboxMessage['payload']): Reminder {
  return {
    kind: String(kind) as ReminderKind,
    audience: String(audience) as ReminderAudience,
    dueAt: Number(dueAt),
    endsAt: Number(endsAt),
  };
}

/**
 * The one morning message of a site. It carries the site itself: whoever planned it may move or leave, which takes it back
 * from nobody.
 */
export function morningOfSite(
  reminder: Reminder,
  { site, registrationId }: { site: RemindedSite; registrationId: string },
): OutboxDraft {
  return { ...rowOfSite(reminder, { site, registrationId }), group: groupOfSite(site) };
}

/** One for all of a site that comes due with it; taken back by nobody, silent when nothing waits any more. */
function rowOfSite(
  reminder: Reminder,
  { site, registrationId }: { site: RemindedSite; registrationId: string },
): OutboxDraft {
  return {
    topic: 'reminder.due',
    key: reminderKey(reminder, { ...site, registrationId }),
    payload: { registrationId, ...site, ...reminder },
    dueAt: reminder.dueAt,
  };
}

function groupOfSite({ seasonId, siteCode }: RemindedSite): string {
  return `due:${seasonId}/${siteCode}`;
}

/** The stored row of a planned reminder. */
export function reminderRow(registration: Registration, reminder: Reminder): OutboxDraft {
  const registrationId = registration.id;
  const site = remindedSite(registration);
  if (reminder.kind === 'review_morning') return morningOfSite(reminder, { site, registrationId });
  if (isOfSite(reminder)) return rowOfSite(reminder, { site, registrationId });
  return {
    topic: 'reminder.due',
    // A row taken back and planned again needs a name of its own, and one begun for an end that has moved since must not
    // stand for the new one, which quiet hours may bring to the same minute.
    key: `${reminderKey(reminder, { ...site, registrationId })}/${reminder.endsAt}/${registration.version}`,
    payload: { registrationId, ...reminder },
    dueAt: reminder.dueAt,
  };
}
