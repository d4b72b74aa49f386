import fc from 'fast-check';
import { formatFen, sumFen } from '../../../../shared/domain/money';

const anyFen = fc.integer({ min: 0, max: 99_999_999_999 });

describe('formatFen', () => {
  it.each([
    [10500, '¥105.00'],
    [0, '¥0.00'],
    [5, '¥0.05'],
    [-150, '-¥1.50'],
  ])('writes %i fen as %s', (fen, text) => {
    expect(formatFen(fen)).toBe(text);
  });

  it('refuses parts of a fen', () => {
    expect(() => formatFen(0.5)).toThrow(RangeError);
  });
});

describe('sumFen', () => {
  it('does not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(anyFen), (amounts) => {
        expect(sumFen([...amounts].reverse())).toBe(sumFen(amounts));
      }),
    );
  });

  it('refuses what is not whole or too large to be exact', () => {
    expect(() => sumFen([1, 0.1])).toThrow(RangeError);
    expect(() => sumFen([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
  });
});
