import { phoneEn } from '../../shared/i18n/phone/en';
import { phoneZhCn } from '../../shared/i18n/phone/zh-CN';
import type { AreaTexts } from './texts';

/** A page's texts with those of every code of the domain, for pages that tell codes. The first screen does without them. */
export function withCodes<Key extends string>({ zhCn, en }: AreaTexts<Key>): AreaTexts<Key> {
  return { zhCn: { ...phoneZhCn, ...zhCn }, en: { ...phoneEn, ...en } };
}
