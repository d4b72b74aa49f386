import type { HeldSeat } from '../../../shared/domain/registration';
import type { Places, SeatCount, SeatRepository } from '../../use-cases/ports/registrations';
import type { SeatRow } from '../entities/seat';
import { placeholders, statement, upsertInto, type Sql, type Statement } from '../sql';
import type { RepositoryContext } from './context';

/** Stands for the site's total in the key, which takes no null. */
const WHOLE_SITE = '';
const ROWS_AT_ONCE = 500;

/** How long counters are shown again without being read; whoever takes a place is judged by the counters themselves. */
const SHOWN_FOR_MS = 1_000;

/** Counters of a season as this process last showed them. */
interface ShownCounts {
  counts: readonly SeatCount[];
  readAt: number;
  /** Sites at which this process changed counters since: they alone are read before they are shown again. */
  changed: Set<string>;
}

export type SeatBoard = Map<string, ShownCounts>;

export function seatRepository({ sql, seats: board }: RepositoryContext): SeatRepository {
  // What this unit of work has changed itself may be undone yet.
  const own = new Set<string>();
  const changing = (seasonId: string, siteCode: string): void => {
    own.add(siteCode);
    board.get(seasonId)?.changed.add(siteCode);
  };
  return {
    prepare: async (seasonId, counters) => {
      for (const { siteCode } of counters) changing(seasonId, siteCode);
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
      changing(seasonId, seat.siteCode);
      const free = force ? '' : 'AND (capacity IS NULL OR taken < capacity)';
      const counters = countersOf({ siteTotal: true, ...seat });
      const results = await sql.batch(
        counters.map((counter) => change(seasonId, seat, counter, `taken = taken + 1`, free)),
      );
      const full = counters.find((_, position) => results[position]?.affected !== 1);
      return full === undefined ? { ok: true } : { ok: false, full: full === WHOLE_SITE ? null : full };
    },
    release: async (seasonId, places) => {
      changing(seasonId, places.siteCode);
      for (const counter of countersOf(places)) {
        sql.later(change(seasonId, places, counter, 'taken = taken - 1', 'AND taken > 0'));
      }
    },
    counts: (seasonId, siteCode) =>
      readCounts(sql, seasonId, siteCode === undefined ? undefined : new Set([siteCode])),
    shown: async (seasonId) => {
      const now = performance.now();
      const before = board.get(seasonId);
      if (own.size > 0) {
        if (!before) return readCounts(sql, seasonId);
        const sites = new Set([...own, ...before.changed]);
        return withSites(before.counts, sites, await readCounts(sql, seasonId, sites));
      }
      if (!before || now - before.readAt >= SHOWN_FOR_MS) {
        // Whoever asks while these are read is shown the ones before, so that a crowd does not read them all at once.
        if (before) before.readAt = now;
        const changed = before?.changed ?? new Set<string>();
        changed.clear();
        const counts = await readCounts(sql, seasonId);
        board.set(seasonId, { counts, readAt: now, changed });
        return counts;
      }
      if (before.changed.size === 0) return before.counts;
      const sites = new Set(before.changed);
      before.changed.clear();
      const fresh = await readCounts(sql, seasonId, sites);
      before.counts = withSites(before.counts, sites, fresh);
      return before.counts;
    },
  };
}

/** Of the whole season, or of some of its sites. */
async function readCounts(sql: Sql, seasonId: string, sites?: ReadonlySet<string>): Promise<SeatCount[]> {
  const atSites = sites ? `AND site_code IN (${placeholders(sites.size)})` : '';
  const rows = await sql.rows<SeatRow>(
    `SELECT * FROM seats WHERE season_id = ? ${atSites} ORDER BY site_code, subject_code`,
    [seasonId, ...(sites ?? [])],
  );
  return rows.map(toCount);
}

function withSites(
  before: readonly SeatCount[],
  sites: ReadonlySet<string>,
  fresh: readonly SeatCount[],
): SeatCount[] {
  return [...before.filter(({ siteCode }) => !sites.has(siteCode)), ...fresh];
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
