import type { Called } from '../../services/failure';
import type { Query } from '../../services/navigation';
import { listSeasons, listSites, readSeason, type Season, type Site } from '../../services/seasons';

/** The sites of a sitting as everybody may see them, and what is looked for. */
export interface SitesFacts {
  season: Season | null;
  sites: Site[];
  search: string;
  /** Chinese name of the chosen city; empty for all. */
  city: string;
  /** Code of the site whose details are open. */
  opened: string;
}

const NOTHING = { search: '', city: '', opened: '' };

export async function loadSites(query: Query): Promise<Called<SitesFacts>> {
  const seasonId = await seasonIdOf(query);
  if (!seasonId.ok) return seasonId;
  if (seasonId.body === null) return { ok: true, body: { season: null, sites: [], ...NOTHING } };
  const params = { seasonId: seasonId.body };
  const [season, listed] = await Promise.all([readSeason({ params }), listSites({ params })]);
  if (!season.ok) return season;
  if (!listed.ok) return listed;
  return { ok: true, body: { season: season.body, sites: listed.body.sites, ...NOTHING } };
}

/** The sitting named in the address, else the first that is listed; null when there is none. */
async function seasonIdOf(query: Query): Promise<Called<string | null>> {
  if (query['season']) return { ok: true, body: query['season'] };
  const listed = await listSeasons({});
  return listed.ok ? { ok: true, body: listed.body.seasons[0]?.id ?? null } : listed;
}
