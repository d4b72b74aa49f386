import { fillText, type TextParams } from '../format';
import type { TextLocale } from '../keys';
import { pagesEn } from './en';
import { pagesZhCn, type PageKey } from './zh-CN';

/** A text of the public pages in one language. */
export function pageText(locale: TextLocale, key: PageKey, params?: TextParams): string {
  return fillText((locale === 'en' ? pagesEn : pagesZhCn)[key], params);
}

/** True when a code has a text among those of the pages. */
export function isPageKey(key: string): key is PageKey {
  return Object.hasOwn(pagesZhCn, key);
}
