import { fillText, type TextParams } from '../../shared/i18n/format';
import type { TextLocale } from '../../shared/i18n/keys';
import { namesEn } from '../../shared/i18n/names/en';
import { namesZhCn, type NameKey } from '../../shared/i18n/names/zh-CN';
import { frameEn } from '../../shared/i18n/phone/frame/en';
import { frameZhCn, type FrameKey } from '../../shared/i18n/phone/frame/zh-CN';

/** Texts of one area of pages, in both languages. */
export interface AreaTexts<Key extends string> {
  zhCn: Readonly<Record<Key, string>>;
  en: Readonly<Record<Key, string>>;
}

/**
 * The words a page speaks: its own texts, those of every page's frame, and names of answers, dates and lists. A page that
 * tells codes of the domain adds their texts (`withCodes`): the first screen needs none of them.
 */
export interface Words<Key extends string = never> {
  locale: TextLocale;
  t(key: Key | FrameKey | NameKey, params?: TextParams): string;
  /** The text of a code that came from the server, or `otherwise`. */
  codeText(code: string, params?: TextParams, otherwise?: string): string;
  /** One language of a name that comes in both. */
  local(text: { zh: string; en: string }): string;
}

const SHARED: AreaTexts<FrameKey | NameKey> = {
  zhCn: { ...namesZhCn, ...frameZhCn },
  en: { ...namesEn, ...frameEn },
};

export function wordsOf<Key extends string>(area: AreaTexts<Key>, locale: TextLocale): Words<Key> {
  const own = of(area, locale);
  const shared: Readonly<Record<string, string>> = of(SHARED, locale);
  const find = (key: string): string | undefined => own[key] ?? shared[key];
  return {
    locale,
    t: (key, params) => fillText(find(key) ?? key, params),
    codeText: (code, params, otherwise = '') => fillText(find(code) ?? otherwise, params),
    local: (text) => (locale === 'en' ? text.en : text.zh),
  };
}

function of<Key extends string>(texts: AreaTexts<Key>, locale: TextLocale): Readonly<Record<string, string>> {
  return locale === 'en' ? texts.en : texts.zhCn;
}
