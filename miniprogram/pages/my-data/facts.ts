import { me } from '../../services/accounts';
import { listConsents, type Consent } from '../../services/consents';
import type { Called } from '../../services/failure';
import { viewDeletion, type Deletion } from '../../services/own-data';
import { listRegistrations, type Registration } from '../../services/registrations';
import { newIdempotencyKey } from '../../services/route';
import { listNotices, type Notice } from '../../services/seasons';
import { maySignInSilently, type Account } from '../../services/session';

/** `delete`: what it means and why; `prove`, `code`, `password`: who it is; the last two tell that it was done. */
export type MyDataStage = 'start' | 'delete' | 'prove' | 'code' | 'password' | 'exported' | 'deleted';
export type Wish = 'export' | 'delete';
export type Via = 'email' | 'mobile';
export const REASONS = ['not_taking_part', 'another_account', 'privacy', 'other'] as const;
export type Reason = (typeof REASONS)[number];

export interface MyDataFacts {
  account: Account | null;
  registration: Registration | null;
  consents: Consent[];
  notices: Notice[];
  deletion: Deletion | null;
  stage: MyDataStage;
  wish: Wish;
  reason: Reason | '';
  via: Via;
  /** Code or password, kept when it is refused. */
  typed: string;
  error: string;
  exported: { url: string; expiresAt: number } | null;
  copy: '' | 'copied' | 'by_hand' | 'by_hand.privacy';
  /** Makes a repeat of the deletion harmless. */
  key: string;
}

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

/** A quiet reload changes what is known, not where the person is. */
export function keepMyData(before: MyDataFacts, after: MyDataFacts): MyDataFacts {
  const { account, registration, consents, notices, deletion } = after;
  return { ...before, account, registration, consents, notices, deletion };
}
