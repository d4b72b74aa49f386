import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { read, ROOT, RULES, rulesByTest, rulesIn, stands } from './rule-numbers';

const PAGE = 'docs/rules.md';

interface Row {
  rule: string;
  /** `file#name`, as written. */
  code: string[];
  tests: string[];
}

const TESTS = rulesByTest();

// UPDATE_DOCS=1 writes the column of tests as it is now.
if (process.env['UPDATE_DOCS'] === '1') writeFileSync(path.join(ROOT, PAGE), withTests(read(PAGE)));

const ROWS = read(PAGE).split('\n').flatMap(rowOf);

describe('docs/rules.md', () => {
  it('has every rule once, in order', () => {
    expect(ROWS.map((row) => row.rule)).toEqual(RULES);
  });

  it('names files that exist, and names that stand in them', () => {
    const wrong = ROWS.flatMap(({ rule, code }) =>
      code.filter((place) => !stands(place)).map((place) => `${rule}: ${place}`),
    );
    expect(wrong).toEqual([]);
    expect(ROWS.filter(({ code }) => code.length === 0)).toEqual([]);
  });

  it('names tests that carry the number, at least one for each rule', () => {
    const wrong = ROWS.flatMap(({ rule, tests }) =>
      tests.filter((file) => !TESTS.get(file)?.has(rule)).map((file) => `${rule}: ${file}`),
    );
    expect(wrong).toEqual([]);
    expect(ROWS.filter(({ tests }) => tests.length === 0).map(({ rule }) => rule)).toEqual([]);
  });
});

describe('The tests of the tree', () => {
  it('carry every rule from S1 to S52', () => {
    const carried = new Set([...TESTS.values()].flatMap((rules) => [...rules]));
    expect(RULES.filter((rule) => !carried.has(rule))).toEqual([]);
  });
});

describe('rulesIn', () => {
  it.each([
    ['asks again (S7)', ['S7']],
    ['S3, S12 and S3', ['S3', 'S12', 'S3']],
    ['S14-S16', ['S14', 'S15', 'S16']],
    ['S31 to S33, PR2', ['S31', 'S32', 'S33']],
    ['NCRES1 S1x', []],
  ])('finds the numbers of %s', (text, rules) => {
    expect(rulesIn(text)).toEqual(rules);
  });
});

function rowOf(line: string): Row[] {
  const [, rule = '', , code = '', tests = ''] = line.split('|').map((cell) => cell.trim());
  return /^S\d+$/u.test(rule) ? [{ rule, code: quoted(code), tests: quoted(tests) }] : [];
}

function quoted(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/gu)].map(([, text = '']) => text);
}

function withTests(page: string): string {
  const lines = page.split('\n').map((line) => {
    const [row] = rowOf(line);
    if (!row) return line;
    const files = [...TESTS].filter(([, rules]) => rules.has(row.rule)).map(([file]) => `\`${file}\``);
    return `${line.split('|').slice(0, 4).join('|')}| ${files.join(' ')} |`;
  });
  return lines.join('\n');
}
