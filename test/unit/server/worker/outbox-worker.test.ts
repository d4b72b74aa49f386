import type { Logger } from '../../../../server/use-cases/ports/logger';
import type { ClaimedMessage, OutboxQueue } from '../../../../server/use-cases/ports/messaging';
import { StorageUnavailableError } from '../../../../server/use-cases/ports/storage-errors';
import { DONE, type Handler } from '../../../../server/worker/handler';
import { createOutboxWorker, type OutboxWorkerOptions } from '../../../../server/worker/outbox-worker';

const LEASE_MS = 60_000;

function row(id: string): ClaimedMessage {
  return {
    id,
    topic: 'test.happened',
    key: id,
    payload: {},
    secret: null,
    group: null,
    dueAt: 500,
    createdAt: 500,
    token: `token of ${id}`,
    attempts: 1,
  };
}

/** A queue that hands out its rows once and keeps a record of the rest. */
function fakeQueue(ids: string[]) {
  const rows = ids.map(row);
  const asked = { renewed: [] as string[], given: [] as string[], completed: [] as string[] };
  const stale = new Set<string>();
  const queue: OutboxQueue = {
    claim: async () => rows.splice(0),
    complete: async (done) => asked.completed.push(...done.map(({ id }) => id)),
    retry: async ({ id }, dueAt, error) => asked.given.push(`${id} ${dueAt} ${error}`) > 0,
    park: async () => true,
    renew: async ({ id }) => {
      asked.renewed.push(id);
      return !stale.has(id);
    },
    nextDueAt: async () => null,
    stats: async () => ({ waiting: 0, overdueMs: 0, parked: 0 }),
  };
  return { queue, asked, stale };
}

function workerOn(queue: OutboxQueue, handler: Handler, changes: Partial<OutboxWorkerOptions> = {}) {
  const clock = { at: 1_000, now: () => clock.at };
  const ignore = () => undefined;
  const logger: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore, with: () => logger };
  const worker = createOutboxWorker({
    queue,
    handlers: { 'test.happened': handler },
    clock,
    logger,
    owner: 'one',
    leaseMs: LEASE_MS,
    concurrency: 1,
    ...changes,
  });
  return { worker, clock };
}

describe('createOutboxWorker', () => {
  it('does not begin a row that another worker has taken while it waited (freeze, promise 5)', async () => {
    const { queue, asked, stale } = fakeQueue(['first', 'second', 'third']);
    const begun: string[] = [];
    const { worker, clock } = workerOn(queue, async ({ id }) => {
      begun.push(id);
      if (id === 'first') clock.at += LEASE_MS + 1;
      return DONE;
    });
    stale.add('second');

    await worker.drain();

    expect(begun).toEqual(['first', 'third']);
    expect(asked.renewed).toEqual(['second', 'third']);
    expect(asked.completed).toEqual(['first', 'third']);
  });

  it('asks nothing more of storage while a round is quick', async () => {
    const { queue, asked } = fakeQueue(['first', 'second']);
    const { worker } = workerOn(queue, async () => DONE);

    await worker.drain();

    expect(asked).toEqual({ renewed: [], given: [], completed: ['first', 'second'] });
  });

  it('marks what is done while another row of the round takes long', async () => {
    jest.useFakeTimers();
    try {
      const { queue, asked } = fakeQueue(['slow', 'quick']);
      let release = () => undefined as void;
      const held = new Promise<void>((resolve) => (release = resolve));
      const { worker } = workerOn(
        queue,
        async ({ id }) => {
          if (id === 'slow') await held;
          return DONE;
        },
        { concurrency: 2 },
      );
      const drained = worker.drain();

      await jest.advanceTimersByTimeAsync(LEASE_MS / 4);
      expect(asked.completed).toEqual(['quick']);

      release();
      await drained;
      expect(asked.completed).toEqual(['quick', 'slow']);
    } finally {
      jest.useRealTimers();
    }
  });

  it('renews and marks rows by the lease of their topic', async () => {
    jest.useFakeTimers();
    try {
      const { queue, asked } = fakeQueue(['slow', 'quick']);
      const claim = jest.spyOn(queue, 'claim');
      let release = () => undefined as void;
      const held = new Promise<void>((resolve) => (release = resolve));
      const leases = { 'test.happened': 8_000 };
      const work: Handler = async ({ id }) => {
        if (id === 'slow') await held;
        return DONE;
      };
      const { worker } = workerOn(queue, work, { concurrency: 2, leases });
      const drained = worker.drain();

      await jest.advanceTimersByTimeAsync(2_000);
      expect(claim.mock.calls[0]?.[0]).toMatchObject({ leaseMs: LEASE_MS, leases });
      expect(asked.completed).toEqual(['quick']);
      await jest.advanceTimersByTimeAsync(2_000);
      expect(asked.renewed).toEqual(['slow']);

      release();
      await drained;
    } finally {
      jest.useRealTimers();
    }
  });

  it('gives rows that were not begun back at once when it stops', async () => {
    const { queue, asked } = fakeQueue(['first', 'second']);
    let begin = () => undefined as void;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    let stopped: Promise<void> = Promise.resolve();
    const { worker } = workerOn(queue, async () => {
      begin();
      stopped = worker.stop();
      return DONE;
    });
    worker.start();
    await begun;
    await stopped;

    expect(asked.given).toEqual(['second 500 worker.stopped']);
    expect(asked.completed).toEqual(['first']);
  });

  it('finishes the other rows of a round when storage fails for one', async () => {
    const { queue, asked } = fakeQueue(['lost', 'kept']);
    const { worker } = workerOn(
      {
        ...queue,
        retry: () => Promise.reject(new StorageUnavailableError('DEPENDENCY_UNAVAILABLE', 'ECONNREFUSED')),
      },
      async ({ id }) => (id === 'lost' ? { kind: 'later', code: 'busy' } : DONE),
      { concurrency: 2 },
    );

    await expect(worker.drain()).rejects.toBeInstanceOf(StorageUnavailableError);
    expect(asked.completed).toEqual(['kept']);
  });

  it('claims and works on the next rows while a slow one goes on', async () => {
    const batches = [['slow'], ['next']];
    const { queue, asked } = fakeQueue([]);
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => (release = resolve));
    let next = () => undefined as void;
    const nextBegun = new Promise<void>((resolve) => (next = resolve));
    const { worker } = workerOn(
      { ...queue, claim: async () => (batches.shift() ?? []).map(row) },
      async ({ id }) => {
        if (id === 'slow') await held;
        else next();
        return DONE;
      },
      { concurrency: 2 },
    );

    worker.start();
    await nextBegun;
    release();
    await worker.stop();
    expect(asked.completed.toSorted()).toEqual(['next', 'slow']);
  });

  it('never has more than one group of rows begun and not marked, so that a killed process repeats no more', async () => {
    const { queue } = fakeQueue(Array.from({ length: 400 }, (_, index) => `row-${index}`));
    let unmarked = 0;
    let most = 0;
    const { worker } = workerOn(
      {
        ...queue,
        complete: async (done) => {
          // A server that is slow to mark, while rows themselves are quick.
          for (let turn = 0; turn < 500; turn += 1) await Promise.resolve();
          unmarked -= done.length;
          return done.length;
        },
      },
      async () => {
        unmarked += 1;
        most = Math.max(most, unmarked);
        return DONE;
      },
      { concurrency: 8 },
    );

    expect(await worker.drain()).toBe(400);
    expect(unmarked).toBe(0);
    expect(most).toBe(50);
  });

  it('looks again when the next known row comes due, and not only at the next poll', async () => {
    jest.useFakeTimers();
    try {
      const { queue } = fakeQueue([]);
      const looked: number[] = [];
      const { worker, clock } = workerOn(
        {
          ...queue,
          claim: async () => {
            looked.push(clock.at);
            return [];
          },
          nextDueAt: async () => 1_030,
        },
        async () => DONE,
      );
      worker.start();
      await jest.advanceTimersByTimeAsync(29);
      expect(looked).toEqual([1_000]);
      clock.at = 1_030;
      await jest.advanceTimersByTimeAsync(1);
      expect(looked).toEqual([1_000, 1_030]);
      await worker.stop();
    } finally {
      jest.useRealTimers();
    }
  });
});
