import Redis from 'ioredis';
import type { Ended } from '../../support/processes';
import { until } from '../../support/until';
import type { CrowdStage, ProcessName } from './crowd-stage';
import type { Crowd } from './run-crowd';

/** How two processes ended that were asked to. */
export type Endings = (Ended & { tookMs: number })[];

const HOUR_MS = 3_600_000;

/** Registering takes a person more messages than this, so that every mishap finds the crowd at work. */
const MESSAGES_EACH = 22;

/**
 * One mishap after the other, spread over the time in which the crowd writes: a worker and a web process die, Redis is
 * emptied and then gone for a while, and a web process and a worker are asked to end in the middle of their work.
 */
export async function strike(
  { stage, crowd }: { stage: CrowdStage; crowd: Crowd },
  size: number,
): Promise<Endings> {
  const endings: Endings = [];
  const acts: (() => Promise<unknown>)[] = [
    () => killed(stage, 'worker-1'),
    () => killed(stage, 'web-2'),
    () => flush(stage),
    () => withoutRedis(stage),
    async () => endings.push(await ended(stage, 'web-1')),
    async () => endings.push(await ended(stage, 'worker-2')),
  ];
  const step = (size * MESSAGES_EACH) / (acts.length + 1);
  for (const [index, act] of acts.entries()) {
    await reaches(crowd, { messages: step * (index + 1), size });
    await act();
  }
  return endings;
}

/** Somebody who cannot go on ends the wait with the reason why. */
async function reaches(crowd: Crowd, { messages, size }: { messages: number; size: number }): Promise<void> {
  const written = (): number =>
    crowd.walkers.reduce(
      (sum, { candidate }) => sum + candidate.messages().filter(({ from }) => from === 'customer').length,
      0,
    );
  let over = false;
  const end = crowd.done.finally(() => (over = true));
  end.catch(() => undefined);
  await until(`the crowd has written ${messages} messages`, () => over || written() >= messages, {
    withinMs: HOUR_MS,
    everyMs: 50,
  });
  if (over) await end;
  if (crowd.finished() === size) throw new Error('the crowd was faster than the mishaps');
}

async function killed(stage: CrowdStage, name: ProcessName): Promise<void> {
  await stage.process(name).kill();
  await stage.restart(name);
}

async function ended(stage: CrowdStage, name: ProcessName): Promise<Endings[number]> {
  const ending = await stage.process(name).terminate();
  await stage.restart(name);
  return ending;
}

async function flush({ redisUrl }: CrowdStage): Promise<void> {
  const redis = new Redis(redisUrl, { lazyConnect: true });
  await redis.connect();
  await redis.flushdb();
  redis.disconnect();
}

/** Redis refuses connections until the workers have noticed, and some messages more. */
async function withoutRedis({ redis, process }: CrowdStage): Promise<void> {
  const lost = (): number =>
    (['worker-1', 'worker-2'] as const).flatMap((name) =>
      process(name)
        .lines()
        .filter(({ event }) => event === 'redis.lost'),
    ).length;
  const before = lost();
  await redis.close();
  await until('the workers notice that Redis is gone', () => lost() >= before + 2, { everyMs: 100 });
  const openAt = Date.now() + 2_000;
  await until('Redis was gone for some seconds', () => Date.now() >= openAt, { everyMs: 100 });
  await redis.open();
}
