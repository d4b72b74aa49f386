import type { HomeKey } from '../../../shared/i18n/phone/home/zh-CN';
import type { Outlook } from '../../services/page';

const NOTES = ['used', 'expired', 'locked'] as const;

/** Why an item of the chat led here in place of its own page. */
export function homeNote({ query, words }: Outlook<HomeKey>): string {
  const note = NOTES.find((one) => one === query['note']);
  return note ? words.t(`home.note.${note}`) : '';
}
