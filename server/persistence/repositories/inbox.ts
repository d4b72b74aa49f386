import type { InboxMessage, InboxRepository } from '../../use-cases/ports/messaging';
import type { InboxRow } from '../entities/inbox-row';
import { insertInto, placeholders, statement, updateOf, upsertInto } from '../sql';
import { opened, sealed, type RepositoryContext } from './context';

const BLANK = '';

/** Rows of one statement: some hundred kilobytes of messages, and far from the engines' limits on values. */
const CHUNK = 100;

export function inboxRepository({ sql, cipher, keyedHash }: RepositoryContext): InboxRepository {
  const sealContext = (column: string, id: string): string => `inbox.${column}:${id}`;
  const laneKey = (lane: string): string => keyedHash.hash('inbox_lane', lane);
  const toMessage = (row: InboxRow): InboxMessage => ({
    id: row.id,
    kind: row.kind,
    digest: row.digest,
    content: row.content === BLANK ? BLANK : cipher.open(row.content, sealContext('content', row.id)),
    lane: opened(cipher, row.lane, sealContext('lane', row.id)),
    receivedAt: row.received_at,
  });
  const toRow = (message: InboxMessage): Omit<InboxRow, 'seq'> => {
    const { id, lane } = message;
    return {
      id,
      kind: message.kind,
      digest: message.digest,
      content: cipher.seal(message.content, sealContext('content', id)),
      lane: sealed(cipher, lane, sealContext('lane', id)),
      open_lane_key: lane === null ? null : laneKey(lane),
      received_at: message.receivedAt,
      processed_at: null,
    };
  };
  return {
    add: async (message) =>
      (await sql.insertNew(insertInto('inbox', [toRow(message)]), 'digest')) ? 'stored' : 'repeat',
    addNew: async (messages) => {
      const stored: string[] = [];
      for (let from = 0; from < messages.length; from += CHUNK) {
        const [first, ...rest] = messages.slice(from, from + CHUNK).map(toRow);
        if (!first) break;
        const rows = [first, ...rest] as const;
        const ids = rows.map(({ id }) => id);
        const [, found] = await sql.batch([
          upsertInto(sql.dialect, { table: 'inbox', rows, key: ['kind', 'digest'], update: [] }),
          statement(`SELECT id FROM inbox WHERE id IN (${placeholders(ids.length)})`, ids),
        ]);
        const there = new Set(((found?.rows ?? []) as { id: string }[]).map(({ id }) => id));
        stored.push(...ids.filter((id) => there.has(id)));
      }
      return stored;
    },
    find: async (id) => {
      const [row] = await sql.rows<InboxRow>('SELECT * FROM inbox WHERE id = ?', [id]);
      return row ? toMessage(row) : null;
    },
    nextOf: async (lane) => {
      const [row] = await sql.rows<InboxRow>(
        'SELECT * FROM inbox WHERE open_lane_key = ? ORDER BY seq LIMIT 1',
        [laneKey(lane)],
      );
      return row ? toMessage(row) : null;
    },
    finish: async (id, at) => {
      const blank = { processed_at: at, content: BLANK, lane: null, open_lane_key: null };
      return (await sql.change(updateOf('inbox', blank, { id, processed_at: null }))) === 1;
    },
  };
}
