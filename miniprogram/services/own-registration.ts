import type { Called } from './failure';
import type { Query } from './navigation';
import { listRegistrations, readRegistration, type Registration } from './registrations';
import { listSites, readSeason, type Season, type Site } from './seasons';
import type { Words } from './texts';

/** One's own registration and what the sitting offers. */
export interface OwnRegistration {
  registration: Registration;
  season: Season;
  sites: Site[];
}

/**
 * The registration named in the page's address; the newest one where none is named, as after a tap on a message of the
 * platform.
 */
export async function ownRegistration({
  query,
  words,
}: {
  query: Query;
  words: Words;
}): Promise<Called<Registration>> {
  const registrationId = query['registration'];
  if (registrationId) {
    const read = await readRegistration({ params: { registrationId } });
    return read.ok ? { ok: true, body: read.body.registration } : read;
  }
  const listed = await listRegistrations({});
  if (!listed.ok) return listed;
  const [newest] = listed.body.registrations;
  return newest ? { ok: true, body: newest } : notFound(words);
}

/** The registration with its sitting and the places left now. */
export async function loadOwnRegistration(where: {
  query: Query;
  words: Words;
}): Promise<Called<OwnRegistration>> {
  const own = await ownRegistration(where);
  if (!own.ok) return own;
  const registration = own.body;
  const params = { seasonId: registration.seasonId };
  const [season, sites] = await Promise.all([readSeason({ params }), listSites({ params })]);
  if (!season.ok) return season;
  if (!sites.ok) return sites;
  return { ok: true, body: { registration, season: season.body, sites: sites.body.sites } };
}

function notFound(words: Words): Called<never> {
  return {
    ok: false,
    failure: {
      kind: 'server',
      code: 'NOT_FOUND',
      message: words.t('error.not_found'),
      requestId: '',
      retryable: false,
      nothingHappened: true,
      repeatable: true,
      fields: [],
      reasons: [],
      next: [],
    },
  };
}
