import type { OutboxMessage, OutboxRepository } from '../../use-cases/ports/messaging';
import type { FieldCipher } from '../../use-cases/ports/secrets';
import type { OutboxRow } from '../entities/outbox-row';
import { statement, upsertInto } from '../sql';
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
    cancelGroup: async (group) =>
      sql.later(
        statement('DELETE FROM outbox WHERE group_key = ? AND open_due_at IS NOT NULL AND attempts = 0', [
          group,
        ]),
      ),
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
    find: async (id) => {
      const [row] = await sql.rows<Pick<OutboxRow, 'topic' | 'payload'>>(
        'SELECT topic, payload FROM outbox WHERE id = ?',
        [id],
      );
      return row
        ? { id, topic: row.topic, payload: JSON.parse(row.payload) as OutboxMessage['payload'] }
        : null;
    },
    countOpen: async () => {
      const [row] = await sql.rows<{ count: number }>(
        'SELECT COUNT(*) AS count FROM outbox WHERE open_due_at IS NOT NULL',
      );
      return row?.count ?? 0;
    },
  };
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
>;

function toRow(message: OutboxMessage, cipher: FieldCipher): NewRow {
  return {
    id: message.id,
    topic: message.topic,
    dedup_key: message.key,
    payload: JSON.stringify(message.payload),
    secret: sealed(cipher, message.secret, secretContext(message.id)),
    group_key: message.group,
    due_at: message.dueAt,
    open_due_at: message.dueAt,
    attempts: 0,
    created_at: message.createdAt,
  };
}
