import { DONE } from '../../../server/worker/handler';
import { createOutboxWorker } from '../../../server/worker/outbox-worker';
import type { Burst, Contestants, Running, Target } from '../core/contestant';
import { seat } from '../core/child';
import { percentile } from '../core/figures';
import type { Bench } from '../core/race';
import { figure } from '../core/report';
import { openProduct } from '../world/product';
import { QUIET } from './jobs';

// A thousand reminders come due each second, spread evenly: how long after its instant is each one begun?

const PER_SECOND = 1_000;
const AHEAD_MS = 2_000;
const AT_ONCE = 1_000;
const QUICK_SECONDS = 2;
const SECONDS = 8;

export const contestants: Contestants = { product };

export async function measureLateness(bench: Bench): Promise<void> {
  const one = await seat({
    file: __filename,
    name: 'lateness',
    contestant: 'product',
    target: await bench.newTarget(0),
  });
  try {
    const rounds: Burst[] = [];
    const seconds = bench.quick ? QUICK_SECONDS : SECONDS;
    for (let round = 0; round < Math.min(2, bench.rounds); round += 1) {
      rounds.push(await one.burst(seconds * 1_000));
    }
    const of = (name: string): number[] => rounds.map((round) => round.extra?.[name] ?? NaN);
    const missing = rounds.filter((round) => round.done !== seconds * PER_SECOND);
    if (missing.length > 0) bench.report.remarks.push('lateness: not every reminder ran once');
    bench.report.lines.push(
      figure({
        row: 'lateness',
        what: `reminders at ${PER_SECOND}/s, begun after their instant, p99`,
        unit: 'ms',
        values: of('p99Ms'),
        floor: 50,
        detail: `p50 ${of('p50Ms').join(', ')} ms, one worker`,
      }),
    );
  } finally {
    await one.close();
  }
}

async function product(target: Target): Promise<Running> {
  const { context, storage, close } = await openProduct(target);
  return {
    burst: async (ms): Promise<Burst> => {
      const count = (ms / 1_000) * PER_SECOND;
      const rows = Array.from({ length: count }, () => context.newId());
      const from = Date.now() + AHEAD_MS + count / 5;
      const dueAt = (index: number): number => Math.floor(from + (index * 1_000) / PER_SECOND);
      for (let first = 0; first < count; first += AT_ONCE) {
        const page = rows.slice(first, first + AT_ONCE).map((id, index) => ({
          id,
          topic: 'bench.due',
          key: id,
          payload: { registrationId: id },
          secret: null,
          group: null,
          dueAt: dueAt(first + index),
          createdAt: from,
        }));
        await context.unitOfWork.run((tx) => tx.outbox.add(page));
      }
      const late: number[] = [];
      if (Date.now() > from) throw new Error('the rows were due before they were stored');
      const worker = createOutboxWorker({
        queue: storage.queue,
        handlers: {
          'bench.due': async (row) => {
            late.push(Date.now() - row.dueAt);
            return DONE;
          },
        },
        clock: context.clock,
        logger: QUIET,
        owner: 'bench',
      });
      worker.start();
      while (Date.now() < from + ms + 5_000 && late.length < count) await pause(50);
      await worker.stop();
      return {
        done: late.length,
        extra: { p50Ms: percentile(late, 0.5), p99Ms: percentile(late, 0.99) },
      };
    },
    close,
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
