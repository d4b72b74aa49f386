import type { TextLocale } from '../../shared/i18n/keys';

/** What a person has chosen for this phone. */
export interface Settings {
  locale: TextLocale;
  /** Large type and large tap targets. */
  large: boolean;
  /** The language was chosen here by hand; otherwise it followed the phone or the conversation. */
  chosen?: boolean;
}

const KEY = 'settings';
/** From this size on (16 is usual) the person has asked WeChat itself for large type. */
const LARGE_FONT = 20;

let current: Settings = { locale: 'zh-CN', large: false };

export function settings(): Settings {
  return current;
}

export function changeSettings(change: Partial<Settings>): Settings {
  current = { ...current, ...change };
  wx.setStorageSync(KEY, current);
  return current;
}

/** Reads what was chosen before; at the first start it follows the phone. */
export function learnSettings(): void {
  const kept: unknown = wx.getStorageSync(KEY);
  current = isSettings(kept) ? kept : settingsOfPhone();
}

function settingsOfPhone(): Settings {
  const { language } = wx.getAppBaseInfo();
  const { fontSizeSetting = 16 } = wx.getAppBaseInfo() as { fontSizeSetting?: number };
  return { locale: language.startsWith('en') ? 'en' : 'zh-CN', large: fontSizeSetting >= LARGE_FONT };
}

function isSettings(kept: unknown): kept is Settings {
  if (typeof kept !== 'object' || kept === null) return false;
  const { locale, large } = kept as Partial<Settings>;
  return (locale === 'zh-CN' || locale === 'en') && typeof large === 'boolean';
}
