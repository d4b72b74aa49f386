import type { QueuedReview, ReviewQueueRepository } from '../../use-cases/ports/review';
import type { ReviewQueueRow } from '../entities/review-queue-row';
import { placeholders, statement, updateOf, upsertInto, type SqlValue } from '../sql';
import type { RepositoryContext } from './context';

export function reviewQueueRepository({ sql }: RepositoryContext): ReviewQueueRepository {
  const select = async (condition: string, values: readonly SqlValue[]): Promise<QueuedReview[]> => {
    const rows = await sql.rows<ReviewQueueRow>(`SELECT q.* FROM review_queue q WHERE ${condition}`, values);
    return rows.map(toQueued);
  };
  return {
    put: async ({ registrationId, seasonId, siteCode, decideBy, submittedAt }) => {
      const row = {
        registration_id: registrationId,
        season_id: seasonId,
        site_code: siteCode,
        decide_by: decideBy,
        submitted_at: submittedAt,
        claimed_by: null,
        claimed_until: null,
      };
      const key = ['registration_id'] as const;
      // Who was at it stays at it: a moved deadline takes nobody's work away.
      const update = ['season_id', 'site_code', 'decide_by', 'submitted_at'];
      sql.later(upsertInto(sql.dialect, { table: 'review_queue', rows: [row], key, update }));
    },
    remove: async (registrationId) =>
      sql.later(statement('DELETE FROM review_queue WHERE registration_id = ?', [registrationId])),
    find: async (registrationId) => (await select('q.registration_id = ?', [registrationId]))[0] ?? null,
    list: async ({ siteCodes, memberId, now, after, limit }) => {
      if (siteCodes.length === 0) return [];
      const places = placeholders(siteCodes.length);
      // Held by somebody else: those come after all others.
      const held =
        'CASE WHEN q.claimed_by IS NOT NULL AND q.claimed_by <> ? AND q.claimed_until > ? THEN 1 ELSE 0 END';
      const heldBy: SqlValue[] = [memberId, now];
      const key = `(${held}, q.decide_by, q.registration_id)`;
      const beyond = after ? `AND ${key} > (?, ?, ?)` : '';
      const beyondValues = after
        ? [...heldBy, after.isHeld ? 1 : 0, after.decideBy, after.registrationId]
        : [];
      return select(
        `q.site_code IN (${places}) ${beyond} ORDER BY ${held}, q.decide_by, q.registration_id LIMIT ?`,
        [...siteCodes, ...beyondValues, ...heldBy, limit],
      );
    },
    count: async (siteCodes) => {
      if (siteCodes.length === 0) return 0;
      const [row] = await sql.rows<{ count: number | string }>(
        `SELECT COUNT(*) AS count FROM review_queue WHERE site_code IN (${placeholders(siteCodes.length)})`,
        siteCodes,
      );
      return Number(row?.count ?? 0);
    },
    claim: async (registrationId, { memberId, now, until }) => {
      const hit = await sql.change(
        statement(
          `UPDATE review_queue SET claimed_by = ?, claimed_until = ?
            WHERE registration_id = ? AND (claimed_by IS NULL OR claimed_by = ? OR claimed_until <= ?)`,
          [memberId, until, registrationId, memberId, now],
        ),
      );
      return hit === 1;
    },
    release: async (registrationId, memberId) =>
      sql.later(
        updateOf(
          'review_queue',
          { claimed_by: null, claimed_until: null },
          { registration_id: registrationId, claimed_by: memberId },
        ),
      ),
  };
}

function toQueued(row: ReviewQueueRow): QueuedReview {
  return {
    registrationId: row.registration_id,
    seasonId: row.season_id,
    siteCode: row.site_code,
    decideBy: Number(row.decide_by),
    submittedAt: Number(row.submitted_at),
    claim:
      row.claimed_by === null || row.claimed_until === null
        ? null
        : { memberId: row.claimed_by, until: Number(row.claimed_until) },
  };
}
