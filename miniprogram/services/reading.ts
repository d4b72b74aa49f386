import { listConsents, type Consent } from './consents';
import type { AnswerOf } from './route';
import type * as contract from '../../shared/contract/consents';
import type { Called } from './failure';
import type { Query } from './navigation';
import { readRegistration, type Registration } from './registrations';
import { listNotices, listSeasons, type Notice } from './seasons';

export type GuardianState = AnswerOf<typeof contract.listConsents>['guardian'];

/** The texts of a sitting, and what this person ticked of them; without a registration they are only read. */
export interface Reading {
  seasonId: string;
  registration: Registration | null;
  notices: Notice[];
  consents: Consent[];
  guardian: GuardianState;
}

export async function loadReading(query: Query): Promise<Called<Reading>> {
  const registrationId = query['registration'];
  if (!registrationId) return loadTexts(query['season']);
  const read = await readRegistration({ params: { registrationId } });
  if (!read.ok) return read;
  const { registration } = read.body;
  const { seasonId } = registration;
  const params = { seasonId };
  const [texts, ticks] = await Promise.all([listNotices({ params }), listConsents({ params })]);
  if (!texts.ok) return texts;
  if (!ticks.ok) return ticks;
  return { ok: true, body: { seasonId, registration, ...texts.body, ...ticks.body } };
}

/** For everybody: the sitting named, else the first that is listed. */
async function loadTexts(named: string | undefined): Promise<Called<Reading>> {
  const nothing = { registration: null, notices: [], consents: [], guardian: 'not_needed' as const };
  const listed = named ? null : await listSeasons({});
  if (listed && !listed.ok) return listed;
  const seasonId = named ?? listed?.body.seasons[0]?.id;
  if (seasonId === undefined) return { ok: true, body: { ...nothing, seasonId: '' } };
  const texts = await listNotices({ params: { seasonId } });
  return texts.ok ? { ok: true, body: { ...nothing, seasonId, ...texts.body } } : texts;
}
