import { problemList, type ProblemList } from '../../../shared/contract/problem-list';
import { addAt, eachRepeat, parseTickets, type TicketRow } from '../../../shared/contract/tickets';
import type { DataProblem } from '../../../shared/domain/data-problem';
import type { Actor, Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { plainDateAt } from '../../../shared/domain/time';
import type { Context } from '../context';
import { newsOfTicket, planDueWorkAnew } from '../reminders/due-work';
import type { Ticket } from '../ports/registrations';
import { undone, type Repositories } from '../ports/storage';

export type ImportedTickets = { ok: true; count: number } | { ok: false; problems: DataProblem[] };

/** Registrations planned anew by one statement. */
const AT_ONCE = 100;

/** A line of the file beside the registration and the season it belongs to. */
interface Placed {
  ticket: TicketRow;
  registration: Registration;
  season: Season;
}

/**
 * Imports admission tickets (S52): the whole file or nothing. It has to name every paid subject of its registrations and
 * every paid registration of its sites, and nothing that is not paid; differences are named by line.
 */
export async function importTickets(
  context: Context,
  input: { text: string; actor: Actor },
): Promise<ImportedTickets> {
  const parsed = parseTickets(input.text);
  if (!parsed.ok) return parsed;
  for (;;) {
    const imported = await importOnce(context, { tickets: parsed.tickets, actor: input.actor });
    if (imported !== 'moved') return imported;
  }
}

/** `moved`: somebody changed one of the registrations meanwhile. */
function importOnce(
  context: Context,
  { tickets, actor }: { tickets: TicketRow[]; actor: Actor },
): Promise<ImportedTickets | 'moved'> {
  return context.unitOfWork.run<ImportedTickets | 'moved'>(async (tx) => {
    const problems = problemList();
    const placed = await place(tx, tickets, problems);
    checkTickets(placed, problems);
    await checkWhole(tx, placed, problems);
    if (problems.found.length > 0) {
      return {
        ok: false,
        problems: problems.found.sort((one, other) => (one.line ?? 0) - (other.line ?? 0)),
      };
    }
    const wanted = tickets.map(({ line: _line, ...ticket }) => ticket);
    const changed = await changedBy(tx, wanted);
    await tx.tickets.replaceAll(wanted);
    if (!(await remindOfSessions(tx, context, { placed, changed }))) return undone<'moved'>('moved');
    await tx.audit.append({
      id: context.newId(),
      action: 'tickets.imported',
      actor,
      registrationId: null,
      from: null,
      to: null,
      revision: null,
      reason: `tickets ${tickets.length}`,
      at: context.clock.now(),
    });
    return { ok: true, count: tickets.length };
  });
}

/** Ids of the registrations whose tickets are new or become others. */
async function changedBy(tx: Repositories, tickets: readonly Ticket[]): Promise<Set<string>> {
  const changed = new Set<string>();
  const wanted = new Map<string, Ticket[]>();
  for (const ticket of tickets) {
    wanted.set(ticket.registrationId, [...(wanted.get(ticket.registrationId) ?? []), ticket]);
  }
  for (const [id, own] of wanted) {
    if (marksOf(await tx.tickets.listOf(id)) !== marksOf(own)) changed.add(id);
  }
  return changed;
}

function marksOf(tickets: readonly Ticket[]): string {
  const marks = tickets.map(({ subjectCode, ticketNumber, startsAt, room, seat }) =>
    [subjectCode, ticketNumber, startsAt, room, seat].join('\n'),
  );
  return marks.toSorted().join('\n');
}

/**
 * The evening before is now that of each person's own first session. A ticket that can be seen from this moment on, or
 * that became another one, is told of; the same file once more tells nobody anything. False when a registration was
 * changed meanwhile.
 */
async function remindOfSessions(
  tx: Repositories,
  context: Context,
  { placed, changed }: { placed: readonly Placed[]; changed: ReadonlySet<string> },
): Promise<boolean> {
  const people = [...new Map(placed.map((row) => [row.registration.id, row])).values()];
  for (let from = 0; from < people.length; from += AT_ONCE) {
    const some = people.slice(from, from + AT_ONCE);
    const rows = await planDueWorkAnew(tx, context, some);
    if (!rows) return false;
    for (const one of some) {
      if (changed.has(one.registration.id)) rows.push(...(await newsOfTicket(tx, context, one)));
    }
    if (rows.length > 0) await tx.outbox.add(rows);
  }
  return true;
}

async function place(
  tx: Repositories,
  tickets: readonly TicketRow[],
  problems: ProblemList,
): Promise<Placed[]> {
  const registrations = new Map<string, Registration | null>();
  const seasons = new Map<string, Season | null>();
  const placed: Placed[] = [];
  for (const ticket of tickets) {
    const { registrationId: id } = ticket;
    if (!registrations.has(id)) registrations.set(id, await tx.registrations.find(id));
    const registration = registrations.get(id) ?? null;
    const seasonId = registration?.seasonId;
    if (seasonId !== undefined && !seasons.has(seasonId))
      seasons.set(seasonId, await tx.seasons.find(seasonId));
    const season = seasonId === undefined ? null : (seasons.get(seasonId) ?? null);
    if (registration && season) placed.push({ ticket, registration, season });
    else addAt(problems, ticket, 'ticket.registration_unknown');
  }
  return placed;
}

function checkTickets(placed: readonly Placed[], problems: ProblemList): void {
  for (const { ticket, registration, season } of placed) {
    const subject = registration.subjects.find((one) => one.code === ticket.subjectCode);
    if (subject?.state !== 'paid') {
      addAt(problems, ticket, 'ticket.subject_not_paid', { subject: ticket.subjectCode });
    }
    const day = plainDateAt(ticket.startsAt);
    if (day < season.examFrom || day > season.examTo) {
      addAt(problems, ticket, 'ticket.outside_exam', { from: season.examFrom, to: season.examTo });
    }
  }
  const siteOfRow = new Map(
    placed.map(({ ticket, registration }) => [ticket, registration.answers.siteCode ?? '']),
  );
  const seatOf = (ticket: TicketRow) =>
    [siteOfRow.get(ticket), ticket.startsAt, ticket.room, ticket.seat].join('\n');
  eachRepeat(
    placed.map(({ ticket }) => ticket),
    seatOf,
    (ticket, other) => addAt(problems, ticket, 'ticket.seat_duplicate', { other }),
  );
}

/** Nobody who paid may be left without a ticket: neither a subject of a person nor a person of a site. */
async function checkWhole(tx: Repositories, placed: readonly Placed[], problems: ProblemList): Promise<void> {
  const firstRows = new Map<string, Placed>();
  for (const row of placed) {
    if (!firstRows.has(row.registration.id)) firstRows.set(row.registration.id, row);
  }
  const given = new Set(placed.map(({ ticket }) => `${ticket.registrationId} ${ticket.subjectCode}`));
  const sites = new Map<string, { row: Placed; found: number }>();
  for (const row of firstRows.values()) {
    const { registration, ticket } = row;
    for (const subject of registration.subjects) {
      if (subject.state !== 'paid' || given.has(`${registration.id} ${subject.code}`)) continue;
      const params = { registration: registration.id, subject: subject.code };
      addAt(problems, ticket, 'ticket.subject_without_ticket', params);
    }
    const site = `${registration.seasonId} ${registration.answers.siteCode ?? ''}`;
    sites.set(site, { row, found: (sites.get(site)?.found ?? 0) + 1 });
  }
  for (const { row, found } of sites.values()) {
    const siteCode = row.registration.answers.siteCode ?? '';
    const counts = await tx.registrations.countByState(row.season.id, siteCode);
    const expected = (counts.paid ?? 0) + (counts.part_paid ?? 0);
    if (found < expected)
      problems.add('', 'ticket.registrations_missing', { site: siteCode, expected, found });
  }
}
