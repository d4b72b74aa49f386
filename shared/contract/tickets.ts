import { z } from 'zod';
import type { DataProblem } from '../domain/data-problem';
import { isId } from '../domain/ids';
import { readCsv } from './csv-source';
import { checks, zodProblems } from './file-problems';
import { formed, instant, line } from './file-values';
import { readJson } from './json-source';
import { problemList, type ProblemList } from './problem-list';

/** Columns of a ticket file, in this order; the fields of its JSON form have the same names. */
export const TICKET_COLUMNS = [
  'registration',
  'subject',
  'ticket_number',
  'starts_at',
  'room',
  'seat',
] as const;

const cell = (maxCharacters: number) =>
  line(maxCharacters).check(checks('ticket.formula', (value) => /^[=+\-@]/.test(value)));

const row = z.strictObject({
  registration: z
    .string()
    .check(checks('file.bad_form', (value) => (isId(value) ? null : { example: '01k…' }))),
  subject: formed(/^\d{2}$/, '65'),
  ticket_number: formed(/^[0-9A-Za-z]{6,32}$/, '2735012345670001'),
  starts_at: instant,
  room: cell(50),
  seat: cell(10),
});

/** One ticket of a file, with its line there (S52). */
export interface TicketRow {
  line: number;
  registrationId: string;
  subjectCode: string;
  ticketNumber: string;
  startsAt: number;
  room: string;
  seat: string;
}

export type TicketsResult = { ok: true; tickets: TicketRow[] } | { ok: false; problems: DataProblem[] };

/** Reads a ticket file, CSV or a JSON list of the same fields: all of it, or every problem by line. */
export function parseTickets(text: string): TicketsResult {
  const source = /^\uFEFF?\s*\[/.test(text) ? rowsOfJson(text) : rowsOfCsv(text);
  if (!source.ok) return source;
  const problems = problemList();
  const tickets = source.rows.flatMap((raw) => {
    const shape = row.safeParse(raw.value);
    if (shape.success) return [{ ...ticketOf(shape.data), line: raw.line }];
    for (const problem of zodProblems(shape.error, raw.value)) {
      problems.found.push({ ...problem, line: raw.line });
    }
    return [];
  });
  checkRepeats(tickets, problems);
  if (tickets.length === 0 && problems.found.length === 0) problems.add('', 'file.too_short', { limit: 1 });
  return problems.found.length > 0 ? { ok: false, problems: problems.found } : { ok: true, tickets };
}

type Rows = { ok: true; rows: { line: number; value: unknown }[] } | { ok: false; problems: DataProblem[] };

function rowsOfCsv(text: string): Rows {
  const [header, ...records] = readCsv(text);
  if (header?.cells.join() !== TICKET_COLUMNS.join()) {
    const params = { columns: TICKET_COLUMNS.join() };
    return { ok: false, problems: [{ path: '', code: 'ticket.header', params, line: 1 }] };
  }
  const expected = TICKET_COLUMNS.length;
  const problems = records
    .filter(({ cells }) => cells.length !== expected)
    .map((record): DataProblem => {
      const params = { found: record.cells.length, expected };
      return { path: '', code: 'ticket.columns', params, line: record.line };
    });
  if (problems.length > 0) return { ok: false, problems };
  const rows = records.map(({ line: at, cells }) => ({
    line: at,
    value: Object.fromEntries(TICKET_COLUMNS.map((name, index) => [name, cells[index]])),
  }));
  return { ok: true, rows };
}

function rowsOfJson(text: string): Rows {
  const source = readJson(text);
  if (!source.ok)
    return { ok: false, problems: [{ path: '', code: source.code, params: {}, line: source.line }] };
  const [twice] = source.duplicates;
  if (twice) return { ok: false, problems: [{ ...twice, code: 'file.duplicate_key', params: {} }] };
  const values: unknown[] = Array.isArray(source.value) ? source.value : [];
  return { ok: true, rows: values.map((value, index) => ({ line: source.lineOf(`[${index}]`), value })) };
}

function ticketOf(value: z.output<typeof row>): Omit<TicketRow, 'line'> {
  return {
    registrationId: value.registration,
    subjectCode: value.subject,
    ticketNumber: value.ticket_number,
    startsAt: value.starts_at,
    room: value.room,
    seat: value.seat,
  };
}

/** Ticket numbers, a person's subjects and the seats of a session are each given once. */
function checkRepeats(tickets: readonly TicketRow[], problems: ProblemList): void {
  const keys: [DataProblem['code'], (ticket: TicketRow) => string][] = [
    ['ticket.number_duplicate', (ticket) => ticket.ticketNumber],
    ['ticket.subject_duplicate', (ticket) => `${ticket.registrationId} ${ticket.subjectCode}`],
  ];
  for (const [code, keyOf] of keys) {
    eachRepeat(tickets, keyOf, (ticket, other) => addAt(problems, ticket, code, { other }));
  }
}

/** Calls back for every ticket whose key an earlier line has. */
export function eachRepeat(
  tickets: readonly TicketRow[],
  keyOf: (ticket: TicketRow) => string,
  found: (ticket: TicketRow, earlierLine: number) => void,
): void {
  const seen = new Map<string, number>();
  for (const ticket of tickets) {
    const earlier = seen.get(keyOf(ticket));
    if (earlier === undefined) seen.set(keyOf(ticket), ticket.line);
    else found(ticket, earlier);
  }
}

/** Adds a problem that is known by its line alone. */
export function addAt(
  problems: ProblemList,
  ticket: { line: number },
  code: DataProblem['code'],
  params: DataProblem['params'] = {},
): void {
  problems.found.push({ path: '', code, params, line: ticket.line });
}
