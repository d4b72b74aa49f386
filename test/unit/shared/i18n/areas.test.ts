import { readdirSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.join(__dirname, '../../../../shared/i18n/phone');
const AREAS = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/gu))].sort();

function textsOf(area: string, language: string): Record<string, string> {
  const module = require(path.join(FOLDER, area, language)) as Record<string, Record<string, string>>;
  const [texts] = Object.values(module);
  return texts ?? {};
}

describe.each(AREAS)('The texts of %s', (area) => {
  const zh = textsOf(area, 'zh-CN');
  const en = textsOf(area, 'en');

  it('are the same keys, begun by the name of the area', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
    expect(Object.keys(zh).filter((key) => !key.startsWith(`${area}.`))).toEqual([]);
  });

  it('are complete, with the same placeholders and no Chinese in English', () => {
    for (const [key, text] of Object.entries(zh)) {
      expect([key, text === '', placeholders(text)]).toEqual([key, false, placeholders(en[key] ?? '')]);
      expect([key, /\p{Script=Han}/u.test(en[key] ?? '')]).toEqual([key, false]);
    }
  });
});
