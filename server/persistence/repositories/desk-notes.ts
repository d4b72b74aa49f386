import type { DeskNote, DeskNoteRepository } from '../../use-cases/ports/desk';
import type { DeskNoteRow } from '../entities/desk-note';
import { insertInto, statement, updateOf } from '../sql';
import type { RepositoryContext } from './context';

export function deskNoteRepository({ sql, cipher }: RepositoryContext): DeskNoteRepository {
  const sealContext = (id: string): string => `desk_notes.text:${id}`;
  const toNote = (row: DeskNoteRow): DeskNote => ({
    id: row.id,
    accountId: row.account_id,
    handoffId: row.handoff_id,
    staffId: row.staff_id,
    kind: row.kind as DeskNote['kind'],
    text: cipher.open(row.text, sealContext(row.id)),
    at: Number(row.at),
  });
  return {
    find: async (id) => {
      const [row] = await sql.rows<DeskNoteRow>('SELECT * FROM desk_notes WHERE id = ?', [id]);
      return row ? toNote(row) : null;
    },
    add: async ({ id, accountId, handoffId, staffId, kind, text, at }) => {
      const row: DeskNoteRow = {
        ...{ id, kind, at, account_id: accountId, handoff_id: handoffId, staff_id: staffId },
        text: cipher.seal(text, sealContext(id)),
      };
      return sql.insertNew(insertInto('desk_notes', [row]));
    },
    listOf: async (accountId, limit) => {
      const rows = await sql.rows<DeskNoteRow>(
        'SELECT * FROM desk_notes WHERE account_id = ? ORDER BY at DESC, id DESC LIMIT ?',
        [accountId, limit],
      );
      return rows.map(toNote);
    },
    move: async (fromAccountId, intoAccountId) => {
      await sql.change(updateOf('desk_notes', { account_id: intoAccountId }, { account_id: fromAccountId }));
    },
    removeAllOf: async (accountId) => {
      await sql.change(statement('DELETE FROM desk_notes WHERE account_id = ?', [accountId]));
    },
  };
}
