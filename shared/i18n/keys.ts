import type { MessageKey } from './messages/zh-CN';
import type { BotKey } from './bot/zh-CN';
import type { PhoneKey } from './phone/zh-CN';

/** Every text of chat and phone. A code of the domain without a text does not compile (`code-keys.ts`). */
export type TextKey = PhoneKey | BotKey | MessageKey;
export type { BotKey, MessageKey, PhoneKey };

export type TextLocale = 'zh-CN' | 'en';
