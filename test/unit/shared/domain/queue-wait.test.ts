import fc from 'fast-check';
import { expectedWaitMinutes } from '../../../../shared/domain/queue-wait';
import { HOUR_MS, MINUTE_MS } from '../../../../shared/domain/time';

const NOW = Date.parse('2027-01-04T10:00:00+08:00');
const ago = (...minutes: number[]) => minutes.map((minute) => NOW - minute * MINUTE_MS);
const standing = fc.record({
  ahead: fc.nat({ max: 500 }),
  takes: fc.array(
    fc.integer({ min: 0, max: 120 }).map((minute) => NOW - minute * MINUTE_MS),
    { minLength: 3, maxLength: 20 },
  ),
  now: fc.constant(NOW),
  answerBy: fc.integer({ min: 1, max: 48 * 60 }).map((minute) => NOW + minute * MINUTE_MS),
});

describe('expectedWaitMinutes', () => {
  it('counts a step for each who waits before, as long as the last ones took', () => {
    const takes = ago(12, 9, 6, 3);
    expect(expectedWaitMinutes({ ahead: 3, takes, now: NOW, answerBy: NOW + HOUR_MS })).toBe(12);
  });

  it('says nothing after two takes, or once the promise has passed', () => {
    expect(expectedWaitMinutes({ ahead: 1, takes: ago(5, 3), now: NOW, answerBy: NOW + HOUR_MS })).toBeNull();
    expect(expectedWaitMinutes({ ahead: 1, takes: ago(5, 3, 1), now: NOW, answerBy: NOW })).toBeNull();
  });

  it('is a whole minute at least and never beyond the promise', () => {
    fc.assert(
      fc.property(standing, (one) => {
        const minutes = expectedWaitMinutes(one);
        expect(Number.isInteger(minutes)).toBe(true);
        expect(minutes).toBeGreaterThanOrEqual(1);
        expect(minutes! * MINUTE_MS).toBeLessThanOrEqual(one.answerBy - NOW);
      }),
    );
  });

  it('is never shorter for who stands further back, nor for a queue that stands still longer', () => {
    fc.assert(
      fc.property(standing, fc.nat({ max: 20 }), (one, more) => {
        const minutes = expectedWaitMinutes(one)!;
        expect(expectedWaitMinutes({ ...one, ahead: one.ahead + more })).toBeGreaterThanOrEqual(minutes);
        const slower = one.takes.map((at) => at - more * MINUTE_MS);
        expect(expectedWaitMinutes({ ...one, takes: slower })).toBeGreaterThanOrEqual(minutes);
      }),
    );
  });
});
