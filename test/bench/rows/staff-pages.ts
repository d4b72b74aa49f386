import { percentile } from '../core/figures';
import type { Bench } from '../core/race';
import { figure } from '../core/report';
import { nthResidentId } from '../../support/ids';
import { COMPLETE } from '../../support/situations';
import { openPool } from '../world/plain';
import { growOffice, growQueue, openOffice, type Office } from '../world/office';

// Whole pages of the staff as a browser gets them, on few and on many registrations, of which 20,000 wait at the reviewer's own
// site: the product in this process, MariaDB and Redis beside it, one page after the other.

const FEW = 10_000;
const MANY = 1_000_000;
const QUICK = { few: 2_000, many: 100_000 };
const ASKED = 60;
/** Asked before anything is measured. */
const WARM = 8;
const LIMIT_MS = 1_000;
const GOAL_MS = 200;
/** A server that carries a province has memory for the pages it needs; with the usual 128 MB the disk is measured. */
const BUFFER_BYTES = 1_073_741_824;

/** One page: who asks for it, and what is done there. */
interface PageRow {
  as: keyof Office['visitors'];
  path(office: Office, count: number): string;
  /** What is done on that page, in place of the page itself. */
  act?: { name: string; form: Record<string, string> };
  status?: number;
  /** Pushed on the product's clock before each. */
  pauseMs?: number;
}

/** Of one of those who wait. */
const LAST_FOUR = nthResidentId(1).slice(-4);

const PAGES: Record<string, PageRow> = {
  'review list': { as: 'reviewer', path: () => '/staff/reviews' },
  'review page': { as: 'reviewer', path: ({ shown }, count) => `/staff/reviews/${nth(shown, count)}` },
  'photo wall': { as: 'reviewer', path: () => '/staff/wall' },
  decision: {
    as: 'reviewer',
    path: ({ spare }) => `/staff/reviews/${spare.pop() ?? 'none'}`,
    act: { name: 'decision', form: { outcome: 'approve', revision: '1', round: '1' } },
    status: 303,
  },
  audit: { as: 'administrator', path: () => '/staff/audit' },
  // What nobody did: an act that is found nowhere must not be looked for everywhere.
  'audit search': { as: 'administrator', path: () => '/staff/audit?action=nothing.done' },
  'support list': { as: 'support', path: () => '/staff/support' },
  conversation: { as: 'support', path: ({ handoffs }, count) => `/staff/support/${nth(handoffs, count)}` },
  search: {
    as: 'support',
    path: () => '/staff/search',
    act: { name: '', form: { way: 'document', name: String(COMPLETE.name), number: LAST_FOUR } },
    // Thirty are allowed in ten minutes.
    pauseMs: 21_000,
  },
};

export async function measureStaffPages(bench: Bench): Promise<void> {
  const { few, many } = bench.quick ? QUICK : { few: FEW, many: MANY };
  const asked = bench.quick ? 20 : ASKED;
  const small = await openGrown(bench, { to: few, asked });
  const large = await openGrown(bench, { to: many, asked, longQueue: true });
  try {
    for (const [name, row] of Object.entries(PAGES)) {
      const times = await askBoth({ small: small.office, large: large.office }, row, asked);
      addLines(bench, { name, few, many, ...times, filling: large.filling });
    }
  } finally {
    await small.office.close();
    await large.office.close();
  }
}

async function openGrown(
  bench: Bench,
  { to, asked, longQueue = false }: { to: number; asked: number; longQueue?: boolean },
): Promise<{ office: Office; filling: string }> {
  const { databaseUrl, redisUrl } = await bench.newTarget(0);
  const pool = openPool(databaseUrl, 2);
  try {
    await pool.query(`SET GLOBAL innodb_buffer_pool_size = ${BUFFER_BYTES}`);
    const office = await openOffice({ databaseUrl, redisUrl, spare: asked + WARM });
    const started = Date.now();
    await growOffice(pool, to);
    if (longQueue) await growQueue(pool);
    return { office, filling: `${to} filled in ${Math.round((Date.now() - started) / 1_000)} s` };
  } finally {
    await pool.end();
  }
}

/** In turn on few and on many, so that a busy moment of the machine meets both. */
async function askBoth(
  { small, large }: { small: Office; large: Office },
  row: PageRow,
  asked: number,
): Promise<{ before: number[]; after: number[] }> {
  const [before, after]: [number[], number[]] = [[], []];
  for (let count = 0; count < asked + WARM; count += 1) {
    for (const [office, times] of [
      [small, before],
      [large, after],
    ] as const) {
      // Pages are allowed so many times a minute.
      if (count % 60 === 0) office.stage.clock.at += 61_000;
      const ms = await ask(office, row, count);
      if (count >= WARM) times.push(ms);
    }
  }
  return { before, after };
}

async function ask(office: Office, row: PageRow, count: number): Promise<number> {
  const { as, path, act, status = 200, pauseMs = 0 } = row;
  office.stage.clock.at += pauseMs;
  const { cookie, csrf } = office.visitors[as];
  const url = office.stage.publicUrl + path(office, count);
  const send = (target: string, body?: URLSearchParams): Promise<Response> =>
    fetch(target, { redirect: 'manual', headers: { Cookie: cookie }, ...(body && { method: 'POST', body }) });
  // Whoever approves has looked at it.
  if (act) await (await send(url)).arrayBuffer();
  const started = performance.now();
  const answer = await (act
    ? send(act.name === '' ? url : `${url}/${act.name}`, new URLSearchParams({ csrf, ...act.form }))
    : send(url));
  await answer.arrayBuffer();
  const took = performance.now() - started;
  if (answer.status !== status) throw new Error(`${path(office, count)} answered ${answer.status}`);
  return took;
}

function addLines(
  { report }: Bench,
  row: { name: string; few: number; many: number; before: number[]; after: number[]; filling: string },
): void {
  const { name, few, many, before, after, filling } = row;
  const [then, now] = [percentile(before, 0.95), percentile(after, 0.95)];
  const shown = (values: number[]): string =>
    `p95 ${percentile(values, 0.95).toFixed(1)} ms, p50 ${percentile(values, 0.5).toFixed(1)} ms`;
  report.lines.push(
    figure({
      row: 'staff-pages',
      what: `${name}, p95 at ${many} registrations`,
      unit: 'ms',
      values: [now],
      floor: LIMIT_MS,
      goal: GOAL_MS,
      detail: `${shown(after)}; ${filling}`,
    }),
    figure({
      row: 'staff-pages',
      what: `${name}: ${few} -> ${many} registrations, p95`,
      against: `with ${few}`,
      unit: 'x',
      values: [now / then],
      floor: 1.5,
      goal: 1.1,
      detail: `${shown(after)} : ${shown(before)}`,
    }),
  );
}

function nth(all: readonly string[], count: number): string {
  return all[count % all.length] ?? 'none';
}
