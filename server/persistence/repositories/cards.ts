import { IsNull } from 'typeorm';
import type { CardRepository, ReviewCard, ViewRepository } from '../../use-cases/ports/review';
import { ReviewCardEntity, type ReviewCardRow } from '../entities/review-card';
import { ReviewViewEntity, type ReviewViewRow } from '../entities/review-view';
import { insertInto, upsertInto } from '../sql';
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
  return {
    find: async (taskId) => {
      const row = await (await sql.table(ReviewCardEntity)).findOneBy({ task_id: taskId });
      return row ? toCard(row) : null;
    },
    openOf: async (registrationId) => {
      const cards = await sql.table(ReviewCardEntity);
      const rows = await cards.find({
        where: { registration_id: registrationId, settled_at: IsNull() },
        order: { sent_at: 'ASC', task_id: 'ASC' },
      });
      return rows.map(toCard);
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
      const cards = await sql.table(ReviewCardEntity);
      await cards.update({ task_id: taskId }, { response_code: sealed(cipher, code, codeContext(taskId)) });
    },
    settle: async (taskId, at) => {
      const cards = await sql.table(ReviewCardEntity);
      const { affected } = await cards.update({ task_id: taskId, settled_at: IsNull() }, { settled_at: at });
      return affected === 1;
    },
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
    has: async (registrationId, revision, staffId) =>
      (await sql.table(ReviewViewEntity)).existsBy({
        registration_id: registrationId,
        revision,
        staff_id: staffId,
      }),
  };
}
