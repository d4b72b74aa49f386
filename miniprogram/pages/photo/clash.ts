import type { PhotoKey } from '../../../shared/i18n/phone/photo/zh-CN';
import type { Outlook } from '../../services/page';
import type { PhotoFacts } from './view-model';

export interface PhotoPageFacts extends PhotoFacts {
  /** Id of the photo in force that the person has seen here; null while there was none. */
  seen: string | null;
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
