import type { AuditCheck, AuditCheckRepository, StoredAuditCheck } from '../../use-cases/ports/audit-checks';
import type { AuditCheckRow } from '../entities/audit-check';
import { insertInto, statement, type SqlValue } from '../sql';
import type { RepositoryContext } from './context';

export function auditCheckRepository({ sql }: RepositoryContext): AuditCheckRepository {
  const one = async (rest: string, values: readonly SqlValue[] = []): Promise<StoredAuditCheck | null> => {
    const [row] = await sql.rows<AuditCheckRow>(`SELECT * FROM audit_checks ${rest} LIMIT 1`, values);
    return row ? toCheck(row) : null;
  };
  return {
    insert: async ({ id, beganAt, finishedAt, step, check }) => {
      const found = JSON.stringify(check);
      const row: AuditCheckRow = { id, began_at: beganAt, finished_at: finishedAt, step, found };
      await sql.change(insertInto('audit_checks', [row]));
    },
    find: (id) => one('WHERE id = ?', [id]),
    latest: () => one('ORDER BY began_at DESC'),
    lastFinished: () => one('WHERE finished_at IS NOT NULL ORDER BY finished_at DESC'),
    advance: async ({ id, step, finishedAt, check }) => {
      const text =
        'UPDATE audit_checks SET step = ?, found = ?, finished_at = ? WHERE id = ? AND step = ? AND finished_at IS NULL';
      const values = [step, JSON.stringify(check), finishedAt, id, step - 1];
      return (await sql.change(statement(text, values))) === 1;
    },
  };
}

function toCheck(row: AuditCheckRow): StoredAuditCheck {
  return {
    id: row.id,
    beganAt: Number(row.began_at),
    finishedAt: row.finished_at === null ? null : Number(row.finished_at),
    step: Number(row.step),
    check: JSON.parse(row.found) as AuditCheck,
  };
}
