import type { HandoffEvent, HandoffEventRepository } from '../../use-cases/ports/desk';
import type { HandoffEventRow } from '../entities/handoff-event';
import { insertInto, statement, updateOf } from '../sql';
import type { RepositoryContext } from './context';

export function handoffEventRepository({ sql }: RepositoryContext): HandoffEventRepository {
  return {
    add: async ({ id, accountId, handoffId, what, fromStaffId, toStaffId, reason, at }) => {
      const row: HandoffEventRow = {
        ...{ id, what, reason, at, account_id: accountId, handoff_id: handoffId },
        ...{ from_staff_id: fromStaffId, to_staff_id: toStaffId },
      };
      sql.later(insertInto('handoff_events', [row]));
    },
    listOf: async (accountId, limit) => {
      const rows = await sql.rows<HandoffEventRow>(
        'SELECT * FROM handoff_events WHERE account_id = ? ORDER BY at DESC, id DESC LIMIT ?',
        [accountId, limit],
      );
      return rows.map(toEvent);
    },
    move: async (fromAccountId, intoAccountId) => {
      const [change, where] = [{ account_id: intoAccountId }, { account_id: fromAccountId }];
      await sql.change(updateOf('handoff_events', change, where));
    },
    removeAllOf: async (accountId) => {
      await sql.change(statement('DELETE FROM handoff_events WHERE account_id = ?', [accountId]));
    },
  };
}

function toEvent(row: HandoffEventRow): HandoffEvent {
  return {
    id: row.id,
    accountId: row.account_id,
    handoffId: row.handoff_id,
    what: row.what as HandoffEvent['what'],
    fromStaffId: row.from_staff_id,
    toStaffId: row.to_staff_id,
    reason: row.reason,
    at: Number(row.at),
  };
}
