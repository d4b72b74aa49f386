import type { PhotoKey } from '../../../shared/i18n/phone/photo/zh-CN';
import type { Outlook } from '../../services/page';
import type { PhotoFacts } from './view-model';

export interface PhotoPageFacts extends PhotoFacts {
  /** Id of the photo in force that the person has seen here; null while there was none. */
  seen: string | null;
  /** The picked one was sent and no answer came: it may have arrived. */
  unanswered: boolean;
}

/** Two photos, from here and from the chat: both are shown, and the person chooses one. */
export interface PhotoClash {
  title: string;
  text: string;
  photos: { key: 'stored' | 'given'; label: string; path: string; act: string }[];
}

/** Another photo came in while one was picked here: nothing is written over it unasked. */
export function isApart({ registration, picked, seen }: PhotoPageFacts): boolean {
  const { photo } = registration;
  return picked !== null && photo !== null && photo.id !== seen;
}

/**
 * What a reload keeps: the one picked here, until it is the one in force. Where it was sent, no answer came and a new one is
 * in force, that one is shown as it is stored; the person sees which it is.
 */
export function kept(before: PhotoPageFacts, after: PhotoPageFacts): PhotoPageFacts {
  if (before.unanswered && isApart({ ...before, registration: after.registration })) return after;
  const { picked, trouble, refused, seen, unanswered } = before;
  return { ...after, picked, trouble, refused, seen: picked ? seen : after.seen, unanswered };
}

export function clashOf(facts: PhotoPageFacts, { words: { t } }: Outlook<PhotoKey>): PhotoClash | null {
  if (!isApart(facts)) return null;
  const paths = { stored: facts.stored, given: facts.picked?.path ?? '' };
  return {
    title: t('photo.apart.title'),
    text: t('photo.apart.text'),
    photos: (['stored', 'given'] as const).map((key) => ({
      key,
      label: t(`photo.apart.${key}`),
      path: paths[key],
      act: t(`photo.apart.use_${key}`),
    })),
  };
}

/** The person has seen both. The one picked here is kept only when it was chosen. */
export function chosen(facts: PhotoPageFacts, key: 'stored' | 'given'): PhotoPageFacts {
  const seen = facts.registration.photo?.id ?? null;
  return key === 'given' ? { ...facts, seen } : { ...facts, seen, picked: null, trouble: null, refused: [] };
}
