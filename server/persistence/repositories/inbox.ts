import type { InboxMessage, InboxRepository } from '../../use-cases/ports/messaging';
import type { InboxRow } from '../entities/inbox-row';
import { insertInto, updateOf } from '../sql';
import { opened, sealed, type RepositoryContext } from './context';

const BLANK = '';

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
  return {
    add: async (message) => {
      const { id, lane } = message;
      const row: Omit<InboxRow, 'seq'> = {
        id,
        kind: message.kind,
        digest: message.digest,
        content: cipher.seal(message.content, sealContext('content', id)),
        lane: sealed(cipher, lane, sealContext('lane', id)),
        open_lane_key: lane === null ? null : laneKey(lane),
        received_at: message.receivedAt,
        processed_at: null,
      };
      return (await sql.insertNew(insertInto('inbox', [row]), 'digest')) ? 'stored' : 'repeat';
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
