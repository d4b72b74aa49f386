import type { LeaveRepository, StaffLeave } from '../../use-cases/ports/leaves';
import type { StaffLeaveRow } from '../entities/staff-leave';
import { forUpdate, insertInto, placeholders, statement, type SqlValue } from '../sql';
import type { RepositoryContext } from './context';

export function leaveRepository({ sql }: RepositoryContext): LeaveRepository {
  const select = async (condition: string, values: readonly SqlValue[]): Promise<StaffLeave[]> => {
    const rows = await sql.rows<StaffLeaveRow>(
      `SELECT * FROM staff_leaves WHERE ${condition} ORDER BY from_at, id`,
      values,
    );
    return rows.map(toLeave);
  };
  return {
    insert: async (leave) => {
      const row: StaffLeaveRow = {
        id: leave.id,
        staff_id: leave.staffId,
        from_at: leave.fromAt,
        until_at: leave.untilAt,
        delegate_id: leave.delegateId,
        entered_by: leave.enteredBy,
        created_at: leave.createdAt,
        ended_at: leave.endedAt,
      };
      await sql.change(insertInto('staff_leaves', [row]));
    },
    lock: async (staffId) => {
      await sql.rows(`SELECT id FROM staff WHERE id = ?${forUpdate(sql.dialect)}`, [staffId]);
    },
    find: async (id) => (await select('id = ?', [id]))[0] ?? null,
    standingAt: (now) => select('until_at > ? AND from_at <= ? AND ended_at IS NULL', [now, now]),
    aheadOf: async (staffIds, now) => {
      if (staffIds.length === 0) return [];
      const members = `staff_id IN (${placeholders(staffIds.length)})`;
      return select(`${members} AND until_at > ? AND ended_at IS NULL`, [...staffIds, now]);
    },
    end: async (id, at) => {
      const text = 'UPDATE staff_leaves SET ended_at = ? WHERE id = ? AND ended_at IS NULL';
      return (await sql.change(statement(text, [at, id]))) === 1;
    },
  };
}

function toLeave(row: StaffLeaveRow): StaffLeave {
  return {
    id: row.id,
    staffId: row.staff_id,
    fromAt: Number(row.from_at),
    untilAt: Number(row.until_at),
    delegateId: row.delegate_id,
    enteredBy: row.entered_by,
    createdAt: Number(row.created_at),
    endedAt: row.ended_at === null ? null : Number(row.ended_at),
  };
}
