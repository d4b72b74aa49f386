import type { TranscriptLine, TranscriptRepository } from '../../use-cases/ports/chat';
import type { TranscriptLineRow } from '../entities/transcript-line';
import { insertInto, statement, updateOf } from '../sql';
import type { RepositoryContext } from './context';

export function transcriptRepository({ sql, cipher }: RepositoryContext): TranscriptRepository {
  const sealContext = (id: string): string => `transcript_lines.text:${id}`;
  const menuContext = (id: string): string => `transcript_lines.menu:${id}`;
  const toRow = (line: TranscriptLine): Omit<TranscriptLineRow, 'seq'> => ({
    id: line.id,
    account_id: line.accountId,
    channel: line.channel,
    message_id: line.messageId,
    speaker: line.from,
    text: cipher.seal(line.text, sealContext(line.id)),
    at: line.at,
    menu: line.menu === undefined ? null : cipher.seal(line.menu, menuContext(line.id)),
  });
  const toLine = (row: TranscriptLineRow): TranscriptLine => ({
    id: row.id,
    accountId: row.account_id,
    channel: row.channel as TranscriptLine['channel'],
    messageId: row.message_id,
    from: row.speaker as TranscriptLine['from'],
    text: cipher.open(row.text, sealContext(row.id)),
    ...(row.menu !== null && { menu: cipher.open(row.menu, menuContext(row.id)) }),
    at: row.at,
  });
  return {
    add: (line) => sql.insertNew(insertInto('transcript_lines', [toRow(line)]), 'message_id'),
    has: async (channel, messageId) => {
      const [row] = await sql.rows<{ found: number }>(
        'SELECT 1 AS found FROM transcript_lines WHERE channel = ? AND message_id = ?',
        [channel, messageId],
      );
      return row !== undefined;
    },
    find: async (channel, messageId) => {
      const [row] = await sql.rows<TranscriptLineRow>(
        'SELECT * FROM transcript_lines WHERE channel = ? AND message_id = ?',
        [channel, messageId],
      );
      return row ? toLine(row) : null;
    },
    addNew: async (lines) => {
      const [first, ...rest] = lines.map(toRow);
      if (first) sql.later(insertInto('transcript_lines', [first, ...rest]));
    },
    lastOf: async (accountId, limit) => {
      const rows = await sql.rows<TranscriptLineRow>(
        'SELECT * FROM transcript_lines WHERE account_id = ? ORDER BY at DESC, seq DESC LIMIT ?',
        [accountId, limit],
      );
      return rows.map(toLine).toReversed();
    },
    listSince: async (accountId, { after, limit }) => {
      const rows =
        after === null
          ? await sql.rows<TranscriptLineRow>(
              'SELECT * FROM transcript_lines WHERE account_id = ? ORDER BY seq DESC LIMIT ?',
              [accountId, limit],
            )
          : await sql.rows<TranscriptLineRow>(
              'SELECT * FROM transcript_lines WHERE account_id = ? AND seq > ? ORDER BY seq LIMIT ?',
              [accountId, after, limit],
            );
      const lines = rows.map((row) => ({ ...toLine(row), seq: Number(row.seq) }));
      return after === null ? lines.toReversed() : lines;
    },
    listBefore: async (accountId, { before, limit }) => {
      const rows = await sql.rows<TranscriptLineRow>(
        `SELECT * FROM transcript_lines WHERE account_id = ? ${before ? 'AND (at, seq) < (?, ?)' : ''} ORDER BY at DESC, seq DESC LIMIT ?`,
        [accountId, ...(before ? [before.at, before.seq] : []), limit],
      );
      return rows.map((row) => ({ ...toLine(row), seq: Number(row.seq), at: Number(row.at) }));
    },
    move: async (fromAccountId, intoAccountId) => {
      const moved = { account_id: intoAccountId };
      await sql.change(updateOf('transcript_lines', moved, { account_id: fromAccountId }));
    },
    removeAllOf: async (accountId) => {
      await sql.change(statement('DELETE FROM transcript_lines WHERE account_id = ?', [accountId]));
    },
    blank: async (channel, messageId) => {
      const where = { channel, message_id: messageId };
      const [row] = await sql.rows<Pick<TranscriptLineRow, 'id'>>(
        'SELECT id FROM transcript_lines WHERE channel = ? AND message_id = ?',
        [channel, messageId],
      );
      if (!row) return;
      await sql.change(updateOf('transcript_lines', { text: cipher.seal('', sealContext(row.id)) }, where));
    },
  };
}
