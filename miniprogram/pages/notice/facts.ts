import type { Called } from '../../services/failure';
import type { Query } from '../../services/navigation';
import type { Notice } from '../../services/seasons';
import { loadReading, type Reading } from '../../services/reading';

/** The text that is shown, among the others, and whether its tick is set here and now. */
export interface NoticeFacts extends Reading {
  notice: Notice | null;
  ticked: boolean;
  error: 'notice.tick.missing' | 'notice.changed' | null;
}

export async function loadNotice(query: Query): Promise<Called<NoticeFacts>> {
  const read = await loadReading(query);
  if (!read.ok) return read;
  const wanted = query['notice'] ?? read.body.registration?.missingNotices[0];
  const notice = read.body.notices.find(({ id }) => id === wanted) ?? null;
  return { ok: true, body: { ...read.body, notice, ticked: false, error: null } };
}

/** A text that was changed meanwhile loses its tick: the new one was not read. */
export function keepTick(before: NoticeFacts, after: NoticeFacts): NoticeFacts {
  if (!before.registration) return { ...after, notice: before.notice };
  const { ticked, error } = before;
  const same = before.notice?.version === after.notice?.version;
  return same ? { ...after, ticked, error } : { ...after, ticked: false, error: 'notice.changed' };
}
