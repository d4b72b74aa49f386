import type { Clock } from '../../shared/domain/time';
import type { Logger } from '../use-cases/ports/logger';
import type { ClaimedMessage, OutboxQueue } from '../use-cases/ports/messaging';
import { StorageUnavailableError } from '../use-cases/ports/storage-errors';
import type { Handlers } from './handler';
import { createRowRunner } from './run-row';
import { createSlots } from './slots';

export interface OutboxWorkerOptions {
  queue: OutboxQueue;
  handlers: Handlers;
  clock: Clock;
  logger: Logger;
  /** Name of this process among all workers. */
  owner: string;
  /** How long a claimed row is ours before others may take it. */
  leaseMs?: number;
  /** Leases of topics that have one of their own, each shorter than `leaseMs`. */
  leases?: Readonly<Record<string, number>>;
  /** Longest pause between two looks while nothing is due. */
  pollMs?: number;
  /** Rows claimed at once. */
  batch?: number;
  /** Rows worked on at the same time. */
  concurrency?: number;
}

export interface OutboxWorker {
  start(): void;
  /** Looks at once instead of at the next poll. */
  wake(): void;
  /** Works until nothing is due any more; for tests and the demo, which push the clock. Returns how many rows ran. */
  drain(): Promise<number>;
  /** Takes no more rows, finishes those under way and gives the rest back. */
  stop(): Promise<void>;
}

/** At most so many rows are begun and not yet marked: a killed process repeats no more than these. */
const GROUP = 50;
/** Half a group is marked while the other half is worked on. */
const MARKED_AT_ONCE = GROUP / 2;
/** Pause after a look that found something: more is likely to come due in this very instant. */
const BUSY_PAUSE_MS = 10;

interface Batch {
  size: number;
  /** Every row has been begun or given back. */
  begun: Promise<void>;
  /** Every row has ended and what is done is marked; rejects with the first failure of storage. */
  ended: Promise<void>;
}

/**
 * Runs stored messages and jobs: claims due rows with a lease and a fencing token, works on them, marks them. Any number
 * of workers share one table; a worker paused longer than its lease neither begins a row nor writes the end of one. One
 * slow row keeps its place alone: the next rows are claimed while it goes on.
 */
export function createOutboxWorker(options: OutboxWorkerOptions): OutboxWorker {
  const { queue, handlers, clock, logger } = options;
  const { leaseMs = 60_000, leases = {}, pollMs = 200, batch = 100, concurrency = 8 } = options;
  const shortestLeaseMs = Math.min(leaseMs, ...Object.values(leases));
  const leaseOf = ({ topic }: ClaimedMessage): number => leases[topic] ?? leaseMs;
  const runRow = createRowRunner({ queue, handlers, clock, logger, leaseOf });
  const places = createSlots(concurrency);
  const unmarked = createSlots(GROUP);
  const finished: ClaimedMessage[] = [];
  let running = false;
  let stopping = false;
  let loop: Promise<void> = Promise.resolve();
  let woken = false;
  let interrupt: (() => void) | null = null;

  async function claimBatch(): Promise<Batch> {
    const claimedAt = clock.now();
    const rows = await queue.claim({ owner: options.owner, now: claimedAt, leaseMs, leases, limit: batch });
    const works: Promise<void>[] = [];
    const failures: unknown[] = [];
    const begun = begin();
    return { size: rows.length, begun, ended: end() };

    async function begin(): Promise<void> {
      for (const row of rows) {
        if (unmarked.free === 0) void mark().catch(logFailedRound);
        await Promise.all([places.take(), unmarked.take()]);
        works.push(work(row, claimedAt).catch((error: unknown) => void failures.push(error)));
      }
    }

    async function end(): Promise<void> {
      // One slow row must not let the lease of those that are done run out: somebody else would do them again.
      const marking = setInterval(() => void mark().catch(logFailedRound), shortestLeaseMs / 4);
      await begun;
      await Promise.all(works);
      clearInterval(marking);
      await mark();
      if (failures.length > 0) throw failures[0];
    }
  }

  async function work(row: ClaimedMessage, claimedAt: number): Promise<void> {
    let done = false;
    try {
      if (stopping) await giveBack(row);
      else if (await isStillOurs(row, claimedAt)) done = await runRow(row);
    } finally {
      places.give();
      if (!done) unmarked.give();
    }
    if (done) finished.push(row);
    if (finished.length >= MARKED_AT_ONCE) await mark();
  }

  async function mark(): Promise<void> {
    const rows = finished.splice(0);
    if (rows.length === 0) return;
    try {
      await queue.complete(rows, clock.now());
    } finally {
      unmarked.give(rows.length);
    }
  }

  /** A row that waited long, or a process that was frozen: asked before the work begins, since its effects cannot be undone. */
  async function isStillOurs(row: ClaimedMessage, claimedAt: number): Promise<boolean> {
    const now = clock.now();
    const lease = leaseOf(row);
    return now - claimedAt < lease / 4 || queue.renew(row, now + lease);
  }

  /** Left for another worker at once: a welcome code would not outlive the lease. */
  async function giveBack(row: ClaimedMessage): Promise<void> {
    await queue.retry(row, row.dueAt, 'worker.stopped');
  }

  async function run(): Promise<void> {
    const open = new Set<Promise<void>>();
    while (!stopping) {
      const size = await takeMore(open).catch((error: unknown) => {
        logFailedRound(error);
        return 0;
      });
      if (size < batch && !stopping) await pause(size > 0 ? BUSY_PAUSE_MS : await idlePauseMs());
      // Rows that nobody here can begin now are left for other workers.
      await places.someFree();
    }
    await Promise.all(open);
  }

  async function takeMore(open: Set<Promise<void>>): Promise<number> {
    const { size, begun, ended } = await claimBatch();
    const logged = ended.catch(logFailedRound).finally(() => open.delete(logged));
    open.add(logged);
    await begun;
    return size;
  }

  /** Until the next row that is known comes due; others are found by looking every `pollMs`. */
  async function idlePauseMs(): Promise<number> {
    const dueAt = await queue.nextDueAt().catch(() => null);
    if (dueAt === null) return pollMs;
    return Math.min(pollMs, Math.max(BUSY_PAUSE_MS, dueAt - clock.now()));
  }

  function logFailedRound(error: unknown): void {
    const code = error instanceof StorageUnavailableError ? error.code : 'INTERNAL';
    logger.error('outbox.round_failed', { code, error });
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const over = (): void => {
        clearTimeout(timer);
        woken = false;
        interrupt = null;
        resolve();
      };
      const timer = setTimeout(over, ms);
      interrupt = over;
      if (woken || stopping) over();
    });
  }

  return {
    start() {
      if (running) return;
      running = true;
      stopping = false;
      loop = run();
    },
    wake() {
      woken = true;
      interrupt?.();
    },
    async drain() {
      let total = 0;
      for (;;) {
        const { size, ended } = await claimBatch();
        await ended;
        if (size === 0) return total;
        total += size;
      }
    },
    async stop() {
      stopping = true;
      interrupt?.();
      await loop;
      running = false;
    },
  };
}
