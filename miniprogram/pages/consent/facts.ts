import type { ConsentKey } from '../../../shared/i18n/phone/consent/zh-CN';
import type { Called } from '../../services/failure';
import type { Query } from '../../services/navigation';
import { loadReading, type Reading } from '../../services/reading';
import type { Notice } from '../../services/seasons';

export type GuardianInput = 'name' | 'relation' | 'mobile' | 'code';

/** One consent, what is ticked or typed here and now, and how it was answered. */
export interface ConsentFacts extends Reading {
  notice: Notice | null;
  ticked: boolean;
  /** What was answered on this page just now. */
  answered: 'no' | 'declined' | 'refused_by_guardian';
  /** The guardian's data are to be changed although a code is under way. */
  editing: boolean;
  typed: Record<GuardianInput, string>;
  /** A key of ours, or the server's own sentence. */
  error: { key: ConsentKey } | { text: string } | null;
}

const NOTHING_TYPED = { name: '', relation: '', mobile: '', code: '' };

export async function loadConsent(query: Query): Promise<Called<ConsentFacts>> {
  const read = await loadReading(query);
  if (!read.ok) return read;
  const { registration, notices } = read.body;
  const first = registration?.missingNotices.find((id) => id.endsWith('_consent'));
  const notice = notices.find(({ id }) => id === (query['notice'] ?? first)) ?? null;
  const own = { ticked: false, answered: 'no', editing: false, typed: NOTHING_TYPED, error: null } as const;
  return { ok: true, body: { ...read.body, notice, ...own } };
}

/** What is typed stays; a text that was changed meanwhile loses its tick: the new one was not read. */
export function keepConsent(before: ConsentFacts, after: ConsentFacts): ConsentFacts {
  const { ticked, answered, editing, typed, error } = before;
  const kept = { ...after, ticked, answered, editing, typed, error };
  if (before.notice?.version === after.notice?.version) return kept;
  return { ...kept, ticked: false, error: { key: 'consent.changed' } };
}
