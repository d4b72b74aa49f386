import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { DONE } from '../../../server/worker/handler';
import { createOutboxWorker } from '../../../server/worker/outbox-worker';
import type { Burst, Contestants, Running, Target } from '../core/contestant';
import { seat } from '../core/child';
import type { Bench } from '../core/race';
import { figure } from '../core/report';
import { openPool, rowCount } from '../world/plain';
import { openProduct } from '../world/product';
import { QUIET } from './jobs';

// A worker is killed while it sends; another goes on. Each send leaves a mark outside, so that sends can be counted.

const ROWS = 4_000;
const KILLS = 3;
const LEASE_MS = 1_500;
const GROUP = 50;
const SENT = 'sent';

export const contestants: Contestants = { worker };

export async function killWorkers(bench: Bench): Promise<void> {
  const lost: number[] = [];
  const repeats: number[] = [];
  for (let round = 0; round < (bench.quick ? 1 : KILLS); round += 1) {
    const ended = await killOnce(bench);
    lost.push(ended.lost);
    repeats.push(ended.repeats);
  }
  const kills = `${lost.length} kills among ${ROWS} rows each`;
  const worst = (values: number[]): number[] => [Math.max(...values)];
  bench.report.lines.push(
    figure({
      row: 'kill',
      what: 'kill -9 of a worker: rows never sent, most in a round',
      unit: 'count',
      values: worst(lost),
      floor: 0,
      detail: kills,
    }),
    figure({
      row: 'kill',
      what: 'kill -9 of a worker: rows sent twice, most in a round',
      unit: 'count',
      values: worst(repeats),
      floor: GROUP,
      detail: `${kills}: ${repeats.join(', ')}`,
    }),
  );
}

async function killOnce(bench: Bench): Promise<{ lost: number; repeats: number }> {
  const target = { ...(await bench.newTarget(0)), supply: ROWS };
  const redis = new Redis(target.redisUrl);
  const pool = openPool(target.databaseUrl, 2);
  const start = (name: string) => seat({ file: __filename, name, contestant: 'worker', target });
  const first = await start('killed');
  await first.reset();
  void first.burst(0).catch(() => undefined);
  // Somewhere in the middle, at no particular row.
  const middle = ROWS * (0.2 + 0.6 * Math.random());
  while ((await redis.llen(SENT)) < middle) await wait(2);
  await first.kill();
  const second = await start('heir');
  try {
    void second.burst(0).catch(() => undefined);
    const until = Date.now() + 60_000;
    while (Date.now() < until && (await rowCount(pool, 'outbox WHERE done_at IS NULL')) > 0) await wait(100);
    const sent = await redis.lrange(SENT, 0, -1);
    const once = new Set(sent).size;
    return { lost: ROWS - once, repeats: sent.length - once };
  } finally {
    await second.kill();
    await pool.end();
    await redis.quit();
  }
}

async function worker(target: Target): Promise<Running> {
  const { context, storage, close } = await openProduct(target);
  const redis = new Redis(target.redisUrl);
  return {
    reset: async () => {
      const rows = Array.from({ length: target.supply }, () => context.newId());
      for (let from = 0; from < rows.length; from += 1_000) {
        const page = rows.slice(from, from + 1_000).map((id) => ({
          id,
          topic: 'bench.due',
          key: id,
          payload: {},
          secret: null,
          group: null,
          dueAt: Date.now(),
          createdAt: Date.now(),
        }));
        await context.unitOfWork.run((tx) => tx.outbox.add(page));
      }
    },
    burst: async (): Promise<Burst> => {
      const running = createOutboxWorker({
        queue: storage.queue,
        handlers: {
          'bench.due': async ({ id }) => {
            await redis.rpush(SENT, id);
            return DONE;
          },
        },
        clock: context.clock,
        logger: QUIET,
        owner: `worker ${process.pid}`,
        leaseMs: LEASE_MS,
      });
      running.start();
      // Ended by a signal alone.
      return new Promise(() => undefined);
    },
    close,
  };
}
