import type { State } from '../../../shared/domain/lifecycle';
import type { Actor } from '../../../shared/domain/registration';
import type { HistoryRepository } from '../../use-cases/ports/registrations';
import type { HistoryEntryRow } from '../entities/history-entry';
import { insertInto, placeholders } from '../sql';
import type { RepositoryContext } from './context';

export function historyRepository({ sql }: RepositoryContext): HistoryRepository {
  return {
    append: async (entry) => {
      const row: Omit<HistoryEntryRow, 'seq'> = {
        id: entry.id,
        registration_id: entry.registrationId,
        event: entry.event,
        from_state: entry.from,
        to_state: entry.to,
        revision: entry.revision,
        actor_role: entry.actor.role,
        actor_id: entry.actor.id,
        actor_channel: entry.actor.channel,
        reason: entry.reason,
        at: entry.at,
        on_behalf_of: entry.onBehalfOf?.join(',') ?? null,
      };
      sql.later(insertInto('registration_history', [row]));
    },
    countOf: async (registrationId, events) => {
      const [row] = await sql.rows<{ count: number }>(
        `SELECT COUNT(*) AS count FROM registration_history
          WHERE registration_id = ? AND event IN (${placeholders(events.length)})`,
        [registrationId, ...events],
      );
      return Number(row?.count ?? 0);
    },
    listOf: async (registrationId) => {
      const rows = await sql.rows<HistoryEntryRow>(
        'SELECT * FROM registration_history WHERE registration_id = ? ORDER BY seq',
        [registrationId],
      );
      return rows.map((row) => ({
        id: row.id,
        registrationId: row.registration_id,
        event: row.event,
        from: row.from_state as State | null,
        to: row.to_state as State,
        revision: row.revision,
        actor: {
          role: row.actor_role as Actor['role'],
          id: row.actor_id,
          channel: row.actor_channel as Actor['channel'],
        },
        reason: row.reason,
        at: row.at,
        ...(row.on_behalf_of !== null && { onBehalfOf: row.on_behalf_of.split(',') }),
      }));
    },
  };
}
