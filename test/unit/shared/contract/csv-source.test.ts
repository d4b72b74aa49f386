import fc from 'fast-check';
import { readCsv } from '../../../../shared/contract/csv-source';

const cellsOf = (text: string) => readCsv(text).map((record) => record.cells);

describe('readCsv', () => {
  it('reads quotes, doubled quotes, commas and line breaks inside quotes', () => {
    expect(cellsOf('a,"b ""c"", d"\r\n"e\nf",g')).toEqual([
      ['a', 'b "c", d'],
      ['e\nf', 'g'],
    ]);
  });

  it('counts lines as an editor does and leaves empty ones out', () => {
    expect(readCsv('\uFEFFa\n\n"b\nc"\nd\n').map((record) => record.line)).toEqual([1, 3, 5]);
  });

  it('keeps long numbers as text', () => {
    expect(cellsOf('012345678901234567890')).toEqual([['012345678901234567890']]);
  });

  it('does not read on after a stray quote', () => {
    expect(readCsv('a,b\nc"d,e\nf,g')).toHaveLength(2);
  });

  it('reads back whatever was written', () => {
    const cell = fc.string({ minLength: 1 }).map((text) => `x${text.replaceAll('\r', '')}x`);
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows
          .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join())
          .join('\r\n');
        expect(cellsOf(text)).toEqual(rows);
      }),
    );
  });
});
