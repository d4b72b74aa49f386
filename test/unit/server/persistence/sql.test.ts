import { insertInto, updateOf, upsertInto } from '../../../../server/persistence/sql';

describe('insertInto', () => {
  it('inserts many rows by one statement, values apart from the text', () => {
    expect(
      insertInto('seats', [
        { site_code: "a'", taken: 1 },
        { site_code: 'b', taken: 2 },
      ]),
    ).toEqual({
      text: 'INSERT INTO `seats` (`site_code`, `taken`) VALUES (?, ?), (?, ?)',
      values: ["a'", 1, 'b', 2],
      expects: { rows: 2, byItself: true },
    });
  });
});

describe('updateOf', () => {
  it('asks for null by IS NULL', () => {
    expect(updateOf('links', { used_at: 5 }, { token_hash: 'x', used_at: null })).toEqual({
      text: 'UPDATE `links` SET `used_at` = ? WHERE `token_hash` = ? AND `used_at` IS NULL',
      values: [5, 'x'],
      expects: { rows: 1, byItself: false },
    });
  });

  it('expects to hit its row when it names the version it was judged by', () => {
    expect(updateOf('orders', { a: 1 }, { id: 'x', version: 2 }).expects).toEqual({
      rows: 1,
      byItself: false,
    });
    expect(updateOf('orders', { a: 1 }, { id: 'x' }).expects).toBeUndefined();
  });

  it('refuses to change a whole table', () => {
    expect(() => updateOf('links', { used_at: 5 }, {})).toThrow('condition');
  });
});

describe('upsertInto', () => {
  const upsert = { table: 't', rows: [{ id: 'a', n: 1 }] as const, key: ['id'] as const };

  it.each([
    ['mysql', 'ON DUPLICATE KEY UPDATE `id` = `id`'],
    ['sqlite', 'ON CONFLICT (`id`) DO NOTHING'],
  ] as const)('leaves the old row as it is on %s when nothing is taken over', (dialect, ending) => {
    expect(upsertInto(dialect, { ...upsert, update: [] }).text).toMatch(new RegExp(`${escaped(ending)}$`));
  });

  it.each([
    ['mysql', 'UPDATE `n` = VALUES(`n`)'],
    ['sqlite', 'DO UPDATE SET `n` = excluded.`n`'],
  ] as const)('takes over columns on %s', (dialect, ending) => {
    expect(upsertInto(dialect, { ...upsert, update: ['n'] }).text).toMatch(new RegExp(`${escaped(ending)}$`));
  });

  it.each([
    ['mysql', '`n` = `t`.`n` + VALUES(`n`)'],
    ['sqlite', '`n` = `t`.`n` + excluded.`n`'],
  ] as const)('adds to columns on %s', (dialect, ending) => {
    const { text } = upsertInto(dialect, { ...upsert, update: [], add: ['n'] });
    expect(text).toMatch(new RegExp(`${escaped(ending)}$`));
  });
});

function escaped(text: string): string {
  return text.replace(/[().+`*]/g, '\\$&');
}
