import { expiryOf, lapsesAt } from '../../../shared/domain/calendar';
import type { Registration } from '../../../shared/domain/registration';
import { planReminders, ticketReminder, type ReminderFacts } from '../../../shared/domain/reminder-plan';
import type { Season } from '../../../shared/domain/season';
import { isFinal } from '../../../shared/domain/lifecycle';
import type { Context } from '../context';
import { outboxRow, type OutboxDraft } from '../outbox-rows';
import type { OutboxMessage } from '../ports/messaging';
import type { Repositories } from '../ports/storage';
import { registrationFacts } from '../registrations/registration-facts';
import { groupOfRegistration, reminderRow } from './reminder-rows';

interface Planned {
  registration: Registration;
  season: Season;
  firstSessionAt?: number | null;
}

/**
 * A registration has changed: takes back what was planned for it and plans it anew from the season in force. What was due
 * goes too, because the change has just told the person what comes next.
 */
export async function planDueWork(
  tx: Repositories,
  context: Pick<Context, 'clock' | 'newId'>,
  planned: Planned,
): Promise<OutboxMessage[]> {
  await tx.outbox.cancelGroup(groupOfRegistration(planned.registration));
  return rowsAhead(tx, context, planned);
}

/**
 * What a plan rests on has changed, and the registration has not: what is due already and waits for a worker stays and is
 * judged again when it leaves, since nobody was told anything instead (promise 9). Null when the registration was changed
 * meanwhile: its own new plan stands.
 */
export async function planDueWorkAnew(
  tx: Repositories,
  context: Pick<Context, 'clock' | 'newId'>,
  planned: readonly Planned[],
): Promise<OutboxMessage[] | null> {
  // Beside a change that is under way, two plans would stand.
  if (!(await tx.registrations.lock(planned.map(({ registration }) => registration)))) return null;
  const rows: OutboxMessage[] = [];
  for (const one of planned) {
    await tx.outbox.cancelGroup(groupOfRegistration(one.registration), { dueAfter: context.clock.now() });
    rows.push(...(await rowsAhead(tx, context, one)));
  }
  return rows;
}

async function rowsAhead(
  tx: Repositories,
  context: Pick<Context, 'clock' | 'newId'>,
  { registration, season, ...known }: Planned,
): Promise<OutboxMessage[]> {
  if (isFinal(registration.state)) return [];
  const { firstSessionAt = await firstSessionOf(tx, registration) } = known;
  const due = dueWork(registration, season, { now: context.clock.now(), firstSessionAt });
  const group = groupOfRegistration(registration);
  return due.map((draft) => outboxRow(context, { group, ...draft }));
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
