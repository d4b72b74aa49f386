import fc from 'fast-check';
import { memoryRateLimiter } from '../../../../server/sessions/rate-limiter';
import { strictLimiter } from '../../../../server/sessions/strict-limiter';
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
  it('goes on at half its pace while the store is down, at once', async () => {
    const world = twoWorkers();
    while (await world.try(0));
    expect(world.sent).toHaveLength(LIMIT - 1);
    world.up = false;
    world.clock.at += MINUTE_MS;
    while (await world.try(0));
    expect(world.sent).toHaveLength(LIMIT - 1 + 7);
    world.clock.at += MINUTE_MS;
    while (await world.try(0));
    expect(world.sent).toHaveLength(LIMIT - 1 + 14);
  });

  it('keeps to half its pace for a span when the store is back, which knows nothing of the time between', async () => {
    const world = twoWorkers();
    world.up = false;
    while (await world.try(0));
    expect(world.sent).toHaveLength(7);
    world.up = true;
    world.clock.at += MINUTE_MS - 1;
    expect(await world.try(0)).toBe(false);
    world.clock.at += 1;
    while (await world.try(0));
    expect(world.sent).toHaveLength(7 + LIMIT - 1);
  });

  it('lets messages leave at once after one answer that did not come', async () => {
    const world = twoWorkers();
    expect(await world.try(0)).toBe(true);
    world.up = false;
    expect(await world.try(0)).toBe(true);
    world.up = true;
    expect(await world.try(0)).toBe(true);
  });

  it('counts calls that ask at the same time, whichever answer comes first', async () => {
    const world = twoWorkers();
    const atOnce = async () => {
      const taken = await Promise.all(Array.from({ length: 40 }, () => world.try(0)));
      return taken.filter(Boolean).length;
    };
    expect(await atOnce()).toBe(LIMIT - 1);
    world.clock.at += 2 * MINUTE_MS;
    world.up = false;
    expect(await atOnce()).toBe(7);
  });

  it('tells when there is room again', async () => {
    const world = twoWorkers();
    world.up = false;
    while (await world.try(0));
    world.clock.at += 10_000;
    const slot = await world.workers[0]!.take('member', LIMIT, MINUTE_MS);
    expect(slot).toEqual({ ok: false, retryAfterMs: MINUTE_MS - 10_000 });
  });

  const flapping = fc.array(fc.record({ up: fc.boolean(), seconds: fc.integer({ min: 0, max: 90 }) }), {
    maxLength: 12,
  });

  /** Both have a long queue; `seen` false: this one process does not reach the store at this time. */
  async function run(phases: { up: boolean; seconds: number }[], seen: () => boolean = () => true) {
    const world = twoWorkers();
    const begin = world.clock.at;
    for (const { up, seconds } of phases) {
      for (let second = 0; second <= seconds; second += 5) {
        for (const worker of [0, 1]) {
          do world.up = up && seen();
          while (await world.try(worker));
        }
        world.clock.at += 5_000;
      }
    }
    return { sent: world.sent, times: [begin, ...world.sent, world.clock.at] };
  }

  it('never lets two processes send 30 within a minute, whenever the store is lost and back', async () => {
    await fc.assert(
      fc.asyncProperty(flapping, fc.infiniteStream(fc.boolean()), async (phases, answers) => {
        const seen = (): boolean => answers.next().value ?? true;
        expect(worstMinute((await run(phases)).sent)).toBeLessThan(30);
        expect(worstMinute((await run(phases, seen)).sent)).toBeLessThan(30);
      }),
      { numRuns: 60 },
    );
  });

  it('lets something leave in any two minutes, however often the store is lost and back', async () => {
    await fc.assert(
      fc.asyncProperty(flapping, fc.infiniteStream(fc.boolean()), async (phases, answers) => {
        const { times } = await run(phases, () => answers.next().value ?? true);
        const pauses = times.slice(1).map((at, n) => at - (times[n] ?? at));
        expect(Math.max(0, ...pauses)).toBeLessThan(2 * MINUTE_MS);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps two processes to the pace of one count in the long run, also while the store comes and goes for both', async () => {
    const minutes = Array.from({ length: 60 }, (_, n) => ({ up: n % 2 === 0, seconds: 25 + (n % 5) * 10 }));
    const { sent, times } = await run(minutes);
    const passed = (times.at(-1) ?? 0) - (times[0] ?? 0);
    expect(sent.length / (passed / MINUTE_MS)).toBeLessThan(16);
  });
});
