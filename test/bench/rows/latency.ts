import path from 'node:path';
import { seat, type Seat } from '../core/child';
import type { LoadResult } from '../core/load-process';
import type { Bench } from '../core/race';
import { figure } from '../core/report';

// Requests arrive at their own instants, whether earlier ones are answered or not, at half of what the server can do.

const WAYS = [
  {
    what: 'chat turn, durable change',
    file: 'chat-turn.ts',
    contestants: ['product, change', 'node:http + commit'],
  },
  { what: 'save a step (API)', file: 'save-step.ts', contestants: ['product', 'node:http + its rows'] },
] as const;

const SUPPLY = 1_920;
const CLIENTS = 64;
const OPEN_MS = 5_000;

export async function measureLatency(bench: Bench): Promise<void> {
  for (const { what, file, contestants } of WAYS) {
    const full = path.join(__dirname, file);
    for (const contestant of contestants) {
      const one = await seat({
        file: full,
        name: contestant,
        contestant,
        target: await bench.newTarget(SUPPLY),
      });
      try {
        addLines(bench, { what, contestant, ...(await measure(bench, full, one)) });
      } finally {
        await one.close();
      }
    }
  }
}

async function measure(
  bench: Bench,
  file: string,
  one: Seat,
): Promise<{ rate: number; answered: LoadResult }> {
  const load = (ms: number, perSecond?: number): Promise<LoadResult> =>
    bench.load.run({ file, port: one.port ?? 0, plan: one.plan, clients: CLIENTS, ms, perSecond });
  await one.reset();
  await load(bench.warmMs);
  const { ok, elapsedMs } = await load(bench.burstMs);
  const rate = Math.max(1, Math.floor((ok / elapsedMs) * 500));
  await one.reset();
  const answered = await load(bench.quick ? 1_000 : OPEN_MS, rate);
  const kept = await one.kept();
  if (answered.other > 0) bench.report.remarks.push(`latency, ${one.name}: ${answered.firstOther}`);
  if (kept !== null && kept !== answered.ok) {
    bench.report.remarks.push(`latency, ${one.name}: ${answered.ok} acknowledged, ${kept} kept`);
  }
  return { rate, answered };
}

function addLines(
  { report }: Bench,
  row: { what: string; contestant: string; rate: number; answered: LoadResult },
): void {
  const { what, contestant, rate, answered } = row;
  for (const [name, value] of [
    ['p50', answered.p50Ms],
    ['p99', answered.p99Ms],
  ] as const) {
    report.lines.push(
      figure({
        row: 'latency',
        what: `${what}, ${name}`,
        against: contestant,
        unit: 'ms',
        values: [value],
        detail: `open loop at ${rate}/s, half of its capacity; ${answered.ok} answers`,
      }),
    );
  }
}
