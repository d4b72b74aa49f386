import { MOST_COUNTED } from '../../use-cases/ports/counting';
import type { QueuedReview, QueuePlace, ReviewQueueRepository } from '../../use-cases/ports/review';
import { compareReviews, QUEUE_PARTS } from '../../../shared/domain/review-order';
import type { ReviewQueueRow } from '../entities/review-queue-row';
import { countUpTo, placeholders, statement, updateOf, upsertInto, type SqlValue } from '../sql';
import type { RepositoryContext } from './context';

interface Wanted {
  part: QueuePlace['part'];
  memberId: string;
  now: number;
  after: QueuePlace | null;
  limit: number;
}

export function reviewQueueRepository({ sql }: RepositoryContext): ReviewQueueRepository {
  const select = async (condition: string, values: readonly SqlValue[]): Promise<QueuedReview[]> => {
    const rows = await sql.rows<ReviewQueueRow>(`SELECT q.* FROM review_queue q WHERE ${condition}`, values);
    return rows.map(toQueued);
  };
  /** What stands in one part of the queue of one site, read along an index. */
  const ofSite = (site: string, { part, memberId, now, after, limit }: Wanted): Promise<QueuedReview[]> => {
    const [condition, values] = conditionOf(part, { memberId, now });
    const beyond = after ? `AND ${AFTER}` : '';
    const { decideBy = 0, submittedAt = 0, registrationId = '' } = after ?? {};
    const afterValues = after ? [decideBy, decideBy, submittedAt, submittedAt, registrationId] : [];
    return select(
      `q.site_code = ? AND ${condition} ${beyond} ORDER BY q.decide_by, q.submitted_at, q.registration_id LIMIT ?`,
      [site, ...values, ...afterValues, limit],
    );
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
      const found: QueuedReview[] = [];
      for (const part of QUEUE_PARTS.slice(after ? QUEUE_PARTS.indexOf(after.part) : 0)) {
        const beyond = after?.part === part ? after : null;
        const wanted = { part, memberId, now, after: beyond, limit: limit - found.length };
        // Asked side by side: one round trip, however many sites.
        const ofSites = await Promise.all(siteCodes.map((site) => ofSite(site, wanted)));
        found.push(...ofSites.flat().sort(compareReviews).slice(0, wanted.limit));
        if (found.length === limit) break;
      }
      return found;
    },
    count: async (siteCodes) => {
      if (siteCodes.length === 0) return 0;
      const from = `review_queue WHERE site_code IN (${placeholders(siteCodes.length)})`;
      const { text, values } = countUpTo(from, siteCodes, MOST_COUNTED);
      const [row] = await sql.rows<{ count: number | string }>(text, values);
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

// Written out, since neither server reads a comparison of rows along an index.
const AFTER = `q.decide_by >= ? AND (q.decide_by > ? OR q.submitted_at > ? OR (q.submitted_at = ? AND q.registration_id > ?))`;

/** The same parts as `queuePart`. */
function conditionOf(
  part: QueuePlace['part'],
  { memberId, now }: { memberId: string; now: number },
): [string, SqlValue[]] {
  switch (part) {
    case 'open':
      return [
        'q.decide_by > ? AND (q.claimed_by IS NULL OR q.claimed_by = ? OR q.claimed_until <= ?)',
        [now, memberId, now],
      ];
    case 'held':
      return ['q.decide_by > ? AND q.claimed_by <> ? AND q.claimed_until > ?', [now, memberId, now]];
    case 'over':
      return ['q.decide_by <= ?', [now]];
  }
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
