import type { Clock } from '../../shared/domain/time';
import type { Logger } from '../use-cases/ports/logger';
import type { ClaimedMessage, OutboxQueue } from '../use-cases/ports/messaging';
import { DONE, type Handled, type Handlers } from './handler';
import { judgeError, MAX_ATTEMPTS, pauseMs } from './retry-policy';

interface RowRunnerOptions {
  queue: OutboxQueue;
  handlers: Handlers;
  clock: Clock;
  logger: Logger;
  /** How long a claimed row is ours; renewed while its handler runs. */
  leaseOf(row: ClaimedMessage): number;
}

/**
 * Runs the handler of one row, and stores how it ended where that is another try or the end of all tries. True when the row is
 * done and only has to be marked.
 */
export function createRowRunner(options: RowRunnerOptions): (row: ClaimedMessage) => Promise<boolean> {
  const { queue, handlers, clock, logger, leaseOf } = options;
  return runRow;

  async function runRow(row: ClaimedMessage): Promise<boolean> {
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
    const handler = handlers[row.topic];
    if (!handler) return { kind: 'dead', code: 'outbox.unknown_topic' };
    const lease = leaseOf(row);
    const renewal = setInterval(() => {
      void queue.renew(row, clock.now() + lease).catch(() => false);
    }, lease / 2);
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
}

/** A number from 0 to 1 that is always the same for one row. */
function spreadOf(id: string): number {
  let sum = 0;
  for (const sign of id) sum = (sum * 31 + sign.charCodeAt(0)) % 1000;
  return sum / 1000;
}
