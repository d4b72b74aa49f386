import { In } from 'typeorm';
import type { TicketRepository } from '../../use-cases/ports/registrations';
import { TicketEntity, type TicketRow } from '../entities/ticket';
import { statement } from '../sql';
import type { RepositoryContext } from './context';

const ROWS_AT_ONCE = 500;

export function ticketRepository({ sql }: RepositoryContext): TicketRepository {
  return {
    listOf: async (registrationId) => {
      const rows = await sql.rows<TicketRow>(
        'SELECT * FROM tickets WHERE registration_id = ? ORDER BY starts_at, subject_code',
        [registrationId],
      );
      return rows.map((row) => ({
        registrationId,
        subjectCode: row.subject_code,
        ticketNumber: row.ticket_number,
        startsAt: row.starts_at,
        room: row.room,
        seat: row.seat,
      }));
    },
    removeAllOf: async (registrationId) => {
      await sql.change(statement('DELETE FROM tickets WHERE registration_id = ?', [registrationId]));
    },
    // Replaces all tickets of the registrations named; those of other registrations and seasons stay.
    replaceAll: async (tickets) => {
      const table = await sql.table(TicketEntity);
      const ids = [...new Set(tickets.map((ticket) => ticket.registrationId))];
      for (let from = 0; from < ids.length; from += ROWS_AT_ONCE) {
        await table.delete({ registration_id: In(ids.slice(from, from + ROWS_AT_ONCE)) });
      }
      const rows = tickets.map((ticket) => ({
        registration_id: ticket.registrationId,
        subject_code: ticket.subjectCode,
        ticket_number: ticket.ticketNumber,
        starts_at: ticket.startsAt,
        room: ticket.room,
        seat: ticket.seat,
      }));
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
        await table.insert(rows.slice(from, from + ROWS_AT_ONCE));
      }
    },
  };
}
