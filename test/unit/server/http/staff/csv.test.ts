import fc from 'fast-check';
import { CSV_BEGINNING, csvRecord } from '../../../../../server/http/staff/csv';
import { readCsv } from '../../../../../shared/contract/csv-source';

const cellsOf = (record: string): string[] => readCsv(CSV_BEGINNING + record)[0]?.cells ?? [];

describe('csvRecord', () => {
  it.each([
    '=1+1',
    '+86 138',
    '-2',
    '@SUM(A1)',
    '＝1+1',
    '\t=1',
    '\r\n=1',
    '\u200B=1',
    ' \u00A0-1',
    '=HYPERLINK("x","y")',
  ])('lets no spreadsheet evaluate %j', (value) => {
    const [cell = ''] = cellsOf(csvRecord([value, '.']));
    expect(cell.startsWith("'")).toBe(true);
    expect(cell.slice(1)).toBe(value);
  });

  it.each(['359999200503150015', '35999920050315001X', '4200001234202612280123456789'])(
    'keeps every digit of %s',
    (number) => {
      const record = csvRecord([number, '.']);
      expect(cellsOf(record)[0]?.trim()).toBe(number);
      // A tab in front is text to a spreadsheet, and shows as nothing.
      expect(record.startsWith('"\t')).toBe(true);
    },
  );

  it('gives back every text, but for the sign in front and for control signs', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 6 }), (values) => {
        const cells = cellsOf(csvRecord(['.', ...values])).slice(1);
        const clean = values.map((value) => value.replace(/[^\P{Cc}\t\n\r]/gu, ''));
        // Reading trims; an apostrophe in front is all that may be added.
        cells.forEach((cell, index) => {
          expect([clean[index]?.trim(), `'${clean[index]}`.trim()]).toContain(cell);
        });
        for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
      }),
    );
  });
});
