import { maskDocumentNumber, maskName } from '../../../shared/domain/masks';
import type { State } from '../../../shared/domain/lifecycle';
import type { Registration } from '../../../shared/domain/registration';
import { siteOf, type LocalText, type Season } from '../../../shared/domain/season';
import { documentTypeText, subjectText } from '../../../shared/i18n/readable-params';
import type { Locale } from '../ports/accounts';
import type { Repositories } from '../ports/storage';

/** What of the wall was ticked: exactly the version that was shown (promise 8). */
export interface ShownRow {
  registrationId: string;
  revisionShown: number;
  roundShown: number;
}

/** The facts beside a photo, masked (PR7); the length of a name helps to compare it with a list (S23). */
export interface WallPerson {
  name: string;
  characters: number;
  document: string;
  subjects: string[];
  site: LocalText | null;
}

/** How a registration stands, for whoever came late. */
export interface RowPresent {
  state: State;
  /** Who decided what stands now, and when; null while nobody did. */
  decided: { reviewer: string | null; at: number } | null;
}

/** States that a reviewer's decision led to. */
const DECIDED: readonly State[] = ['rejected', 'approved', 'paying', 'part_paid', 'paid'];

/** Null once the registration is not under review: then only its state is told. */
export function personOf(registration: Registration, season: Season, locale: Locale): WallPerson | null {
  const { answers, state, subjects } = registration;
  if (state !== 'pending' && !DECIDED.includes(state)) return null;
  const { name = '', documentType, documentNumber } = answers;
  const type = documentType ? documentTypeText(documentType, locale) : '';
  return {
    name: maskName(name),
    characters: [...name].length,
    document: `${type} ${documentNumber ? maskDocumentNumber(documentNumber) : ''}`.trim(),
    subjects: subjects.map(({ code }) => subjectText(code, season, locale)),
    site: siteOf(season, answers.siteCode)?.name ?? null,
  };
}

export async function presentOf(
  tx: Repositories,
  { state, decision }: Pick<Registration, 'state' | 'decision'>,
): Promise<RowPresent> {
  if (decision === null || !DECIDED.includes(state)) return { state, decided: null };
  const reviewer = await tx.staff.find(decision.decidedBy);
  return { state, decided: { reviewer: reviewer?.name ?? null, at: decision.decidedAt } };
}
