import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { callbackHandlers } from '../worker/handlers/callbacks';
import { chatHandlers, chatLeases } from '../worker/handlers/chat';
import { deskHandlers } from '../worker/handlers/desk';
import { ownerHandlers } from '../worker/handlers/owners';
import { paymentHandlers } from '../worker/handlers/payments';
import { peopleHandlers } from '../worker/handlers/people';
import { recordHandlers } from '../worker/handlers/records';
import { reviewHandlers } from '../worker/handlers/review';
import { seasonHandlers } from '../worker/handlers/seasons';
import { staffHandlers } from '../worker/handlers/staff';
import { supportHandlers } from '../worker/handlers/support';
import { timeHandlers } from '../worker/handlers/time';
import type { Metrics } from '../http/metrics';
import type { NoticeContext } from '../use-cases/payments/apply-pay-notice';
import type { Handler, Handlers } from '../worker/handler';
import { createOutboxWorker, type OutboxWorker } from '../worker/outbox-worker';
import type { Foundation } from './foundation';

/** The worker of this process with every topic it can handle. */
export function createWorker({ storage, context }: Foundation, options: WorkerOptions): OutboxWorker {
  return createOutboxWorker({
    queue: storage.queue,
    leases: chatLeases,
    handlers: counted(allHandlers({ ...context, merchant: options.merchant }), options.metrics),
    clock: context.clock,
    logger: context.logger,
    owner: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
  });
}

interface WorkerOptions {
  merchant: NoticeContext['merchant'];
  metrics: Metrics;
}

function allHandlers(context: Foundation['context'] & Pick<NoticeContext, 'merchant'>): Handlers {
  return {
    ...chatHandlers(context),
    ...callbackHandlers(context),
    ...deskHandlers(context),
    ...ownerHandlers(context),
    ...paymentHandlers(context),
    ...peopleHandlers(context),
    ...recordHandlers(context),
    ...reviewHandlers(context),
    ...seasonHandlers(context),
    ...staffHandlers(context),
    ...supportHandlers(context),
    ...timeHandlers(context),
  };
}

/** Counts each run by topic and outcome. */
function counted(handlers: Handlers, metrics: Metrics): Handlers {
  const entries = Object.entries(handlers).map(([topic, handler]): [string, Handler] => [
    topic,
    async (message) => {
      const handled = await handler(message).catch((error: unknown) => {
        metrics.countHandled({ topic, outcome: 'failed' });
        throw error;
      });
      metrics.countHandled({ topic, outcome: handled.kind });
      return handled;
    },
  ]);
  return Object.fromEntries(entries);
}
