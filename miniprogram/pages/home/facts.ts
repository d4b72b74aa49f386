import type { Called } from '../../services/failure';
import { me } from '../../services/accounts';
import { listRegistrations, readHistory, type Registration } from '../../services/registrations';
import { listSeasons, previewSeasonsOf, type SeasonCard } from '../../services/seasons';
import { maySignInSilently, type Account } from '../../services/session';
import type { AnswerOf } from '../../services/route';
import type * as contract from '../../../shared/contract/registrations';

export type HistoryEntry = AnswerOf<typeof contract.readHistory>['history'][number];

/** What the first page shows. Without an account only the sittings are there. */
export interface HomeFacts {
  /** Those of a preview that name this account come first. */
  seasons: SeasonCard[];
  account: Account | null;
  registration: Registration | null;
  history: HistoryEntry[];
}

/** The sittings are for everybody; a registration is shown when this WeChat has one. */
export async function loadHome(): Promise<Called<HomeFacts>> {
  const [listed, own] = await Promise.all([listSeasons({}), maySignInSilently() ? loadOwn() : nobody()]);
  if (!listed.ok) return listed;
  if (!own.ok) return own;
  const { preview, ...facts } = own.body;
  return { ok: true, body: { seasons: [...preview, ...listed.body.seasons], ...facts } };
}

type Own = Omit<HomeFacts, 'seasons'> & { preview: SeasonCard[] };

function nobody(): Called<Own> {
  return { ok: true, body: { account: null, preview: [], registration: null, history: [] } };
}

async function loadOwn(): Promise<Called<Own>> {
  const known = await me({});
  if (!known.ok) return known;
  const { account } = known.body;
  if (!account) return nobody();
  const [listed, preview] = await Promise.all([listRegistrations({}), previewSeasonsOf(account)]);
  if (!listed.ok) return listed;
  const registration = listed.body.registrations[0] ?? null;
  if (!registration) return { ok: true, body: { account, preview, registration, history: [] } };
  const told = await readHistory({ params: { registrationId: registration.id } });
  return told.ok ? { ok: true, body: { account, preview, registration, history: told.body.history } } : told;
}
