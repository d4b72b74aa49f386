import type { OutboxMessage, OutboxRepository } from '../../use-cases/ports/messaging';
import type { FieldCipher } from '../../use-cases/ports/secrets';
import type { OutboxRow } from '../entities/outbox-row';
import { forUpdate, placeholders, statement, upsertInto } from '../sql';
import { sealed, type RepositoryContext } from './context';

/** Rows of one topic that are compared; beyond them one more row does no harm. */
const MOST_WAITING = 20;

export function outboxRepository({ sql, cipher }: RepositoryContext): OutboxRepository {
  return {
    add: async (messages) => {
      const [first, ...rest] = messages.map((message) => toRow(message, cipher));
      if (!first) return;
      sql.later(
        upsertInto(sql.dialect, { table: 'outbox', rows: [first, ...rest], key: ['dedup_key'], update: [] }),
      );
    },
    cancelGroup: async (group, { dueAfter = -1, tried = false } = {}) => {
      const idle = tried ? 'claim_token IS NULL' : 'attempts = 0';
      sql.later(
        statement(`DELETE FROM outbox WHERE group_key = ? AND open_due_at > ? AND ${idle}`, [
          group,
          dueAfter,
        ]),
      );
    },
    cancelKeys: async (keys) => {
      if (keys.length === 0) return;
      const idle = 'open_due_at IS NOT NULL AND claim_token IS NULL';
      sql.later(
        statement(`DELETE FROM outbox WHERE dedup_key IN (${placeholders(keys.length)}) AND ${idle}`, [
          ...keys,
        ]),
      );
    },
    hasWaiting: async ({ topic, payload, dueBy }) => {
      const rows = await sql.rows<{ payload: string }>(
        'SELECT payload FROM outbox WHERE open_due_at <= ? AND topic = ? AND claim_token IS NULL LIMIT ?',
        [dueBy, topic, MOST_WAITING],
      );
      return rows.some((row) => {
        const values = JSON.parse(row.payload) as OutboxMessage['payload'];
        return Object.entries(payload).every(([name, value]) => values[name] === value);
      });
    },
    lock: async (id) => {
      await sql.rows(`SELECT id FROM outbox WHERE id = ?${forUpdate(sql.dialect)}`, [id]);
    },
    listOf: async (groups) => {
      if (groups.length === 0) return [];
      const rows = await sql.rows<BareRow>(
        `SELECT id, topic, payload FROM outbox WHERE group_key IN (${placeholders(groups.length)})`,
        groups,
      );
      return rows.map(toBare);
    },
    forgetGroup: async (group) => {
      const left = 'WHERE group_key = ? AND place IS NOT NULL';
      sql.later(statement(`DELETE FROM outbox ${left} AND done_at IS NULL AND claim_token IS NULL`, [group]));
      sql.later(statement(`UPDATE outbox SET group_key = NULL ${left}`, [group]));
    },
    hasLater: async ({ group, place }) => {
      const [row] = await sql.rows<{ found: number }>(
        'SELECT 1 AS found FROM outbox WHERE group_key = ? AND place > ? LIMIT 1',
        [group, place],
      );
      return row !== undefined;
    },
    find: async (id) => {
      const [row] = await sql.rows<BareRow>('SELECT id, topic, payload FROM outbox WHERE id = ?', [id]);
      return row ? toBare(row) : null;
    },
  };
}

type BareRow = Pick<OutboxRow, 'id' | 'topic' | 'payload'>;

function toBare({ id, topic, payload }: BareRow): Pick<OutboxMessage, 'id' | 'topic' | 'payload'> {
  return { id, topic, payload: JSON.parse(payload) as OutboxMessage['payload'] };
}

/** Where the text of a message is sealed. */
export function secretContext(id: string): string {
  return `outbox.secret:${id}`;
}

/** What a new row says; all other columns are null until it is claimed, and each value costs when many rows are planned. */
type NewRow = Pick<
  OutboxRow,
  | 'id'
  | 'topic'
  | 'dedup_key'
  | 'payload'
  | 'secret'
  | 'group_key'
  | 'due_at'
  | 'open_due_at'
  | 'attempts'
  | 'created_at'
> &
  Partial<Pick<OutboxRow, 'place'>>;

function toRow(message: OutboxMessage, cipher: FieldCipher): NewRow {
  return {
    id: message.id,
    topic: message.topic,
    dedup_key: message.key,
    payload: JSON.stringify(message.payload),
    secret: sealed(cipher, message.secret, secretContext(message.id)),
    group_key: message.group,
    ...(message.place !== undefined && { place: message.place }),
    due_at: message.dueAt,
    open_due_at: message.dueAt,
    attempts: 0,
    created_at: message.createdAt,
  };
}
