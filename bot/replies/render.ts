import { createInstance } from 'i18next';
import { botEn } from '../../shared/i18n/bot/en';
import { botZhCn } from '../../shared/i18n/bot/zh-CN';
import type { TextParams } from '../../shared/i18n/format';
import type { TextKey, TextLocale } from '../../shared/i18n/keys';
import { messagesEn } from '../../shared/i18n/messages/en';
import { messagesZhCn } from '../../shared/i18n/messages/zh-CN';
import { phoneEn } from '../../shared/i18n/phone/en';
import { phoneZhCn } from '../../shared/i18n/phone/zh-CN';

export type Params = TextParams;

const TEXTS: Record<TextLocale, Record<TextKey, string>> = {
  'zh-CN': { ...phoneZhCn, ...botZhCn, ...messagesZhCn },
  en: { ...phoneEn, ...botEn, ...messagesEn },
};

/** The one i18next instance of the product. Keys are whole: neither dots nor colons part them. */
const i18next = createInstance();
void i18next.init({
  initAsync: false,
  lng: 'zh-CN',
  fallbackLng: 'zh-CN',
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  resources: { 'zh-CN': { translation: TEXTS['zh-CN'] }, en: { translation: TEXTS.en } },
});

const FIXED = { 'zh-CN': i18next.getFixedT('zh-CN'), en: i18next.getFixedT('en') };

/** A text in one language; values are plain text and never read as a text again. */
export function render(locale: TextLocale, key: TextKey, params?: Params): string {
  const text: string = TEXTS[locale][key];
  return params ? FIXED[locale](key, { ...params }) : text;
}

/** True when a code from elsewhere is a text key. */
export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(TEXTS['zh-CN'], key);
}
