import { expiryOf, lapsesAt } from '../../shared/domain/calendar';
import type { Registration } from '../../shared/domain/registration';
import {
  planReminders,
  reminderKey,
  ticketReminder,
  type Reminder,
  type ReminderFacts,
} from '../../shared/domain/reminder-plan';
import type { Season } from '../../shared/domain/season';
import { isFinal } from '../../shared/domain/lifecycle';
import type { Context } from './context';
import { outboxRow, type OutboxDraft } from './outbox-rows';
import type { OutboxMessage } from './ports/messaging';
import type { Repositories } from './ports/storage';
import { registrationFacts } from './registration-facts';

/** Takes back what was planned for a registration and plans it anew from the season in force. */
export async function planDueWork(
  tx: Repositories,
  context: Pick<Context, 'clock' | 'newId'>,
  {
    registration,
    season,
    ...known
  }: { registration: Registration; season: Season; firstSessionAt?: number | null },
): Promise<OutboxMessage[]> {
  const group = `due:${registration.id}`;
  await tx.outbox.cancelGroup(group);
  if (isFinal(registration.state)) return [];
  const { firstSessionAt = await firstSessionOf(tx, registration) } = known;
  const due = dueWork(registration, season, { now: context.clock.now(), firstSessionAt });
  // The morning message belongs to the site: one registration that leaves takes it back from nobody.
  return due.map((draft) => outboxRow(context, ofSite(draft) ? draft : { ...draft, group }));
}

/** The instant of judging, and the start of the person's first session once tickets are imported. */
interface When {
  now: number;
  firstSessionAt: number | null;
}

/** Only who has paid has tickets (S52). */
export async function firstSessionOf(tx: Repositories, { id, state }: Registration): Promise<number | null> {
  if (state !== 'paid' && state !== 'part_paid') return null;
  const tickets = await tx.tickets.listOf(id);
  return tickets.length === 0 ? null : Math.min(...tickets.map((ticket) => ticket.startsAt));
}

/**
 * Everything time alone will do to a registration, as stored rows: its expiry or lapse, and its reminders. Planned anew at
 * each transition; each row judges again when it is due (promises 6 and 9).
 */
function dueWork(registration: Registration, season: Season, when: When): OutboxDraft[] {
  const facts = registrationFacts(registration, season, when.now);
  const endsAt = expiryOf(registration.state, facts) ?? lapsesAt(registration.state, facts.deadlines);
  const rows = planReminders(reminderFacts(registration, season, when), season).map((reminder) =>
    reminderRow(registration, reminder),
  );
  if (endsAt !== null) {
    rows.push({
      topic: 'registration.due',
      // A row that is being worked on, or that looked before the season moved the end away and back, must not stand for
      // this one: each plan has a name of its own, and looking twice does no harm.
      key: `registration.due:${registration.id}:${registration.version}:${endsAt}:${when.now}`,
      payload: { registrationId: registration.id },
      dueAt: endsAt,
    });
  }
  return rows;
}

function ofSite({ payload }: OutboxDraft): boolean {
  return payload['kind'] === 'review_morning';
}

/**
 * The news of a ticket that was imported after the ticket date. It stands apart from the plan: a transition before it
 * leaves, for example by night, takes back only what is planned again.
 */
export async function newsOfTicket(
  tx: Repositories,
  context: Pick<Context, 'clock' | 'newId'>,
  { registration, season }: { registration: Registration; season: Season },
): Promise<OutboxMessage[]> {
  const now = context.clock.now();
  const firstSessionAt = await firstSessionOf(tx, registration);
  const reminder = ticketReminder(reminderFacts(registration, season, { now, firstSessionAt }), season);
  if (!reminder) return [];
  const draft = reminderRow(registration, reminder);
  return [outboxRow(context, { ...draft, key: `${draft.key}/imported/${now}` })];
}

/** What reminders judge, at planning and again when due. */
export function reminderFacts(registration: Registration, season: Season, when: When): ReminderFacts {
  const { now, firstSessionAt } = when;
  const { state, reviews, deadlines, submittedInTime } = registrationFacts(registration, season, now);
  return {
    now,
    state,
    reviews,
    deadlines,
    submittedForReviewAt: registration.submittedForReviewAt,
    submittedInTime,
    firstSessionAt,
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
    // A row taken back and planned again needs a name of its own, and one begun for an end that has moved since must not
    // stand for the new one, which quiet hours may bring to the same minute; the morning message of a site stays one for all.
    key: reminder.kind === 'review_morning' ? key : `${key}/${reminder.endsAt}/${registration.version}`,
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
