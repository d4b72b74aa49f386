import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { botZhCn } from '../../../../shared/i18n/bot/zh-CN';
import { messagesZhCn } from '../../../../shared/i18n/messages/zh-CN';
import { namesZhCn } from '../../../../shared/i18n/names/zh-CN';
import { pagesZhCn } from '../../../../shared/i18n/pages/zh-CN';
import { phoneZhCn } from '../../../../shared/i18n/phone/zh-CN';
import { staffZhCn } from '../../../../shared/i18n/staff/zh-CN';

const ROOT = path.join(__dirname, '../../../..');
const TEXTS = /shared\/i18n\/.*(zh-CN|en)\.ts$/;

const areas: Record<string, object> = {
  bot: botZhCn,
  messages: messagesZhCn,
  names: namesZhCn,
  pages: pagesZhCn,
  phone: phoneZhCn,
  staff: staffZhCn,
  ...textsOfPages(),
};

describe('A text key', () => {
  const { whole, heads } = spokenKeys();
  const isSpoken = (key: string): boolean => whole.has(key) || heads.some((head) => key.startsWith(head));

  it('is looked for where keys are written', () => {
    expect(isSpoken('summary.line')).toBe(true);
    expect(isSpoken('brief.step.photo')).toBe(true);
    expect(isSpoken('summary.nowhere')).toBe(false);
  });

  it.each(Object.keys(areas))('of %s is said somewhere', (area) => {
    expect(Object.keys(areas[area]!).filter((key) => !isSpoken(key))).toEqual([]);
  });
});

/** Texts of the mini program's pages: one object a folder. */
function textsOfPages(): Record<string, object> {
  const folder = path.join(ROOT, 'shared/i18n/phone');
  const pages = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return Object.fromEntries(
    pages.map(({ name }) => [
      `phone/${name}`,
      Object.assign(
        {},
        ...Object.values(require(path.join(folder, name, 'zh-CN')) as Record<string, object>),
      ),
    ]),
  );
}

/** Keys that the product writes out, and the beginnings of those it puts together. */
function spokenKeys(): { whole: Set<string>; heads: string[] } {
  const whole = new Set<string>();
  const heads = new Set<string>();
  for (const folder of ['bot', 'miniprogram', 'scripts', 'server', 'shared']) {
    for (const file of readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      const name = `${folder}/${file.split(path.sep).join('/')}`;
      if (!/\.(ts|js|wxml)$/.test(name) || name.includes('node_modules') || TEXTS.test(name)) continue;
      const text = readFileSync(path.join(ROOT, name), 'utf8');
      for (const [, key] of text.matchAll(/['"`\s{]([\w.-]+)['"`:]/g)) whole.add(key!);
      for (const [, head] of text.matchAll(/`([\w-]+[._][\w.-]*)\$\{/g)) heads.add(head!);
    }
  }
  return { whole, heads: [...heads] };
}
