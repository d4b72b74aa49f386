import fc from 'fast-check';
import { memoryRateLimiter, strictLimiter } from '../../../../server/sessions/rate-limiter';
import type { RateLimiter } from '../../../../server/use-cases/ports/sessions';
import { MINUTE_MS } from '../../../../shared/domain/time';

const LIMIT = 15;

/** Two processes that count together while the store is up. */
function twoWorkers() {
  const clock = { at: 1_000_000_000_000, now: (): number => clock.at };
  const store = memoryRateLimiter(clock);
  const world = {
    clock,
    up: true,
    sent: [] as number[],
    workers: [] as RateLimiter[],
    try: async (worker: number): Promise<boolean> => {
      const slot = await world.workers[worker]?.take('member', LIMIT, MINUTE_MS);
      if (!slot?.ok) return false;
      world.sent.push(clock.at);
      return true;
    },
  };
  const ask = async (bucket: string, limit: number, spanMs: number) =>
    world.up ? store.take(bucket, limit, spanMs) : null;
  world.workers = [strictLimiter(ask, clock), strictLimiter(ask, clock)];
  return world;
}

/** The most that left within any minute. */
function worstMinute(sent: number[]): number {
  return Math.max(0, ...sent.map((from) => sent.filter((at) => at >= from && at < from + MINUTE_MS).length));
}

describe('strictLimiter', () => {
  it('goes on at a share of its own while the store is down, after a span of silence', async () => {
    const world = twoWorkers();
    while (await world.try(0));
    expect(world.sent).toHaveLength(LIMIT);
    world.up = false;
    world.clock.at += 2 * MINUTE_MS;
    expect(await world.try(0)).toBe(false);
    world.clock.at += MINUTE_MS - 1;
    expect(await world.try(0)).toBe(false);
    world.clock.at += 1;
    while (await world.try(0));
    expect(world.sent).toHaveLength(LIMIT + 7);
  });

  it('is silent for a span when the store is back, which knows nothing of the time between', async () => {
    const world = twoWorkers();
    world.up = false;
    await world.try(0);
    world.clock.at += MINUTE_MS;
    while (await world.try(0));
    world.up = true;
    expect(await world.try(0)).toBe(false);
    world.clock.at += MINUTE_MS;
    expect(await world.try(0)).toBe(true);
  });

  it('never lets two processes send 30 within a minute, whenever the store is lost and back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ up: fc.boolean(), seconds: fc.integer({ min: 0, max: 90 }) }), {
          maxLength: 12,
        }),
        async (phases) => {
          const world = twoWorkers();
          for (const { up, seconds } of phases) {
            world.up = up;
            for (let second = 0; second <= seconds; second += 5) {
              // Both have a long queue, so each notices at once what the store does.
              for (const worker of [0, 1]) while (await world.try(worker));
              world.clock.at += 5_000;
            }
          }
          expect(worstMinute(world.sent)).toBeLessThan(30);
        },
      ),
      { numRuns: 60 },
    );
  });
});
