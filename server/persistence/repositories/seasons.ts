import type { Season } from '../../../shared/domain/season';
import type { SeasonRepository } from '../../use-cases/ports/records';
import { SeasonVersionEntity, type SeasonVersionRow } from '../entities/season-version';
import type { RepositoryContext } from './context';

/**
 * Parsed seasons of this process, and which are in force. A season of a large province has a hundred kilobytes and every turn
 * reads it; whether another process has imported one meanwhile is asked each time.
 */
export interface SeasonCache {
  parsed: Map<string, { mark: string; season: Season }>;
  inForce: { stored: string; marks: Mark[] } | null;
}

export function seasonCache(): SeasonCache {
  return { parsed: new Map(), inForce: null };
}

type Mark = Pick<SeasonVersionRow, 'season_id' | 'version' | 'digest' | 'over_at'>;

const MARK = 'SELECT v.season_id, v.version, v.digest, v.over_at FROM season_versions v';
const IN_FORCE = `${MARK} WHERE v.version = (SELECT MAX(n.version) FROM season_versions n WHERE n.season_id = v.season_id)`;

export function seasonRepository({ sql, seasons }: RepositoryContext): SeasonRepository {
  // What this unit of work has stored itself may be undone yet.
  let wrote = false;
  const load = async ({ season_id: id, version, digest }: Mark): Promise<Season> => {
    const mark = `${version}:${digest}`;
    const known = seasons.parsed.get(id);
    if (known?.mark === mark) return known.season;
    const rows = await sql.rows<Pick<SeasonVersionRow, 'body'>>(
      'SELECT body FROM season_versions WHERE season_id = ? AND version = ?',
      [id, version],
    );
    const season = JSON.parse(rows[0]?.body ?? 'null') as Season;
    seasons.parsed.set(id, { mark, season });
    return season;
  };
  const loadAll = async (marks: Mark[]): Promise<Season[]> => {
    const found: Season[] = [];
    for (const mark of marks) found.push(await load(mark));
    return found;
  };
  /** Versions are only ever added, so their number and the time of the last tell whether one came since. */
  const marksInForce = async (): Promise<Mark[]> => {
    const [row] = await sql.rows<{ count: number; last: number | null }>(
      'SELECT COUNT(*) AS count, MAX(saved_at) AS last FROM season_versions',
    );
    const stored = `${row?.count}:${row?.last}`;
    if (!wrote && seasons.inForce?.stored === stored) return seasons.inForce.marks;
    const marks = await sql.rows<Mark>(`${IN_FORCE} ORDER BY v.season_id`);
    if (!wrote) seasons.inForce = { stored, marks };
    return marks;
  };

  const newestOf = async (idInSql: string, value: string): Promise<Mark | null> => {
    const newest = `${MARK} WHERE v.season_id = ${idInSql} ORDER BY v.version DESC LIMIT 1`;
    return (await sql.rows<Mark>(newest, [value]))[0] ?? null;
  };
  const findBy = async (idInSql: string, value: string): Promise<Season | null> => {
    const mark = await newestOf(idInSql, value);
    return mark && load(mark);
  };

  return {
    find: (id) => findBy('?', id),
    findOfRegistration: (id) => findBy('(SELECT r.season_id FROM registrations r WHERE r.id = ?)', id),
    findOfOrder: (id) => findBy('(SELECT o.season_id FROM orders o WHERE o.id = ?)', id),
    listCurrent: async (now) => loadAll((await marksInForce()).filter((mark) => mark.over_at > now)),
    listAll: async () => loadAll(await marksInForce()),
    save: async (season, digest, at) => {
      wrote = true;
      const versions = await sql.table(SeasonVersionEntity);
      await versions.insert({
        season_id: season.id,
        version: season.version,
        digest,
        body: JSON.stringify(season),
        over_at: endOfDay(season.examTo),
        saved_at: at,
      });
    },
    digestOf: async (id) => (await newestOf('?', id))?.digest ?? null,
  };
}

/** A season is over when the last exam day ends in China, which keeps one time all year. */
function endOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`) + 24 * 60 * 60_000;
}
