import { randomBytes } from 'node:crypto';
import type { Claim, ClaimedMessage, HeldRow, OutboxQueue } from '../use-cases/ports/messaging';
import type { FieldCipher } from '../use-cases/ports/secrets';
import type { OutboxRow } from './entities/outbox-row';
import type { Engine } from './link';
import { takeTurns, wake } from './outbox-lanes';
import { opened } from './repositories/context';
import { secretContext } from './repositories/outbox';
import { placeholders, statement, updateOf, type Columns, type Sql } from './sql';
import { createTransactions } from './unit-of-work';

export interface OutboxQueueOptions {
  engine: Engine;
  cipher: FieldCipher;
  pause(attempt: number): Promise<void>;
}

const MAX_ERROR_LENGTH = 255;

/**
 * The outbox as workers see it. A claim moves `open_due_at` to the end of the lease, so the row of a worker that died
 * comes due again by itself, and one index of open rows serves claims however many rows are done. The token tells a
 * worker that was frozen beyond its lease from the one that has the row now.
 */
export function createOutboxQueue({ engine, cipher, pause }: OutboxQueueOptions): OutboxQueue {
  const transactions = createTransactions({ engine, bind: (sql) => sql, pause });
  // One statement is a transaction by itself, in one round trip.
  const change = ({ id, token }: HeldRow, set: Columns): Promise<boolean> =>
    transactions.read(
      async (sql) =>
        (await sql.change(updateOf('outbox', set, { id, claim_token: token, done_at: null }))) === 1,
    );

  return {
    claim: async (claim) => {
      for (;;) {
        const rows = await transactions.run((sql) => claimRows(sql, claim, cipher));
        if (rows) return rows;
      }
    },
    complete: (rows, now) => transactions.read((sql) => completeRows(sql, rows, now)),
    retry: (row, dueAt, error) =>
      change(row, { open_due_at: dueAt, claim_token: null, claimed_by: null, last_error: cut(error) }),
    park: async (row, now, error) => {
      const given = { open_due_at: null, claim_token: null, parked_at: now, last_error: cut(error) };
      const parked = await change(row, given);
      const groups = groupsOf([row]);
      if (parked && groups.length > 0) await transactions.read((sql) => sql.change(wake(groups, now)));
      return parked;
    },
    renew: (row, leaseUntil) => change(row, { open_due_at: leaseUntil }),
    nextDueAt: () =>
      transactions.read(async (sql) => {
        const [row] = await sql.rows<{ due: number | null }>('SELECT MIN(open_due_at) AS due FROM outbox');
        return row?.due ?? null;
      }),
    stats: (now) => transactions.read((sql) => readStats(sql, now)),
  };
}

/** Null asks for another look. */
async function claimRows(sql: Sql, claim: Claim, cipher: FieldCipher): Promise<ClaimedMessage[] | null> {
  const { owner, now, leaseMs, leases = {}, limit } = claim;
  // SQLite has one unit of work at a time and needs no row locks.
  const locking = sql.dialect === 'mysql' ? 'FOR UPDATE SKIP LOCKED' : '';
  const rows = await sql.rows<OutboxRow>(
    `SELECT * FROM outbox WHERE open_due_at <= ? ORDER BY open_due_at LIMIT ? ${locking}`,
    [now, limit],
  );
  if (rows.length === 0) return [];
  const leaseOf = (row: OutboxRow): number => leases[row.topic] ?? leaseMs;
  const turns = await takeTurns(sql, rows, { now, leaseOf });
  // All that was due waits for others, and for a moment not even that is due: what is behind it may be claimed.
  if (turns.length === 0) return null;
  const token = randomBytes(16).toString('hex');
  for (const lease of new Set(turns.map(leaseOf))) {
    const ids = turns.filter((row) => leaseOf(row) === lease).map((row) => row.id);
    const places = placeholders(ids.length);
    sql.later(
      statement(
        `UPDATE outbox SET open_due_at = ?, claim_token = ?, claimed_by = ?, attempts = attempts + 1 WHERE id IN (${places})`,
        [now + lease, token, owner, ...ids],
      ),
    );
  }
  return turns.map((row) => ({
    id: row.id,
    topic: row.topic,
    key: row.dedup_key,
    payload: JSON.parse(row.payload) as ClaimedMessage['payload'],
    secret: opened(cipher, row.secret, secretContext(row.id)),
    group: row.group_key,
    ...(row.place !== null && { place: row.place }),
    dueAt: row.due_at,
    createdAt: row.created_at,
    token,
    attempts: row.attempts + 1,
  }));
}

/** One statement for each claim that the rows come from; usually one. */
async function completeRows(sql: Sql, rows: HeldRow[], now: number): Promise<number> {
  let completed = 0;
  const groups = groupsOf(rows);
  for (const token of new Set(rows.map((row) => row.token))) {
    const held = rows.filter((row) => row.token === token);
    completed += await sql.change(
      statement(
        `UPDATE outbox SET open_due_at = NULL, done_at = ?, secret = NULL, claim_token = NULL
          WHERE id IN (${placeholders(held.length)}) AND claim_token = ?`,
        [now, ...held.map((row) => row.id), token],
      ),
    );
  }
  if (groups.length > 0) await sql.change(wake(groups, now));
  return completed;
}

/** Groups whose next row may have its turn once these have ended. */
function groupsOf(rows: HeldRow[]): string[] {
  return [...new Set(rows.flatMap(({ group, place }) => (group && place !== undefined ? [group] : [])))];
}

async function readStats(sql: Sql, now: number): ReturnType<OutboxQueue['stats']> {
  const [open, parked] = await sql.batch([
    statement('SELECT COUNT(*) AS count, MIN(open_due_at) AS due FROM outbox WHERE open_due_at IS NOT NULL'),
    statement('SELECT COUNT(*) AS count FROM outbox WHERE parked_at IS NOT NULL'),
  ]);
  const [waiting] = (open?.rows ?? []) as { count: number; due: number | null }[];
  const [given] = (parked?.rows ?? []) as { count: number }[];
  return {
    waiting: waiting?.count ?? 0,
    overdueMs: Math.max(0, now - (waiting?.due ?? now)),
    parked: given?.count ?? 0,
  };
}

function cut(error: string): string {
  return Array.from(error).slice(0, MAX_ERROR_LENGTH).join('');
}
