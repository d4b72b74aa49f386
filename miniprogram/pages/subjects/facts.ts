import type { SubjectsKey } from '../../../shared/i18n/phone/subjects/zh-CN';
import { meet } from '../../services/answer-clash';
import type { Called } from '../../services/failure';
import { loadOwnRegistration, type OwnRegistration } from '../../services/own-registration';
import type { Outlook } from '../../services/page';
import type { Site } from '../../services/seasons';

/** What the choice of subjects shows, and what is ticked so far. */
export interface SubjectsFacts extends OwnRegistration {
  site: Site | null;
  /** Codes in the order of choice. */
  chosen: string[];
  error: string;
  /** The stored choice, as this page has seen it. */
  seen: string[];
  /** Another choice, stored while this page showed an older one; null as long as there is none. */
  clash: string[] | null;
}

export async function loadSubjects({ query, words }: Outlook<SubjectsKey>): Promise<Called<SubjectsFacts>> {
  const own = await loadOwnRegistration({ query, words });
  if (!own.ok) return own;
  const { registration, sites } = own.body;
  const site = sites.find(({ code }) => code === registration.site?.code) ?? null;
  const { subjects } = registration.answers;
  const seen = Array.isArray(subjects) ? subjects : [];
  const chosen = seen.filter((code) => code !== query['full']);
  return { ok: true, body: { ...own.body, site, chosen, error: '', seen, clash: null } };
}

/** What a quiet reload leaves; at another site all is as it is stored. */
export function keepTicked(before: SubjectsFacts, after: SubjectsFacts): SubjectsFacts {
  const { chosen, error, seen, clash, site } = before;
  const met = meet({ seen, given: chosen }, after.seen);
  if (site?.code !== after.site?.code || met === 'fresh') return after;
  return { ...after, chosen, error, clash: met === 'apart' ? after.seen : clash };
}
