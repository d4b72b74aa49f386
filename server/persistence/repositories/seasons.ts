import type { Season } from '../../../shared/domain/season';
import type { SeasonRepository } from '../../use-cases/ports/records';
import { SeasonVersionEntity, type SeasonVersionRow } from '../entities/season-version';
import type { RepositoryContext } from './context';

/**
 * Parsed seasons of this process. A season of a large province has a hundred kilobytes and every turn reads it; what
 * is in force is asked each time, by version and digest.
 */
export type SeasonCache = Map<string, { mark: string; season: Season }>;

export function seasonCache(): SeasonCache {
  return new Map();
}

type Mark = Pick<SeasonVersionRow, 'season_id' | 'version' | 'digest'>;

const IN_FORCE = `SELECT v.season_id, v.version, v.digest FROM season_versions v
  WHERE v.version = (SELECT MAX(n.version) FROM season_versions n WHERE n.season_id = v.season_id)`;

export function seasonRepository({ sql, seasons }: RepositoryContext): SeasonRepository {
  const load = async ({ season_id: id, version, digest }: Mark): Promise<Season> => {
    const mark = `${version}:${digest}`;
    const known = seasons.get(id);
    if (known?.mark === mark) return known.season;
    const rows = await sql.rows<Pick<SeasonVersionRow, 'body'>>(
      'SELECT body FROM season_versions WHERE season_id = ? AND version = ?',
      [id, version],
    );
    const season = JSON.parse(rows[0]?.body ?? 'null') as Season;
    seasons.set(id, { mark, season });
    return season;
  };
  const loadAll = async (marks: Mark[]): Promise<Season[]> => {
    const found: Season[] = [];
    for (const mark of marks) found.push(await load(mark));
    return found;
  };

  const findBy = async (idInSql: string, value: string): Promise<Season | null> => {
    const [mark] = await sql.rows<Mark>(`${IN_FORCE} AND v.season_id = ${idInSql}`, [value]);
    return mark ? load(mark) : null;
  };

  return {
    find: (id) => findBy('?', id),
    findOfRegistration: (id) => findBy('(SELECT r.season_id FROM registrations r WHERE r.id = ?)', id),
    findOfOrder: (id) => findBy('(SELECT o.season_id FROM orders o WHERE o.id = ?)', id),
    listCurrent: async (now) =>
      loadAll(await sql.rows<Mark>(`${IN_FORCE} AND v.over_at > ? ORDER BY v.season_id`, [now])),
    listAll: async () => loadAll(await sql.rows<Mark>(`${IN_FORCE} ORDER BY v.season_id`)),
    save: async (season, digest, at) => {
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
    digestOf: async (id) => {
      const [mark] = await sql.rows<Mark>(`${IN_FORCE} AND v.season_id = ?`, [id]);
      return mark?.digest ?? null;
    },
  };
}

/** A season is over when the last exam day ends in China, which keeps one time all year. */
function endOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`) + 24 * 60 * 60_000;
}
