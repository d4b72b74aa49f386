import type { CardRepository, ReviewCard, ViewRepository } from '../../use-cases/ports/review';
import type { ReviewCardRow } from '../entities/review-card';
import type { ReviewViewRow } from '../entities/review-view';
import { insertInto, updateOf, upsertInto, type SqlValue } from '../sql';
import { opened, sealed, type RepositoryContext } from './context';

export function cardRepository({ sql, cipher }: RepositoryContext): CardRepository {
  const codeContext = (taskId: string): string => `review_cards.response_code:${taskId}`;
  const toCard = (row: ReviewCardRow): ReviewCard => ({
    taskId: row.task_id,
    registrationId: row.registration_id,
    revision: row.revision,
    userid: row.userid,
    responseCode: opened(cipher, row.response_code, codeContext(row.task_id)),
    sentAt: row.sent_at,
    settledAt: row.settled_at,
  });
  const select = async (condition: string, value: SqlValue): Promise<ReviewCard[]> => {
    const rows = await sql.rows<ReviewCardRow>(`SELECT * FROM review_cards WHERE ${condition}`, [value]);
    return rows.map(toCard);
  };
  return {
    find: async (taskId) => (await select('task_id = ?', taskId))[0] ?? null,
    openOf: (registrationId) =>
      select('registration_id = ? AND settled_at IS NULL ORDER BY sent_at, task_id', registrationId),
    countOpenOf: async (userid, atMost) => {
      const open = 'SELECT 1 FROM review_cards WHERE userid = ? AND settled_at IS NULL LIMIT ?';
      return (await sql.rows<object>(open, [userid, atMost])).length;
    },
    insert: (card) => {
      const row: ReviewCardRow = {
        task_id: card.taskId,
        registration_id: card.registrationId,
        revision: card.revision,
        userid: card.userid,
        response_code: sealed(cipher, card.responseCode, codeContext(card.taskId)),
        sent_at: card.sentAt,
        settled_at: card.settledAt,
      };
      return sql.insertNew(insertInto('review_cards', [row]));
    },
    setResponseCode: async (taskId, code) => {
      const set = { response_code: sealed(cipher, code, codeContext(taskId)) };
      sql.later(updateOf('review_cards', set, { task_id: taskId }));
    },
    settle: async (taskId, at) =>
      sql.later(updateOf('review_cards', { settled_at: at }, { task_id: taskId, settled_at: null })),
  };
}

export function viewRepository({ sql }: RepositoryContext): ViewRepository {
  return {
    // The first look counts; later ones of the same revision change nothing.
    add: async ({ registrationId, revision, staffId, at }) => {
      const row: ReviewViewRow = { registration_id: registrationId, revision, staff_id: staffId, at };
      const key = ['registration_id', 'revision', 'staff_id'] as const;
      await sql.change(upsertInto(sql.dialect, { table: 'review_views', rows: [row], key, update: [] }));
    },
    has: async (registrationId, revision, staffId) => {
      const rows = await sql.rows<object>(
        'SELECT 1 AS found FROM review_views WHERE registration_id = ? AND revision = ? AND staff_id = ?',
        [registrationId, revision, staffId],
      );
      return rows.length > 0;
    },
  };
}
