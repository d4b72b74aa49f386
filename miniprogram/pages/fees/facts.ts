import type { Called } from '../../services/failure';
import type { Query } from '../../services/navigation';
import { listSeasons, readSeason, type Season } from '../../services/seasons';

/** A sitting with its subjects; null when none is announced. */
export interface FeesFacts {
  season: Season | null;
}

export async function loadFees(query: Query): Promise<Called<FeesFacts>> {
  const seasonId = query['season'];
  if (seasonId) return read(seasonId);
  const listed = await listSeasons({});
  if (!listed.ok) return listed;
  const [first] = listed.body.seasons;
  return first ? read(first.id) : { ok: true, body: { season: null } };
}

async function read(seasonId: string): Promise<Called<FeesFacts>> {
  const season = await readSeason({ params: { seasonId } });
  return season.ok ? { ok: true, body: { season: season.body } } : season;
}
