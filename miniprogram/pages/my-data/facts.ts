import { me } from '../../services/accounts';
import { listConsents } from '../../services/consents';
import type { Called } from '../../services/failure';
import { viewDeletion } from '../../services/own-data';
import { listRegistrations } from '../../services/registrations';
import { newIdempotencyKey } from '../../services/route';
import { listNotices } from '../../services/seasons';
import { maySignInSilently } from '../../services/session';
import type { MyDataFacts } from './stages';

export async function loadMyData(): Promise<Called<MyDataFacts>> {
  const fresh: MyDataFacts = {
    account: null,
    registration: null,
    consents: [],
    notices: [],
    deletion: null,
    stage: 'start',
    wish: 'export',
    reason: '',
    via: 'mobile',
    typed: '',
    error: '',
    exported: null,
    copy: '',
    key: newIdempotencyKey(),
  };
  if (!maySignInSilently()) return { ok: true, body: fresh };
  const known = await me({});
  if (!known.ok) return known;
  const { account } = known.body;
  if (!account) return { ok: true, body: fresh };
  const [deletion, listed] = await Promise.all([viewDeletion({}), listRegistrations({})]);
  if (!deletion.ok) return deletion;
  if (!listed.ok) return listed;
  const registration = listed.body.registrations[0] ?? null;
  const body = { ...fresh, account, deletion: deletion.body, registration };
  if (!registration) return { ok: true, body };
  const params = { seasonId: registration.seasonId };
  const [ticks, texts] = await Promise.all([listConsents({ params }), listNotices({ params })]);
  if (!ticks.ok) return ticks;
  if (!texts.ok) return texts;
  return { ok: true, body: { ...body, consents: ticks.body.consents, notices: texts.body.notices } };
}
