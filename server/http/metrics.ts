import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Clock } from '../../shared/domain/time';
import type { OutboxQueue } from '../use-cases/ports/messaging';

export type CallbackVerdict = 'stored' | 'repeat' | 'refused' | 'broken';

export interface Metrics {
  observeRequest(request: { route: string; status: number; seconds: number }): void;
  countCallback(callback: { kind: string; verdict: CallbackVerdict }): void;
  /** One run of a stored job or message, by its topic and what became of it. */
  countHandled(handled: { topic: string; outcome: string }): void;
  contentType: string;
  text(): Promise<string>;
}

export interface MetricsSources {
  queue: OutboxQueue;
  clock: Clock;
  /** When the oldest audit event was written that is not chained yet; null when there is none. */
  unsealedSince(): Promise<number | null>;
}

/** Numbers for operators. Labels are patterns and codes, never values of people. */
export function createMetrics({ queue, clock, unsealedSince }: MetricsSources): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  const requests = new Histogram({
    name: 'ncre_http_request_seconds',
    help: 'Requests by route and status.',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const callbacks = new Counter({
    name: 'ncre_callbacks_total',
    help: 'Callbacks of the platforms by kind and verdict.',
    labelNames: ['kind', 'verdict'],
    registers,
  });
  const handled = new Counter({
    name: 'ncre_outbox_handled_total',
    help: 'Runs of stored jobs and messages by topic and outcome.',
    labelNames: ['topic', 'outcome'],
    registers,
  });
  const outbox = new Gauge({
    name: 'ncre_outbox_rows',
    help: 'Stored jobs and messages that wait, and those given up.',
    labelNames: ['state'],
    registers,
    async collect() {
      // While the database is away the page still tells the rest.
      const stats = await queue.stats(clock.now()).catch(() => null);
      if (!stats) return this.reset();
      this.set({ state: 'waiting' }, stats.waiting);
      this.set({ state: 'parked' }, stats.parked);
      overdue.set(stats.overdueMs / 1000);
    },
  });
  const overdue = new Gauge({
    name: 'ncre_outbox_overdue_seconds',
    help: 'How late the oldest due row is.',
    registers,
  });
  new Gauge({
    name: 'ncre_audit_unsealed_seconds',
    help: 'Age of the oldest audit event that is not chained yet.',
    registers,
    async collect() {
      const since = await unsealedSince().catch(() => undefined);
      // While the database is away the last look stands.
      if (since === undefined) return;
      this.set(since === null ? 0 : Math.max(0, clock.now() - since) / 1000);
    },
  });
  return {
    observeRequest: ({ route, status, seconds }) =>
      requests.observe({ route, status: String(status) }, seconds),
    countCallback: (labels) => callbacks.inc(labels),
    countHandled: (labels) => handled.inc(labels),
    contentType: registry.contentType,
    text: async () => {
      // Gauges are collected side by side: the rows first, so that the age is of the same look.
      await outbox.get();
      return registry.metrics();
    },
  };
}
