import type { CheckKey } from '../../../shared/i18n/phone/check/zh-CN';
import type { Called } from '../../services/failure';
import { hasLeftWithoutPhoto } from '../../services/left-without-photo';
import { loadOwnRegistration, type OwnRegistration } from '../../services/own-registration';
import type { Outlook } from '../../services/page';
import type { Registration } from '../../services/registrations';
import { listNotices, type Notice } from '../../services/seasons';

export interface CheckFacts extends OwnRegistration {
  /** Answers in full, once the person asked for them (PR7); null while they are masked. */
  full: Registration['answers'] | null;
  /** Told on the way back from the photo page without a photo (W2); null otherwise. */
  notice: Notice | null;
}

export async function loadCheck({ query, words }: Outlook<CheckKey>): Promise<Called<CheckFacts>> {
  const own = await loadOwnRegistration({ query, words });
  if (!own.ok) return own;
  const told = { ...own.body, full: null, notice: null };
  const due = hasLeftWithoutPhoto() || query['notice'] !== undefined;
  if (!due) return { ok: true, body: told };
  const listed = await listNotices({ params: { seasonId: own.body.season.id } });
  if (!listed.ok) return listed;
  const notice = listed.body.notices.find(({ id }) => id === 'e_certificate') ?? null;
  return { ok: true, body: { ...told, notice } };
}
