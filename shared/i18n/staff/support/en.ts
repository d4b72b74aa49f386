import type { supportZhCn } from './zh-CN';

export const supportEn: Record<keyof typeof supportZhCn, string> = {
  'nav.title': 'Work lists',
  'nav.skip': 'Skip to the content',
  'nav.reviews': 'To review',
  'nav.wall': 'Photo wall',
  'nav.support': 'Support',
  'nav.audit': 'Audit',
};
