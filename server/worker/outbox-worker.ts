import type { Clock } from '../../shared/domain/time';
import type { Logger } from '../use-cases/ports/logger';
import type { ClaimedMessage, OutboxQueue } from '../use-cases/ports/messaging';
import { StorageUnavailableError } from '../use-cases/ports/storage-errors';
import { DONE, type Handled, type Handlers } from './handler';
import { judgeError, MAX_ATTEMPTS, pauseMs } from './retry-policy';

export interface OutboxWorkerOptions {
  queue: OutboxQueue;
  handlers: Handlers;
  clock: Clock;
  logger: Logger;
  /** Name of this process among all workers. */
  owner: string;
  /** How long a claimed row is ours before others may take it. */
  leaseMs?: number;
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

/** Rows are marked done in groups of this size: a killed process repeats at most one group. */
const GROUP = 50;

/**
 * Runs stored messages and jobs: claims due rows with a lease and a fencing token, works on them, marks them. Any number
 * of workers share one table; a worker paused longer than its lease neither begins a row nor writes the end of one.
 */
export function createOutboxWorker(options: OutboxWorkerOptions): OutboxWorker {
  const { queue, clock, logger } = options;
  const { leaseMs = 60_000, pollMs = 200, batch = 100, concurrency = 8 } = options;
  let running = false;
  let stopping = false;
  let loop: Promise<void> = Promise.resolve();
  let interrupt: (() => void) | null = null;

  async function round(): Promise<number> {
    const claimedAt = clock.now();
    const rows = await queue.claim({ owner: options.owner, now: claimedAt, leaseMs, limit: batch });
    if (rows.length === 0) return 0;
    const finished: ClaimedMessage[] = [];
    const waiting = [...rows];
    const runners = Array.from({ length: Math.min(concurrency, rows.length) }, async () => {
      for (let row = waiting.shift(); row; row = waiting.shift()) {
        if (stopping) await giveBack(row);
        else if (await isStillOurs(row, claimedAt)) {
          if (await settle(row)) finished.push(row);
          if (finished.length >= GROUP) await complete(finished.splice(0));
        }
      }
    });
    // One slow row must not let the lease of those that are done run out: somebody else would do them again.
    const marking = setInterval(() => {
      complete(finished.splice(0)).catch(logFailedRound);
    }, leaseMs / 4);
    const ends = await Promise.allSettled(runners).finally(() => clearInterval(marking));
    await complete(finished);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    return rows.length;
  }

  /** A row that waited long, or a process that was frozen: asked before the work begins, since its effects cannot be undone. */
  async function isStillOurs(row: ClaimedMessage, claimedAt: number): Promise<boolean> {
    const now = clock.now();
    return now - claimedAt < leaseMs / 4 || queue.renew(row, now + leaseMs);
  }

  /** Left for another worker at once: a welcome code would not outlive the lease. */
  async function giveBack(row: ClaimedMessage): Promise<void> {
    await queue.retry(row, row.dueAt, 'worker.stopped');
  }

  async function complete(rows: ClaimedMessage[]): Promise<void> {
    if (rows.length > 0) await queue.complete(rows, clock.now());
  }

  /** True when the row is done and only has to be marked. */
  async function settle(row: ClaimedMessage): Promise<boolean> {
    const startedAt = clock.now();
    const handled = await handle(row);
    if (handled.kind === 'done') return true;
    const line = { outboxId: row.id, topic: row.topic, code: handled.code, attempt: row.attempts };
    const spent = row.attempts >= MAX_ATTEMPTS && !(handled.kind === 'later' && handled.keep);
    if (handled.kind === 'dead' || spent) {
      logger.error('outbox.parked', line);
      await queue.park(row, clock.now(), handled.code);
      return false;
    }
    logger.warn('outbox.postponed', line);
    const dueAt = handled.dueAt ?? startedAt + pauseMs(row.attempts, spreadOf(row.id));
    await queue.retry(row, dueAt, handled.code);
    return false;
  }

  async function handle(row: ClaimedMessage): Promise<Handled> {
    const handler = options.handlers[row.topic];
    if (!handler) return { kind: 'dead', code: 'outbox.unknown_topic' };
    const renewal = setInterval(() => {
      void queue.renew(row, clock.now() + leaseMs).catch(() => false);
    }, leaseMs / 2);
    try {
      return (await handler(row)) ?? DONE;
    } catch (error) {
      const handled = judgeError(error, clock.now());
      if (handled.kind === 'later' && handled.code === 'INTERNAL') {
        logger.error('outbox.failed', { outboxId: row.id, topic: row.topic, attempt: row.attempts, error });
      }
      return handled;
    } finally {
      clearInterval(renewal);
    }
  }

  async function run(): Promise<void> {
    while (!stopping) {
      const worked = await round().catch((error: unknown) => {
        logFailedRound(error);
        return 0;
      });
      if (worked < batch && !stopping) await pause();
    }
  }

  function logFailedRound(error: unknown): void {
    const code = error instanceof StorageUnavailableError ? error.code : 'INTERNAL';
    logger.error('outbox.round_failed', { code, error });
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
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
      interrupt?.();
    },
    async drain() {
      let total = 0;
      for (let worked = await round(); worked > 0; worked = await round()) total += worked;
      return total;
    },
    async stop() {
      stopping = true;
      interrupt?.();
      await loop;
      running = false;
    },
  };
}

/** A number from 0 to 1 that is always the same for one row. */
function spreadOf(id: string): number {
  let sum = 0;
  for (const sign of id) sum = (sum * 31 + sign.charCodeAt(0)) % 1000;
  return sum / 1000;
}
