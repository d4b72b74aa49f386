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

/** One text cut at its placeholders: texts at even places, names at odd ones. */
type Template = readonly string[];

/** Texts that were used: cutting all of them would make every start wait. */
const TEMPLATES: Record<TextLocale, Map<string, Template>> = { 'zh-CN': new Map(), en: new Map() };

/** A text as i18next resolves it, cut once: a turn fills twenty, and i18next alone takes most of a turn's time. */
function templateOf(locale: TextLocale, key: TextKey): Template {
  const known = TEMPLATES[locale].get(key);
  if (known) return known;
  // Keys from elsewhere would be kept for ever.
  if (!isTextKey(key)) return [key];
  const text = i18next.getFixedT(locale)(key, { skipInterpolation: true });
  const template = text.split(/\{\{\s*([\w.]+)\s*\}\}/u);
  TEMPLATES[locale].set(key, template);
  return template;
}

/** A text in one language; values are plain text and never read as a text again. Tested equal to i18next's filling. */
export function render(locale: TextLocale, key: TextKey, params?: Params): string {
  const template = templateOf(locale, key);
  if (template.length === 1) return template[0] ?? key;
  let filled = '';
  for (let at = 0; at < template.length; at++) {
    const part = template[at] ?? '';
    if (at % 2 === 0) filled += part;
    else if (params && Object.hasOwn(params, part)) filled += params[part];
  }
  return filled;
}

/** True when a code from elsewhere is a text key. */
export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(TEXTS['zh-CN'], key);
}
