import { fillText, type TextParams } from '../format';
import type { TextLocale } from '../keys';
import { staffEn } from './en';
import { staffZhCn, type StaffKey } from './zh-CN';

/** A text of the review cards and staff pages in one language. */
export function staffText(locale: TextLocale, key: StaffKey, params?: TextParams): string {
  return fillText((locale === 'en' ? staffEn : staffZhCn)[key], params);
}
