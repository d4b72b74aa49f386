import type { HeldSeat } from '../../../shared/domain/registration';
import type { Places, SeatCount, SeatRepository } from '../../use-cases/ports/registrations';
import type { SeatRow } from '../entities/seat';
import { statement, upsertInto, type Sql, type Statement } from '../sql';
import type { RepositoryContext } from './context';

/** Stands for the site's total in the key, which takes no null. */
const WHOLE_SITE = '';
const ROWS_AT_ONCE = 500;

/** How long counters are shown again without being read; whoever takes a place is judged by the counters themselves. */
const SHOWN_FOR_MS = 1_000;

/** Counters as this process last showed them, by season. */
export type SeatBoard = Map<string, { counts: readonly SeatCount[]; readAt: number }>;

export function seatRepository({ sql, seats: board }: RepositoryContext): SeatRepository {
  // What this unit of work has changed itself may be undone yet.
  let wrote = false;
  const changing = (seasonId: string): void => {
    wrote = true;
    board.delete(seasonId);
  };
  return {
    prepare: async (seasonId, counters) => {
      changing(seasonId);
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
      changing(seasonId);
      const free = force ? '' : 'AND (capacity IS NULL OR taken < capacity)';
      const counters = countersOf({ siteTotal: true, ...seat });
      const results = await sql.batch(
        counters.map((counter) => change(seasonId, seat, counter, `taken = taken + 1`, free)),
      );
      const full = counters.find((_, position) => results[position]?.affected !== 1);
      return full === undefined ? { ok: true } : { ok: false, full: full === WHOLE_SITE ? null : full };
    },
    release: async (seasonId, places) => {
      changing(seasonId);
      for (const counter of countersOf(places)) {
        sql.later(change(seasonId, places, counter, 'taken = taken - 1', 'AND taken > 0'));
      }
    },
    counts: (seasonId, siteCode) => readCounts(sql, seasonId, siteCode),
    shown: async (seasonId) => {
      const now = performance.now();
      const before = board.get(seasonId);
      if (!wrote && before && now - before.readAt < SHOWN_FOR_MS) return before.counts;
      // Whoever asks while these are read is shown the ones before, so that a crowd does not read them all at once.
      if (before) before.readAt = now;
      const counts = await readCounts(sql, seasonId);
      if (!wrote) board.set(seasonId, { counts, readAt: now });
      return counts;
    },
  };
}

async function readCounts(sql: Sql, seasonId: string, siteCode?: string): Promise<SeatCount[]> {
  const atSite = siteCode === undefined ? '' : 'AND site_code = ?';
  const rows = await sql.rows<SeatRow>(
    `SELECT * FROM seats WHERE season_id = ? ${atSite} ORDER BY site_code, subject_code`,
    siteCode === undefined ? [seasonId] : [seasonId, siteCode],
  );
  return rows.map(toCount);
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
