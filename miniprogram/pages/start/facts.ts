import { me } from '../../services/accounts';
import type { Called } from '../../services/failure';
import type { Query } from '../../services/navigation';
import { listRegistrations, type Registration } from '../../services/registrations';
import {
  listSeasons,
  previewSeasonsOf,
  readSeason,
  type Season,
  type SeasonCard,
} from '../../services/seasons';
import { maySignInSilently, type Account } from '../../services/session';

/** What everybody may see before the start, and who is known already. */
export interface StartFacts {
  /** Those of a preview that name this account come first. */
  seasons: SeasonCard[];
  /** The sitting that is shown; null when there is none. */
  season: Season | null;
  account: Account | null;
  registrations: Registration[];
}

/** Nobody is asked to log in here; a phone that is known already is told where it goes on. */
export async function loadStart(query: Query): Promise<Called<StartFacts>> {
  const [listed, known] = await Promise.all([listSeasons({}), loadKnown()]);
  if (!listed.ok) return listed;
  if (!known.ok) return known;
  const { preview, ...own } = known.body;
  const seasons = [...preview, ...listed.body.seasons];
  const chosen = query['season'] ?? seasons[0]?.id;
  if (chosen === undefined) return { ok: true, body: { seasons, season: null, ...own } };
  const read = await readSeason({ params: { seasonId: chosen } });
  return read.ok ? { ok: true, body: { seasons, season: read.body, ...own } } : read;
}

type Known = Pick<StartFacts, 'account' | 'registrations'> & { preview: SeasonCard[] };

async function loadKnown(): Promise<Called<Known>> {
  const nobody: Called<Known> = { ok: true, body: { account: null, preview: [], registrations: [] } };
  if (!maySignInSilently()) return nobody;
  const asked = await me({});
  if (!asked.ok) return asked;
  const { account } = asked.body;
  if (!account) return nobody;
  const [listed, preview] = await Promise.all([listRegistrations({}), previewSeasonsOf(account)]);
  if (!listed.ok) return listed;
  return { ok: true, body: { account, preview, registrations: listed.body.registrations } };
}
