import type { CursorRepository } from '../../use-cases/ports/messaging';
import { StreamCursorEntity } from '../entities/stream-cursor';
import { upsertInto } from '../sql';
import type { RepositoryContext } from './context';

export function cursorRepository({ sql }: RepositoryContext): CursorRepository {
  return {
    read: async (name) => {
      const row = await (await sql.table(StreamCursorEntity)).findOneBy({ name });
      return row?.cursor_value ?? '';
    },
    write: async (name, cursor, at) => {
      const rows = [{ name, cursor_value: cursor, at }] as const;
      const update = ['cursor_value', 'at'];
      sql.later(upsertInto(sql.dialect, { table: 'stream_cursors', rows, key: ['name'], update }));
    },
  };
}
