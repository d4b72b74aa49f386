import { addDays, plainDateAt } from '../../../shared/domain/time';
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
   * in the order of their ids, which is the order of `created`, as far as rows are old enough. Rows that belong to one owner
   * are looked through owner by owner.
   */
  by: 'index' | 'id' | 'owner';
  /** Of those found by id, when they began; otherwise `created_at`. */
  created?: string;
  /** Only this column is blanked, and the row stays. */
  blank?: string;
  /** `ended` is a day of Asia/Shanghai, which ends at midnight. */
  isDay?: boolean;
}

const PLANS: Readonly<Record<AgingKind, Plan>> = {
  logins: { table: 'logins', key: 'token_hash', ended: 'expires_at', by: 'index' },
  verifications: { table: 'verifications', key: 'id', ended: 'expires_at', by: 'id' },
  links: { table: 'links', key: 'token_hash', ended: 'expires_at', by: 'index' },
  staff_links: { table: 'staff_links', key: 'token_hash', ended: 'expires_at', by: 'index' },
  calls: {
    table: 'idempotent_calls',
    key: 'created_at',
    ended: 'created_at',
    rest: 'response_status IS NOT NULL',
    by: 'index',
  },
  inbox: { table: 'inbox', key: 'seq', ended: 'processed_at', by: 'index' },
  parked_text: {
    table: 'outbox',
    key: 'id',
    ended: 'parked_at',
    rest: 'secret IS NOT NULL',
    by: 'index',
    blank: 'secret',
  },
  outbox: { table: 'outbox', key: 'id', ended: 'COALESCE(done_at, parked_at)', by: 'id' },
  deliveries: {
    table: 'deliveries',
    key: 'id',
    ended: 'at',
    rest: 'NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.id = deliveries.outbox_id)',
    by: 'id',
    created: 'at',
  },
  permits: { table: 'permits', key: 'openid_key', ended: 'at', by: 'owner' },
  chat_text: { table: 'transcript_lines', key: 'seq', ended: 'at', by: 'id', created: 'at' },
  desk_notes: { table: 'desk_notes', key: 'id', ended: 'at', by: 'id', created: 'at' },
  handoff_events: { table: 'handoff_events', key: 'id', ended: 'at', by: 'id', created: 'at' },
  handoffs: { table: 'handoffs', key: 'id', ended: 'closed_at', by: 'id', created: 'opened_at' },
  desk_cards: { table: 'desk_cards', key: 'task_id', ended: 'sent_at', by: 'index' },
  review_cards: { table: 'review_cards', key: 'task_id', ended: 'sent_at', by: 'index' },
  review_views: { table: 'review_views', key: 'registration_id', ended: 'at', by: 'index' },
  staff_leaves: { table: 'staff_leaves', key: 'id', ended: 'until_at', by: 'index' },
  audit_checks: { table: 'audit_checks', key: 'id', ended: 'began_at', by: 'index' },
  // Those of no sitting are in force as long as the account, and go with it.
  consents: {
    table: 'consents',
    key: 'id',
    ended: 'given_at',
    rest: '(season_id IS NOT NULL OR withdrawn_at IS NOT NULL)',
    by: 'id',
    created: 'given_at',
  },
  call_failures: { table: 'call_failures', key: 'account_id', ended: 'at', by: 'owner' },
  proposals: { table: 'proposals', key: 'id', ended: 'settled_at', by: 'id' },
  document_tries: { table: 'document_tries', key: 'account_id', ended: 'day', by: 'owner', isDay: true },
};

/** Before every id, hash and running number. */
const BEGINNING = '0';

/** Stands for a batch that was full: the same question finds the next rows. */
const MORE = '';

export function retentionRepository({ sql }: RepositoryContext): RetentionRepository {
  return {
    removeAged: (batch) => {
      const plan = PLANS[batch.kind];
      return FINDERS[plan.by](sql, plan, batch);
    },
  };
}

const FINDERS = { index: byIndex, id: byId, owner: byOwner };

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
  const { table, key, ended, created = 'created_at' } = plan;
  const rows = await sql.rows<{ name: string | number; ended: number | null; created: number }>(
    `SELECT ${key} AS name, ${ended} AS ended, ${created} AS created FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ?`,
    [after ?? BEGINNING, limit],
  );
  const names = rows.flatMap((row) => (row.ended !== null && row.ended <= endedBy ? [row.name] : []));
  const removed = await remove(sql, plan, { names, endedBy });
  const last = rows.at(-1);
  const isOver = !last || rows.length < limit || last.created > endedBy;
  return { removed, next: isOver ? null : String(last.name) };
}

async function byOwner(
  sql: Sql,
  plan: Plan,
  { endedBy, after, limit }: AgedBatch,
): ReturnType<RetentionRepository['removeAged']> {
  const { table, key, ended } = plan;
  const rows = await sql.rows<{ name: string; ended: SqlValue }>(
    `SELECT ${key} AS name, MIN(${ended}) AS ended FROM ${table} WHERE ${key} > ? GROUP BY ${key} ORDER BY ${key} LIMIT ?`,
    [after ?? BEGINNING, limit],
  );
  const last = endOf(plan, endedBy);
  const names = rows.flatMap((row) => (row.ended !== null && row.ended <= last ? [row.name] : []));
  const removed = await remove(sql, plan, { names, endedBy });
  return { removed, next: rows.length < limit ? null : (rows.at(-1)?.name ?? null) };
}

/** The latest end that is old enough, as the column tells it. */
function endOf({ isDay }: Plan, endedBy: number): string | number {
  return isDay ? addDays(plainDateAt(endedBy), -1) : endedBy;
}

/** The condition stands here again: whoever opened a row meanwhile keeps it. */
async function remove(
  sql: Sql,
  plan: Plan,
  { names, endedBy }: { names: SqlValue[]; endedBy: number },
): Promise<number> {
  if (names.length === 0) return 0;
  const { table, key, ended, blank } = plan;
  const places = placeholders(names.length);
  const act = blank ? `UPDATE ${table} SET ${blank} = NULL` : `DELETE FROM ${table}`;
  return sql.change(
    statement(`${act} WHERE ${key} IN (${places}) AND ${ended} <= ?${and(plan)}`, [
      ...names,
      endOf(plan, endedBy),
    ]),
  );
}

function and({ rest }: Plan): string {
  return rest ? ` AND ${rest}` : '';
}
