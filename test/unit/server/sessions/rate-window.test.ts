import fc from 'fast-check';
import { countCall, type RateWindow } from '../../../../server/sessions/rate-window';

describe('countCall', () => {
  it('never lets more than twice the limit through in any span, and no more than the limit at once', () => {
    const calls = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 80 });
    fc.assert(
      fc.property(calls, fc.integer({ min: 1, max: 10 }), (gaps, limit) => {
        const spanMs = 1_000;
        let now = 10_000;
        let window: RateWindow | undefined;
        const passed: number[] = [];
        for (const gap of gaps) {
          now += gap;
          const counted = countCall(window, { now, limit, spanMs });
          window = counted.window;
          if (counted.retryAfterMs === 0) passed.push(now);
        }
        for (const from of passed) {
          expect(passed.filter((at) => at >= from && at < from + spanMs).length).toBeLessThanOrEqual(
            2 * limit,
          );
        }
        for (const at of passed)
          expect(passed.filter((other) => other === at).length).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('tells the exact moment from which a call passes again', () => {
    const cases = fc.record({
      current: fc.integer({ min: 0, max: 20 }),
      previous: fc.integer({ min: 0, max: 20 }),
      limit: fc.integer({ min: 1, max: 20 }),
      at: fc.integer({ min: 0, max: 999 }),
    });
    fc.assert(
      fc.property(cases, ({ current, previous, limit, at }) => {
        const window = { span: 5, current, previous };
        const call = { limit, spanMs: 1_000 };
        const { retryAfterMs } = countCall(window, { ...call, now: 5_000 + at });
        if (retryAfterMs === 0) return;
        const later = (ms: number) => countCall(window, { ...call, now: 5_000 + at + ms }).retryAfterMs;
        expect(later(retryAfterMs)).toBe(0);
        expect(later(retryAfterMs - 1)).toBeGreaterThan(0);
      }),
    );
  });

  it('opens no new span when the clock goes back', () => {
    const { window } = countCall(undefined, { now: 9_500, limit: 1, spanMs: 1_000 });
    expect(countCall(window, { now: 3_000, limit: 1, spanMs: 1_000 }).retryAfterMs).toBeGreaterThan(0);
  });

  it('lets nothing through at a limit of zero', () => {
    expect(countCall(undefined, { now: 5, limit: 0, spanMs: 1_000 }).retryAfterMs).toBe(1_000);
  });
});
