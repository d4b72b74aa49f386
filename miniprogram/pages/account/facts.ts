import { me } from '../../services/accounts';
import type { Called } from '../../services/failure';
import { maySignInSilently } from '../../services/session';
import { factsOf, type AccountFacts } from './stages';

/** Who is signed in; after logging out nothing is asked until the person wants it. */
export async function loadAccount(): Promise<Called<AccountFacts>> {
  if (!maySignInSilently()) return { ok: true, body: { ...factsOf(null), stage: 'signed_out' } };
  const known = await me({});
  return known.ok ? { ok: true, body: factsOf(known.body.account) } : known;
}
