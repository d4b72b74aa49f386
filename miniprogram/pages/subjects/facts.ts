import type { SubjectsKey } from '../../../shared/i18n/phone/subjects/zh-CN';
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
}

export async function loadSubjects({ query, words }: Outlook<SubjectsKey>): Promise<Called<SubjectsFacts>> {
  const own = await loadOwnRegistration({ query, words });
  if (!own.ok) return own;
  const { registration, sites } = own.body;
  const site = sites.find(({ code }) => code === registration.site?.code) ?? null;
  const { subjects } = registration.answers;
  return {
    ok: true,
    body: { ...own.body, site, chosen: Array.isArray(subjects) ? subjects : [], error: '' },
  };
}
