import fc from 'fast-check';
import { compareReviews, queuePart, type Waiting } from '../../../../shared/domain/review-order';

const NOW = 1_000;

const waiting = fc.record({
  registrationId: fc.constantFrom('r1', 'r2', 'r3', 'r4'),
  decideBy: fc.integer({ min: 1, max: 4 }),
  submittedAt: fc.integer({ min: 1, max: 4 }),
});

describe('compareReviews', () => {
  const one: Waiting = { registrationId: 'r2', decideBy: 20, submittedAt: 10 };

  it.each<[string, Partial<Waiting>]>([
    ['who may be decided for a shorter time, however late it came', { decideBy: 21, submittedAt: 1 }],
    ['of equals who has waited longer', { submittedAt: 11, registrationId: 'r1' }],
    ['of the very same time the smaller id', { registrationId: 'r3' }],
  ])('puts first %s', (_what, change) => {
    expect(compareReviews(one, { ...one, ...change })).toBeLessThan(0);
    expect(compareReviews({ ...one, ...change }, one)).toBeGreaterThan(0);
  });

  it('is one order of all: no two different ones are equal, and no circle', () => {
    fc.assert(
      fc.property(fc.array(waiting, { minLength: 3, maxLength: 8 }), (all) => {
        const sorted = [...all].sort(compareReviews);
        for (const [at, first] of sorted.entries()) {
          for (const second of sorted.slice(at + 1)) {
            expect(compareReviews(first, second)).toBeLessThanOrEqual(0);
            expect(compareReviews(second, first)).toBeGreaterThanOrEqual(0);
          }
        }
      }),
    );
  });
});

describe('queuePart', () => {
  const asked = { memberId: 'a', now: NOW };
  const claim = { memberId: 'b', until: NOW + 1 };

  it.each([
    ['open', { claim: null, decideBy: NOW + 1 }],
    ['open', { claim: { ...claim, memberId: 'a' }, decideBy: NOW + 1 }],
    ['open', { claim: { ...claim, until: NOW }, decideBy: NOW + 1 }],
    ['held', { claim, decideBy: NOW + 1 }],
    ['over', { claim, decideBy: NOW }],
    ['over', { claim: null, decideBy: NOW - 1 }],
  ] as const)('is %s for %j', (part, queued) => {
    expect(queuePart(queued, asked)).toBe(part);
  });
});
