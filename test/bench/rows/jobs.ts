import { DONE } from '../../../server/worker/handler';
import { createOutboxWorker } from '../../../server/worker/outbox-worker';
import type { Logger } from '../../../server/use-cases/ports/logger';
import type { OutboxMessage } from '../../../server/use-cases/ports/messaging';
import type { Burst, Contestants, Running, Target } from '../core/contestant';
import { peer } from '../core/peers';
import { openProduct } from '../world/product';

// Reminders: planned and dispatched by the product, beside a queue on Redis that is told after the commit.

export const contestants: Contestants = {
  'product, plan a page': (target) => product(target, 'plan'),
  'product, change': (target) => product(target, 'change'),
  'product, dispatch': (target) => product(target, 'dispatch'),
  'BullMQ, plan a page': (target) => bullmq(target, 'plan'),
  'the same change, then BullMQ': (target) => bullmq(target, 'change'),
  'BullMQ, dispatch': (target) => bullmq(target, 'dispatch'),
};

/**
 * `plan`: a changed season plans its registrations anew, a page of a hundred at once. `change`: one registration changes and
 * its reminders with it; a queue elsewhere is told after the commit. `dispatch`: rows that are all due.
 */
type Kind = 'plan' | 'change' | 'dispatch';

/** Reminders of one registration, and registrations of one page. */
const PER_CHANGE = 6;
const PAGE = 100;
/** Callers at the same time. */
const CALLERS = { plan: 2, change: 16 } as const;
const PREPARED_AT_ONCE = 500;

async function product(target: Target, kind: Kind): Promise<Running> {
  const { context, storage, close } = await openProduct(target);
  const reminder = (dueAt: number): OutboxMessage => {
    const id = context.newId();
    return {
      id,
      topic: 'bench.due',
      key: id,
      payload: { registrationId: id, kind: 'payment_due', audience: 'candidate', endsAt: dueAt, dueAt },
      secret: null,
      group: `due:${id}`,
      dueAt,
      createdAt: dueAt,
    };
  };
  const add = (count: number, dueAt: number): Promise<void> =>
    context.unitOfWork.run((tx) => tx.outbox.add(Array.from({ length: count }, () => reminder(dueAt))));
  const changeWith = (name: string): Promise<void> =>
    context.unitOfWork.run(async (tx) => {
      await tx.cursors.write(name, 'x', Date.now());
      await tx.outbox.add(Array.from({ length: PER_CHANGE }, () => reminder(Date.now() + 3_600_000)));
    });
  return {
    burst: async (ms): Promise<Burst> => {
      if (kind === 'plan') return plan(ms, () => add(PAGE * PER_CHANGE, Date.now() + 3_600_000));
      if (kind === 'change') return change(ms, changeWith);
      const worker = createOutboxWorker({
        queue: storage.queue,
        handlers: { 'bench.due': async () => DONE },
        clock: context.clock,
        logger: QUIET,
        owner: 'bench',
      });
      return { done: await worker.drain() };
    },
    reset: async () => {
      for (let made = 0; kind === 'dispatch' && made < target.supply; made += PREPARED_AT_ONCE) {
        await add(Math.min(PREPARED_AT_ONCE, target.supply - made), Date.now() - 1_000);
      }
    },
    close,
  };
}

/** Says nothing. */
export const QUIET: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore, with: () => QUIET };

async function plan(ms: number, page: () => Promise<unknown>): Promise<Burst> {
  return lanes(ms, { callers: CALLERS.plan, rows: PAGE * PER_CHANGE, work: page });
}

async function change(ms: number, work: (name: string) => Promise<unknown>): Promise<Burst> {
  return lanes(ms, { callers: CALLERS.change, rows: PER_CHANGE, work: (lane) => work(`lane-${lane}`) });
}

async function lanes(
  ms: number,
  { callers, rows, work }: { callers: number; rows: number; work: (lane: number) => Promise<unknown> },
): Promise<Burst> {
  const end = Date.now() + ms;
  let done = 0;
  const runs = Array.from({ length: callers }, async (_, lane) => {
    while (Date.now() < end) {
      await work(lane);
      done += rows;
    }
  });
  await Promise.all(runs);
  return { done };
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
  const product = kind === 'change' ? await openProduct(target) : null;
  const job = (delay: number) => ({
    name: 'due',
    data: { registrationId: 'r', kind: 'payment_due', audience: 'candidate', endsAt: delay, dueAt: delay },
    opts: { delay },
  });
  const bulk = (count: number, delay: number): Promise<unknown> =>
    queue.addBulk(Array.from({ length: count }, () => job(delay)));
  const changeThenTell = async (name: string): Promise<void> => {
    await product?.context.unitOfWork.run((tx) => tx.cursors.write(name, 'x', Date.now()));
    await bulk(PER_CHANGE, 3_600_000);
  };
  return {
    burst: async (ms): Promise<Burst> => {
      if (kind === 'plan') return plan(ms, () => bulk(PAGE * PER_CHANGE, 3_600_000));
      if (kind === 'change') return change(ms, changeThenTell);
      let done = 0;
      await new Promise<void>((resolve) => {
        const worker = new Worker('due', async () => undefined, { connection, concurrency: 100 });
        worker.on('completed', () => {
          done += 1;
          if (done === target.supply) void worker.close().then(resolve);
        });
      });
      return { done };
    },
    reset: async () => {
      await queue.obliterate({ force: true });
      for (let made = 0; kind === 'dispatch' && made < target.supply; made += PREPARED_AT_ONCE) {
        await bulk(Math.min(PREPARED_AT_ONCE, target.supply - made), 0);
      }
    },
    close: async () => {
      await queue.close();
      await product?.close();
    },
  };
}
