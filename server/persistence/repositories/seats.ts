import type { HeldSeat } from '../../../shared/domain/registration';
import type { Places, SeatCount, SeatRepository } from '../../use-cases/ports/registrations';
import type { SeatRow } from '../entities/seat';
import { statement, upsertInto, type Statement } from '../sql';
import type { RepositoryContext } from './context';

/** Stands for the site's total in the key, which takes no null. */
const WHOLE_SITE = '';
const ROWS_AT_ONCE = 500;

export function seatRepository({ sql }: RepositoryContext): SeatRepository {
  return {
    prepare: async (seasonId, counters) => {
      const rows = counters.map((counter): SeatRow => ({
        season_id: seasonId,
        site_code: counter.siteCode,
        subject_code: counter.subjectCode ?? WHOLE_SITE,
        capacity: counter.capacity,
        taken: 0,
      }));
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
        const [first, ...rest] = rows.slice(from, from + ROWS_AT_ONCE);
        if (!first) return;
        await sql.change(
          upsertInto(sql.dialect, {
            table: 'seats',
            rows: [first, ...rest],
            key: ['season_id', 'site_code', 'subject_code'],
            update: ['capacity'],
          }),
        );
      }
    },
    take: async (seasonId, seat, force = false) => {
      const free = force ? '' : 'AND (capacity IS NULL OR taken < capacity)';
      const counters = countersOf({ siteTotal: true, ...seat });
      const results = await sql.batch(
        counters.map((counter) => change(seasonId, seat, counter, `taken = taken + 1`, free)),
      );
      const full = counters.find((_, position) => results[position]?.affected !== 1);
      return full === undefined ? { ok: true } : { ok: false, full: full === WHOLE_SITE ? null : full };
    },
    release: async (seasonId, places) => {
      for (const counter of countersOf(places)) {
        sql.later(change(seasonId, places, counter, 'taken = taken - 1', 'AND taken > 0'));
      }
    },
    counts: async (seasonId, siteCode) => {
      const atSite = siteCode === undefined ? '' : 'AND site_code = ?';
      const rows = await sql.rows<SeatRow>(
        `SELECT * FROM seats WHERE season_id = ? ${atSite} ORDER BY site_code, subject_code`,
        siteCode === undefined ? [seasonId] : [seasonId, siteCode],
      );
      return rows.map(toCount);
    },
    overviewFor: async (accountId) => {
      const rows = await sql.rows<SeatRow>(
        `SELECT DISTINCT s.* FROM seats s JOIN registrations r ON r.season_id = s.season_id
          WHERE r.account_id = ? AND (s.subject_code = ? OR s.site_code = r.site_code)`,
        [accountId, WHOLE_SITE],
      );
      return rows.map((row) => ({ ...toCount(row), seasonId: row.season_id }));
    },
  };
}

function toCount(row: SeatRow): SeatCount {
  return {
    siteCode: row.site_code,
    subjectCode: row.subject_code === WHOLE_SITE ? null : row.subject_code,
    capacity: row.capacity,
    taken: row.taken,
  };
}

/** Everybody locks in this order: the site, then its subjects by code (reliability.md 2). */
function countersOf({ siteTotal, subjectCodes }: Places): string[] {
  return [...(siteTotal ? [WHOLE_SITE] : []), ...subjectCodes.toSorted()];
}

function change(
  seasonId: string,
  seat: HeldSeat,
  counter: string,
  set: string,
  condition: string,
): Statement {
  return statement(
    `UPDATE seats SET ${set} WHERE season_id = ? AND site_code = ? AND subject_code = ? ${condition}`,
    [seasonId, seat.siteCode, counter],
  );
}
