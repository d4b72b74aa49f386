import { meet } from '../../services/answer-clash';
import type { Called } from '../../services/failure';
import { loadOwnRegistration, type OwnRegistration } from '../../services/own-registration';
import type { Outlook } from '../../services/page';
import type { SiteKey } from '../../../shared/i18n/phone/site/zh-CN';

/** What the choice of a site shows, and what the person has put in so far. */
export interface SiteFacts extends OwnRegistration {
  /** Code of the site chosen now; empty when none is. */
  chosen: string;
  search: string;
  /** Name of a city in Chinese; empty for all. */
  city: string;
  /** Sites that do not take this person are shown as well. */
  others: boolean;
  /** Code of a site that turned out to be full; empty when none did. */
  full: string;
  error: string;
  /** Code of the site stored now, as this page has seen it; empty when there is none. */
  seen: string;
  /** Another site, stored while this page showed an older one; empty as long as there is none. */
  clash: string;
}

export async function loadSites({ query, words }: Outlook<SiteKey>): Promise<Called<SiteFacts>> {
  const own = await loadOwnRegistration({ query, words });
  if (!own.ok) return own;
  const { registration } = own.body;
  const full = query['full'] ?? '';
  const stored = registration.site?.code ?? '';
  const input = { search: '', city: '', others: false, full, error: '', seen: stored, clash: '' };
  return { ok: true, body: { ...own.body, ...input, chosen: stored === full ? '' : stored } };
}

/** What a quiet reload leaves: what was put in stays; a site stored meanwhile is taken over or held against it. */
export function keepChosen(before: SiteFacts, after: SiteFacts): SiteFacts {
  const { chosen, search, city, others, full, error, clash } = before;
  const met = meet({ seen: before.seen, given: chosen }, after.seen);
  const input = { ...after, search, city, others };
  if (met === 'fresh') return input;
  return { ...input, chosen, full, error, clash: met === 'apart' ? after.seen : clash };
}
