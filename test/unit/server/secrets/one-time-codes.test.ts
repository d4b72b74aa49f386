import fc from 'fast-check';
import { codeAt, createOneTimeCodes } from '../../../../server/secrets/one-time-codes';

const codes = createOneTimeCodes();
/** "12345678901234567890", the secret of the RFC's examples. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

/** Appendix B of RFC 6238, the last six of its eight digits. */
const EXAMPLES = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;

describe('createOneTimeCodes', () => {
  it.each(EXAMPLES)('takes the code of RFC 6238 at second %i', (second, code) => {
    expect(codes.stepOf({ secret: SECRET, code, now: second * 1000 })).toBe(Math.floor(second / 30));
  });

  it('takes a code one step early or late and no further (PR9)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 1e8 }), fc.integer({ min: -4, max: 4 }), (step, off) => {
        const found = codes.stepOf({ secret: SECRET, code: codeAt(SECRET, step + off), now: step * 30_000 });
        // Two steps may share a code by chance, once in a million.
        if (Math.abs(off) <= 1) expect(codeAt(SECRET, found ?? -1)).toBe(codeAt(SECRET, step + off));
        else expect(found === null || codeAt(SECRET, found) === codeAt(SECRET, step + off)).toBe(true);
      }),
    );
  });

  it('takes nothing but six digits', () => {
    for (const code of ['', '28708', '2870822', '28708２', 'abcdef', '287082\n']) {
      expect(codes.stepOf({ secret: SECRET, code, now: 59_000 })).toBeNull();
    }
  });

  it('makes secrets of 160 bits in base32, each another', () => {
    const made = Array.from({ length: 50 }, () => codes.newSecret());
    expect(new Set(made).size).toBe(50);
    for (const secret of made) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  });
});
