import type { PhotoKey } from '../../../shared/i18n/phone/photo/zh-CN';
import type { Called } from '../../services/failure';
import { ownRegistration } from '../../services/own-registration';
import type { Outlook } from '../../services/page';
import { downloadPhoto } from '../../services/photos';
import { readSeason } from '../../services/seasons';
import type { PhotoPageFacts } from './clash';

export async function loadPhoto({ query, words }: Outlook<PhotoKey>): Promise<Called<PhotoPageFacts>> {
  const own = await ownRegistration({ query, words });
  if (!own.ok) return own;
  const registration = own.body;
  const [season, stored] = await Promise.all([
    readSeason({ params: { seasonId: registration.seasonId } }),
    registration.photo ? downloadPhoto({ registrationId: registration.id }) : null,
  ]);
  if (!season.ok) return season;
  // Without its picture the page still tells what was measured.
  const path = stored?.ok ? stored.body : '';
  return {
    ok: true,
    body: {
      registration,
      season: season.body,
      stored: path,
      picked: null,
      trouble: null,
      refused: [],
      seen: registration.photo?.id ?? null,
      unanswered: false,
    },
  };
}
