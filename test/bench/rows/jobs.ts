import { DONE } from '../../../server/worker/handler';
import { createOutboxWorker } from '../../../server/worker/outbox-worker';
import type { OutboxMessage } from '../../../server/use-cases/ports/messaging';
import type { Burst, Contestants, Running, Target } from '../core/contestant';
import { peer } from '../core/peers';
import { openProduct } from '../world/product';

// Reminders: scheduled in the caller's transaction and dispatched by the worker, beside a queue on Redis.

export const contestants: Contestants = {
  'product, schedule': (target) => product(target, 'schedule'),
  'product, dispatch': (target) => product(target, 'dispatch'),
  'BullMQ, schedule': (target) => bullmq(target, 'schedule'),
  'BullMQ, dispatch': (target) => bullmq(target, 'dispatch'),
};

type Kind = 'schedule' | 'dispatch';

/** Reminders that one change plans, and rows stored at once when many are prepared. */
const PER_CHANGE = 6;
const PREPARED = 2_000;

async function product(target: Target, kind: Kind): Promise<Running> {
  const { context, storage, close } = await openProduct(target);
  const reminder = (dueAt: number): OutboxMessage => {
    const id = context.newId();
    const payload = { registrationId: id };
    return {
      id,
      topic: 'bench.due',
      key: id,
      payload,
      secret: null,
      group: `due:${id}`,
      dueAt,
      createdAt: dueAt,
    };
  };
  const add = (count: number, dueAt: number): Promise<void> =>
    context.unitOfWork.run((tx) => tx.outbox.add(Array.from({ length: count }, () => reminder(dueAt))));
  const quiet = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  return {
    burst: async (ms): Promise<Burst> => {
      const end = Date.now() + ms;
      let done = 0;
      while (kind === 'schedule' && Date.now() < end) {
        await Promise.all(Array.from({ length: 16 }, () => add(PER_CHANGE, Date.now() + 3_600_000)));
        done += 16 * PER_CHANGE;
      }
      if (kind === 'schedule') return { done };
      const worker = createOutboxWorker({
        queue: storage.queue,
        handlers: { 'bench.due': async () => DONE },
        clock: context.clock,
        logger: quiet as never,
        owner: 'bench',
      });
      return { done: await worker.drain() };
    },
    reset: async () => {
      if (kind === 'dispatch')
        for (let made = 0; made < PREPARED; made += 500) await add(500, Date.now() - 1_000);
    },
    close,
  };
}

function ignore(): void {}

interface BullMq {
  Queue: new (
    name: string,
    options: object,
  ) => {
    add(name: string, data: object, options: object): Promise<unknown>;
    addBulk(jobs: object[]): Promise<unknown>;
    obliterate(options: object): Promise<void>;
    close(): Promise<void>;
  };
  Worker: new (
    name: string,
    work: () => Promise<void>,
    options: object,
  ) => { on(event: string, listener: () => void): void; close(): Promise<void> };
}

async function bullmq(target: Target, kind: Kind): Promise<Running> {
  const { Queue, Worker } = peer<BullMq>('bullmq');
  const url = new URL(target.redisUrl);
  const connection = {
    host: url.hostname,
    port: Number(url.port),
    db: Number(url.pathname.slice(1) || 0),
    maxRetriesPerRequest: null,
  };
  const queue = new Queue('due', { connection });
  const job = (delay: number) => ({ name: 'due', data: { registrationId: 'r' }, opts: { delay } });
  return {
    burst: async (ms): Promise<Burst> => {
      const end = Date.now() + ms;
      let done = 0;
      while (kind === 'schedule' && Date.now() < end) {
        await Promise.all(
          Array.from({ length: 16 }, () =>
            queue.addBulk(Array.from({ length: PER_CHANGE }, () => job(3_600_000))),
          ),
        );
        done += 16 * PER_CHANGE;
      }
      if (kind === 'schedule') return { done };
      await new Promise<void>((resolve) => {
        const worker = new Worker('due', async () => undefined, { connection, concurrency: 100 });
        worker.on('completed', () => {
          done += 1;
          if (done === PREPARED) void worker.close().then(resolve);
        });
      });
      return { done };
    },
    reset: async () => {
      await queue.obliterate({ force: true });
      if (kind === 'dispatch') await queue.addBulk(Array.from({ length: PREPARED }, () => job(0)));
    },
    close: () => queue.close(),
  };
}
