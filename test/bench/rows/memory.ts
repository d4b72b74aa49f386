import { Redis } from 'ioredis';
import { takeChatTurn } from '../../../server/use-cases/chat/take-chat-turn';
import { seat } from '../core/child';
import type { Burst, Contestants, Running, Target } from '../core/contestant';
import { spreadOf } from '../core/figures';
import type { Bench } from '../core/race';
import { figure } from '../core/report';
import { openSeason, settlePeople } from '../world/people';
import { openProduct } from '../world/product';
import { turnOf } from './chat-turn';

// What a live session costs in Redis, and what a process keeps after many turns.

const SESSIONS = 20_000;
const CUSTOMERS = 64;
/** Sessions saved at the same time. */
const AT_ONCE = 50;
const TURNS = 1_000_000;
const TTL_MS = 3_600_000;
/** Turns at the same time. */
const LANES = 16;
/** Questions that leave sessions of different sizes. */
const SAYS = ['进度', '帮助', '朝阳路7号', '2', '改报考科目'];

export const contestants: Contestants = { turns };

export async function measureMemory(bench: Bench): Promise<void> {
  await sessionBytes(bench);
  await residentGrowth(bench);
}

/** Copies of sessions that real turns left, stored by the product's own store under other customers' keys. */
async function sessionBytes(bench: Bench): Promise<void> {
  const target = await bench.newTarget(CUSTOMERS);
  const product = await openProduct(target);
  const redis = new Redis(target.redisUrl);
  try {
    const { context } = product;
    const keyOf = (customer: string): string => `chat:${context.hash.hash('external_userid', customer)}`;
    const season = await openSeason(context);
    const people = await settlePeople(context, { season, count: CUSTOMERS });
    for (const [index, { externalUserId }] of people.entries()) {
      await takeChatTurn(context, turnOf(context, externalUserId, SAYS[index % SAYS.length] ?? ''));
    }
    const bodies: string[] = [];
    for (const { externalUserId } of people) {
      const stored = await context.sessions.load(keyOf(externalUserId));
      if (stored) bodies.push(stored.body);
    }
    if (bodies.length === 0) throw new Error('turns left no session');
    const count = bench.quick ? 2_000 : SESSIONS;
    const before = await usedMemory(redis);
    const keysBefore = await redis.dbsize();
    for (let from = 0; from < count; from += AT_ONCE) {
      const page = Array.from(
        { length: AT_ONCE },
        (_, index) => bodies[(from + index) % bodies.length] ?? '',
      );
      await Promise.all(page.map((body) => context.sessions.save(keyOf(context.newId()), body, 0, TTL_MS)));
    }
    // A store that is down takes a session without keeping it.
    const kept = (await redis.dbsize()) - keysBefore;
    if (kept !== count) bench.report.remarks.push(`memory: ${kept} of ${count} sessions were kept`);
    const bytes = ((await usedMemory(redis)) - before) / kept;
    const length = spreadOf(bodies.map((body) => Buffer.byteLength(body))).median;
    bench.report.lines.push(
      figure({
        row: 'memory',
        what: 'Redis for one live session',
        unit: 'B',
        values: [bytes],
        floor: 700,
        goal: 500,
        detail: `${kept} sessions, bodies of ${length} B (median) before sealing`,
      }),
    );
  } finally {
    await redis.quit();
    await product.close();
  }
}

async function usedMemory(redis: Redis): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1] ?? NaN);
}

async function residentGrowth(bench: Bench): Promise<void> {
  const one = await seat({
    file: __filename,
    name: 'memory',
    contestant: 'turns',
    target: await bench.newTarget(CUSTOMERS),
    execArgv: ['--expose-gc'],
  });
  try {
    const [warmMs, ms] = bench.quick ? [2_000, 2_000] : bench.long ? [60_000, TTL_MS] : [15_000, 25_000];
    const warm = await one.burst(warmMs);
    const after = await one.burst(ms);
    const grown = (name: string): number => (after.extra?.[name] ?? NaN) - (warm.extra?.[name] ?? NaN);
    const said = after.done < TURNS ? `${after.done} turns, not a million (--long)` : `${after.done} turns`;
    bench.report.lines.push(
      figure({
        row: 'memory',
        what: 'resident memory grown by turns',
        unit: 'MB',
        values: [grown('rssMb')],
        floor: 10,
        detail: `${said}, after ${warm.done} to warm up; heap ${grown('heapMb').toFixed(1)} MB`,
      }),
    );
  } finally {
    await one.close();
  }
}

/** Whole chat turns, without HTTP; ends after so many ms or a million turns. */
async function turns(target: Target): Promise<Running> {
  const { context, close } = await openProduct(target);
  const season = await openSeason(context);
  const people = await settlePeople(context, { season, count: target.supply });
  return {
    burst: async (ms): Promise<Burst> => {
      const end = Date.now() + ms;
      let done = 0;
      const lane = async (index: number): Promise<void> => {
        for (let count = index; Date.now() < end && done < TURNS; count += LANES) {
          const who = people[count % people.length]?.externalUserId ?? '';
          await takeChatTurn(context, turnOf(context, who, SAYS[count % SAYS.length] ?? ''));
          done += 1;
        }
      };
      await Promise.all(Array.from({ length: LANES }, (_, index) => lane(index)));
      globalThis.gc?.();
      const { rss, heapUsed, external } = process.memoryUsage();
      return { done, extra: { rssMb: rss / 2 ** 20, heapMb: (heapUsed + external) / 2 ** 20 } };
    },
    close,
  };
}
