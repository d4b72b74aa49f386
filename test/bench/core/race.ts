import { seat, type Load, type Seat } from './child';
import { shuffled, spreadOf } from './figures';
import type { Line, Report } from './report';
import type { Target } from './contestant';

/** How long and how often, and where. */
export interface Bench {
  rounds: number;
  burstMs: number;
  warmMs: number;
  clients: readonly number[];
  load: Load;
  report: Report;
  quick: boolean;
  long: boolean;
  /** An empty database with the product's schema and an empty Redis, for one contestant. */
  newTarget(supply: number): Promise<Target>;
}

export interface Mark {
  against: string;
  floor: number | null;
  goal: number | null;
}

export interface Race {
  row: string;
  what: string;
  file: string;
  /** The product's contestant. */
  ours: string;
  marks: Mark[];
  /** All others. The reference named in the first mark runs a second time under another name. */
  others: string[];
  supply: number;
  /** Numbers of clients, where one of them says enough. */
  clients?: readonly number[];
  /** What is compared: requests a second, or work without requests a CPU second or a second. */
  by: 'requests' | 'cpu' | 'time';
}

interface Sample {
  name: string;
  rate: number;
  cpuMicros: number;
  p99Ms: number;
}

const NOISE = 0.15;

/** Lets contestants run in shuffled rounds and adds a line for each mark. */
export async function race(bench: Bench, plan: Race): Promise<void> {
  const reference = plan.marks[0]?.against ?? '';
  const entries = [plan.ours, ...plan.others].map((name) => ({ name, contestant: name }));
  if (reference) entries.push({ name: `${reference} again`, contestant: reference });
  const seats: Seat[] = [];
  try {
    for (const { name, contestant } of entries) {
      seats.push(
        await seat({ file: plan.file, name, contestant, target: await bench.newTarget(plan.supply) }),
      );
    }
    for (const clients of plan.by === 'requests' ? (plan.clients ?? bench.clients) : [null]) {
      const rounds = await roundsOf(bench, { plan, seats, clients });
      addLines(bench.report, { plan, rounds, clients, reference });
    }
  } finally {
    for (const one of seats) await one.close();
  }
}

async function roundsOf(
  bench: Bench,
  { plan, seats, clients }: { plan: Race; seats: Seat[]; clients: number | null },
): Promise<Sample[][]> {
  for (const one of seats) await sample(bench, { plan, seat: one, clients, ms: bench.warmMs });
  const rounds: Sample[][] = [];
  for (let round = 0; round < bench.rounds; round += 1) {
    const samples: Sample[] = [];
    for (const one of shuffled(seats)) {
      samples.push(await sample(bench, { plan, seat: one, clients, ms: bench.burstMs }));
    }
    rounds.push(samples);
    bench.report.raw.push({ row: plan.row, clients, round, samples });
  }
  return rounds;
}

async function sample(
  bench: Bench,
  { plan, seat: one, clients, ms }: { plan: Race; seat: Seat; clients: number | null; ms: number },
): Promise<Sample> {
  await one.reset();
  const before = await one.cpu();
  if (clients === null || one.port === null) {
    const from = performance.now();
    const { done } = await one.burst(ms);
    const micros = (performance.now() - from) * 1_000;
    const cpuMicros = (await one.cpu()) - before;
    const rate = (done / (plan.by === 'cpu' ? cpuMicros : micros)) * 1e6;
    return { name: one.name, rate, cpuMicros: cpuMicros / done, p99Ms: 0 };
  }
  const answered = await bench.load.run({ file: plan.file, port: one.port, plan: one.plan, clients, ms });
  const cpuMicros = (await one.cpu()) - before;
  await check(bench.report, { plan, seat: one, answered });
  const { ok, elapsedMs, p99Ms } = answered;
  return { name: one.name, rate: (ok / elapsedMs) * 1000, cpuMicros: cpuMicros / Math.max(1, ok), p99Ms };
}

/** Rows kept = requests acknowledged, and every answer 2xx. */
async function check(
  { remarks }: Report,
  {
    plan,
    seat: one,
    answered,
  }: { plan: Race; seat: Seat; answered: { ok: number; other: number; firstOther: string | null } },
): Promise<void> {
  const kept = await one.kept();
  const where = `${plan.row}, ${one.name}`;
  if (answered.other > 0)
    remarks.push(`${where}: ${answered.other} answers not 2xx, first ${answered.firstOther}`);
  if (answered.ok === 0) remarks.push(`${where}: nothing was answered`);
  if (kept !== null && kept !== answered.ok)
    remarks.push(`${where}: ${answered.ok} acknowledged, ${kept} kept`);
}

function addLines(
  report: Report,
  {
    plan,
    rounds,
    clients,
    reference,
  }: { plan: Race; rounds: Sample[][]; clients: number | null; reference: string },
): void {
  const of = (round: Sample[], name: string): Sample | undefined => round.find((one) => one.name === name);
  const ratios = (above: string, below: string): number[] =>
    rounds.map((round) => (of(round, above)?.rate ?? NaN) / (of(round, below)?.rate ?? NaN));
  const middle = (name: string, pick: (one: Sample) => number): number =>
    spreadOf(rounds.flatMap((round) => of(round, name) ?? []).map(pick)).median;
  const about = (name: string): string =>
    `${Math.round(middle(name, (one) => one.rate))}/s ${Math.round(middle(name, (one) => one.cpuMicros))}us`;

  for (const { against, floor, goal } of plan.marks) {
    const line: Line = {
      row: plan.row,
      what: plan.what,
      clients,
      against,
      value: spreadOf(ratios(plan.ours, against)),
      unit: 'x',
      floor,
      goal,
      detail: `${about(plan.ours)} : ${about(against)}`,
    };
    report.lines.push(line);
  }
  if (!reference) return;
  const twin = spreadOf(ratios(`${reference} again`, reference)).median;
  if (Math.abs(twin - 1) > NOISE) {
    const at = clients === null ? '' : ` at ${clients} clients`;
    report.remarks.push(
      `${plan.row}${at}: the same reference twice differs by ${Math.round((twin - 1) * 100)} %; noise`,
    );
  }
}
