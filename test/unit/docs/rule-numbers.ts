import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseScript } from '../../transcripts/script';

export const ROOT = path.join(__dirname, '../../..');

/** S1 to S52, the rules of the handbook. */
export const RULES = Array.from({ length: 52 }, (_, index) => `S${index + 1}`);

/** `S7`, and both ends with what is between in `S14-S16` or `S31 to S35`. */
export function rulesIn(text: string): string[] {
  return [...text.matchAll(/\bS(\d{1,2})\b(?:\s*(?:-|–|to|至)\s*S(\d{1,2})\b)?/gu)].flatMap(
    ([, from, to]) => {
      const first = Number(from);
      const last = Number(to ?? from);
      return Array.from({ length: Math.max(0, last - first) + 1 }, (_, index) => `S${first + index}`);
    },
  );
}

/** Rule numbers by test file: in the titles and tables of its tests, or in the head of a transcript. */
export function rulesByTest(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  // The tests of these pages name every number and test none.
  for (const file of filesBelow('test').filter((one) => !one.startsWith('test/unit/docs/'))) {
    const text = file.endsWith('.test.ts') || file.endsWith('.txt') ? read(file) : '';
    if (!/\bS\d/u.test(text)) continue;
    const rules = file.endsWith('.txt') ? parseScript(text).rules : titlesOf(text).flatMap(rulesIn);
    if (rules.length > 0) found.set(file, new Set(rules.flatMap(rulesIn)));
  }
  return found;
}

export function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

export function filesBelow(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.split(path.sep).join('/')}`)
    .filter((file) => !file.includes('/node_modules/'))
    .sort();
}

/** `file#name`: the file exists and the name stands in it; `file` alone also a folder. */
export function stands(place: string): boolean {
  const [file = '', name] = place.split('#');
  if (!existsSync(path.join(ROOT, file))) return false;
  return name === undefined || new RegExp(`\\b${name}\\b`, 'u').test(read(file));
}

/** The title after `describe(`, `it(` or the end of a table. */
const TITLE = /(?:\b(?:describe|it|test)(?:\.\w+)?|[\])])\(\s*(['`"])((?:\\.|(?!\1)[^\\])*)\1/gu;
/** A cell of a table: the number alone in front, before words, or in parentheses. */
const CELLS = [
  /\[\s*'(S\d{1,2})'/gu,
  /'((?:S\d{1,2} )+)[^'\n]*'/gu,
  /'[^'\n]*(\([^()'\n]*\bS\d{1,2}\b[^()'\n]*\))[^'\n]*'/gu,
];

function titlesOf(text: string): string[] {
  const titles = [...text.matchAll(TITLE)].map(([, , title = '']) => title);
  const cells = CELLS.flatMap((cell) => [...text.matchAll(cell)].map(([, rules = '']) => rules));
  return [...titles, ...cells];
}
