import type { AgedBatch, AgingKind, RetentionRepository } from '../../use-cases/ports/retention';
import { placeholders, statement, type Sql, type SqlValue } from '../sql';
import type { RepositoryContext } from './context';

interface Plan {
  table: string;
  /** One column that names a row. */
  key: string;
  /** When a row ended, and what else makes it one that nobody needs. */
  ended: string;
  rest?: string;
  /**
   * Rows are found by the index of `ended`. Where there is none, which would cost at each write, they are looked through
   * in the order of their ids, which is the order of `created_at`, as far as rows are old enough.
   */
  by: 'index' | 'id';
}

const PLANS: Readonly<Record<AgingKind, Plan>> = {
  logins: { table: 'logins', key: 'token_hash', ended: 'expires_at', by: 'index' },
  verifications: { table: 'verifications', key: 'id', ended: 'expires_at', by: 'id' },
  links: { table: 'links', key: 'token_hash', ended: 'expires_at', by: 'index' },
  calls: {
    table: 'idempotent_calls',
    key: 'created_at',
    ended: 'created_at',
    rest: 'response_status IS NOT NULL',
    by: 'index',
  },
  inbox: { table: 'inbox', key: 'seq', ended: 'processed_at', by: 'index' },
  outbox: { table: 'outbox', key: 'id', ended: 'done_at', by: 'id' },
};

/** Stands for a batch that was full: the same question finds the next rows. */
const MORE = '';

export function retentionRepository({ sql }: RepositoryContext): RetentionRepository {
  return {
    removeAged: (batch) => {
      const plan = PLANS[batch.kind];
      return plan.by === 'id' ? byId(sql, plan, batch) : byIndex(sql, plan, batch);
    },
  };
}

async function byIndex(
  sql: Sql,
  plan: Plan,
  { endedBy, limit }: AgedBatch,
): ReturnType<RetentionRepository['removeAged']> {
  const { table, key, ended } = plan;
  const rows = await sql.rows<{ name: SqlValue }>(
    `SELECT ${key} AS name FROM ${table} WHERE ${ended} <= ?${and(plan)} ORDER BY ${ended} LIMIT ?`,
    [endedBy, limit],
  );
  const removed = await remove(sql, plan, { names: rows.map((row) => row.name), endedBy });
  return { removed, next: rows.length === limit ? MORE : null };
}

async function byId(
  sql: Sql,
  plan: Plan,
  { endedBy, after, limit }: AgedBatch,
): ReturnType<RetentionRepository['removeAged']> {
  const { table, key, ended } = plan;
  const rows = await sql.rows<{ name: string; ended: number | null; created_at: number }>(
    `SELECT ${key} AS name, ${ended} AS ended, created_at FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ?`,
    [after ?? '', limit],
  );
  const names = rows.flatMap((row) => (row.ended !== null && row.ended <= endedBy ? [row.name] : []));
  const removed = await remove(sql, plan, { names, endedBy });
  const last = rows.at(-1);
  const isOver = !last || rows.length < limit || last.created_at > endedBy;
  return { removed, next: isOver ? null : last.name };
}

/** The condition stands here again: whoever opened a row meanwhile keeps it. */
async function remove(
  sql: Sql,
  plan: Plan,
  { names, endedBy }: { names: SqlValue[]; endedBy: number },
): Promise<number> {
  if (names.length === 0) return 0;
  const { table, key, ended } = plan;
  const places = placeholders(names.length);
  return sql.change(
    statement(`DELETE FROM ${table} WHERE ${key} IN (${places}) AND ${ended} <= ?${and(plan)}`, [
      ...names,
      endedBy,
    ]),
  );
}

function and({ rest }: Plan): string {
  return rest ? ` AND ${rest}` : '';
}
