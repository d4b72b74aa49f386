import fc from 'fast-check';
import {
  ID_RANDOM_BYTES,
  idOf,
  isId,
  parseReviewTaskId,
  refundNumberOf,
  reviewTaskIdOf,
  tradeNumberOf,
} from '../../../../shared/domain/ids';

const anyRandom = fc.uint8Array({ minLength: ID_RANDOM_BYTES, maxLength: ID_RANDOM_BYTES });
const anyTime = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const anyId = fc.tuple(anyTime, anyRandom).map(([now, random]) => idOf(now, random));

describe('idOf', () => {
  it('sorts by time as text', () => {
    fc.assert(
      fc.property(anyTime, anyTime, anyRandom, anyRandom, (left, right, random, other) => {
        fc.pre(left < right);
        const [earlier, later] = [idOf(left, random), idOf(right, other)];
        expect(isId(earlier)).toBe(true);
        expect(earlier < later).toBe(true);
      }),
    );
  });

  it('gives different ids for different random bytes', () => {
    fc.assert(
      fc.property(anyTime, anyRandom, fc.nat(ID_RANDOM_BYTES - 1), fc.nat(7), (now, random, at, bit) => {
        const other = Uint8Array.from(random);
        other[at]! ^= 1 << bit;
        expect(idOf(now, other)).not.toBe(idOf(now, random));
      }),
    );
  });

  it('refuses times and random bytes that do not fit', () => {
    expect(() => idOf(-1, new Uint8Array(ID_RANDOM_BYTES))).toThrow(RangeError);
    expect(() => idOf(0, new Uint8Array(9))).toThrow(RangeError);
  });
});

describe('tradeNumberOf', () => {
  it('S48 stays within what WeChat Pay allows and takes nothing but the id of the order', () => {
    fc.assert(
      fc.property(anyId, (id) => {
        const number = tradeNumberOf(id);
        expect(number).toMatch(/^[0-9A-Za-z_\-|*]{6,32}$/);
        expect(number.slice(4).toLowerCase()).toBe(id);
      }),
    );
  });
});

describe('refundNumberOf', () => {
  it('stays within what WeChat Pay allows', () => {
    fc.assert(
      fc.property(anyId, fc.integer({ min: 1, max: 50 }), (id, nth) => {
        expect(refundNumberOf(tradeNumberOf(id), nth)).toMatch(/^[0-9A-Za-z_\-|*@]{1,64}$/);
      }),
    );
    expect(() => refundNumberOf('NCRE', 0)).toThrow(RangeError);
  });
});

describe('reviewTaskIdOf', () => {
  it('stays within what WeCom allows and is read back', () => {
    fc.assert(
      fc.property(
        anyId,
        fc.nat(999_999),
        fc.nat(9999),
        fc.nat(9999),
        (registrationId, revision, recipient, attempt) => {
          const card = { registrationId, revision, recipient, attempt };
          const taskId = reviewTaskIdOf(card);
          expect(taskId).toMatch(/^[0-9A-Za-z_@-]{1,128}$/);
          expect(parseReviewTaskId(taskId)).toEqual(card);
        },
      ),
    );
  });

  it.each(['', 'review-x-1-1-1', `review-${'0'.repeat(26)}-1-1`, `x-${'0'.repeat(26)}-1-1-1`])(
    'does not read %j',
    (id) => {
      expect(parseReviewTaskId(id)).toBeNull();
    },
  );
});
