import type { DeskCard, DeskCardRepository } from '../../use-cases/ports/support';
import type { DeskCardRow } from '../entities/desk-card';
import { insertInto, updateOf } from '../sql';
import { opened, sealed, type RepositoryContext } from './context';

export function deskCardRepository({ sql, cipher }: RepositoryContext): DeskCardRepository {
  const codeContext = (taskId: string): string => `desk_cards.response_code:${taskId}`;
  const toCard = (row: DeskCardRow): DeskCard => ({
    taskId: row.task_id,
    handoffId: row.handoff_id,
    userid: row.userid,
    responseCode: opened(cipher, row.response_code, codeContext(row.task_id)),
    sentAt: Number(row.sent_at),
  });
  return {
    openOf: async (handoffId) => {
      const text =
        'SELECT * FROM desk_cards WHERE handoff_id = ? AND settled_at IS NULL ORDER BY sent_at, task_id';
      return (await sql.rows<DeskCardRow>(text, [handoffId])).map(toCard);
    },
    insert: ({ taskId, handoffId, userid, sentAt }) => {
      const row: DeskCardRow = {
        ...{ task_id: taskId, handoff_id: handoffId, userid, sent_at: sentAt },
        ...{ response_code: null, settled_at: null },
      };
      return sql.insertNew(insertInto('desk_cards', [row]));
    },
    setResponseCode: async (taskId, code) => {
      const set = { response_code: sealed(cipher, code, codeContext(taskId)) };
      sql.later(updateOf('desk_cards', set, { task_id: taskId }));
    },
    settle: async (taskId, at) =>
      // The code is spent with it.
      sql.later(
        updateOf(
          'desk_cards',
          { settled_at: at, response_code: null },
          { task_id: taskId, settled_at: null },
        ),
      ),
  };
}
