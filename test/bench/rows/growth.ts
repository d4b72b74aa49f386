import type { Pool } from 'mysql2/promise';
import { listReviews } from '../../../server/use-cases/review/list-reviews';
import { percentile } from '../core/figures';
import type { Bench } from '../core/race';
import { copyOf, forEachSpan } from '../world/copies';
import { MEMBER, pending } from '../world/later-states';
import { openSeason } from '../world/people';
import { openPool } from '../world/plain';
import { openProduct, type Product } from '../world/product';

// The same questions on few and on many rows: a claim of due jobs, and the first page of a reviewer's queue.

const FEW = 10_000;
const MANY = 200_000;
const MOST = 1_000_000;
const ASKED = 100;
const PAGE = 20;
/** Registrations that wait at the reviewer's site, with few rows and with many. */
const WAITING = 60;
/** How a copy of a registration differs: at 400 other sites, a quarter each paid, approved, draft and pending. */
const COPIED = {
  id: "CONCAT('copy-', b.n)",
  account_id: "CONCAT('account-', b.n)",
  state: "ELT(1 + b.n % 4, 'paid', 'approved', 'draft', 'pending')",
  site_code: "CONCAT('4', LPAD(b.n % 400, 5, '0'))",
  live_key: "CONCAT('live-', b.n)",
  live_document_key: "CONCAT('document-', b.n)",
  document_key: "CONCAT('document-', b.n)",
  photo_id: 'NULL',
};
/** Jobs of a registration: done long ago, and planned for later. */
const DONE_ROWS = 2;
const LATER_ROWS = 2;

export async function measureGrowth(bench: Bench): Promise<void> {
  const target = await bench.newTarget(WAITING);
  const product = await openProduct(target);
  const pool = openPool(target.databaseUrl, 2);
  try {
    const season = await openSeason(product.context);
    await product.context.unitOfWork.run((tx) => tx.staff.replaceAll([MEMBER]));
    await pending(product.context, { season, count: WAITING });
    const [few, many] = bench.quick ? [1_000, 5_000] : [FEW, bench.long ? MOST : MANY];
    await grow(pool, { from: 0, to: few });
    const before = await ask(bench, product);
    await grow(pool, { from: few, to: many });
    const after = await ask(bench, product);
    const note = bench.long || bench.quick ? '' : ' (1M with --long)';
    for (const [name, what] of [
      ['claim', 'claim of 100 due jobs, p99'],
      ['page', "a reviewer's first page, p99"],
    ] as const) {
      const shown = (values: number[]): string =>
        `p99 ${percentile(values, 0.99).toFixed(1)} ms, p50 ${percentile(values, 0.5).toFixed(1)} ms`;
      const ratio = percentile(after[name], 0.99) / percentile(before[name], 0.99);
      bench.report.lines.push({
        row: 'growth',
        what: `${what}: ${few} -> ${many} registrations${note}`,
        clients: null,
        against: `with ${few}`,
        value: { median: ratio, low: ratio, high: ratio },
        unit: 'x',
        floor: 1.5,
        goal: 1.1,
        lower: true,
        detail: `${shown(after[name])} : ${shown(before[name])}`,
      });
    }
  } finally {
    await pool.end();
    await product.close();
  }
}

async function ask(bench: Bench, product: Product): Promise<{ claim: number[]; page: number[] }> {
  const { context, storage } = product;
  const times = { claim: [] as number[], page: [] as number[] };
  const asked = bench.quick ? 20 : ASKED;
  for (let count = 0; count < asked + 5; count += 1) {
    await context.unitOfWork.run((tx) =>
      tx.outbox.add(
        Array.from({ length: 100 }, () => {
          const id = context.newId();
          const payload = { registrationId: id };
          const at = Date.now() - 1;
          return {
            id,
            topic: 'bench.due',
            key: id,
            payload,
            secret: null,
            group: null,
            dueAt: at,
            createdAt: at,
          };
        }),
      ),
    );
    const started = performance.now();
    const claimed = await storage.queue.claim({ owner: 'b', now: Date.now(), leaseMs: 60_000, limit: 100 });
    if (count >= 5) times.claim.push(performance.now() - started);
    if (claimed.length !== 100) throw new Error(`${claimed.length} of 100 due rows were claimed`);
    await storage.queue.complete(claimed, Date.now());
    const looked = performance.now();
    const listed = await listReviews(context, {
      member: MEMBER,
      locale: 'zh-CN',
      after: null,
      pageSize: PAGE,
    });
    if (count >= 5) times.page.push(performance.now() - looked);
    if (listed.reviews.length !== PAGE) throw new Error(`${listed.reviews.length} of ${PAGE} rows listed`);
  }
  return times;
}

/** Copies of a waiting registration in other states and at other sites, each with its subject and its jobs. */
async function grow(pool: Pool, span: { from: number; to: number }): Promise<void> {
  const statements = [
    await copyOf(pool, 'registrations', { changed: COPIED }),
    await copyOf(pool, 'registration_subjects', { changed: { registration_id: "CONCAT('copy-', b.n)" } }),
    ...Array.from({ length: DONE_ROWS + LATER_ROWS }, (_, job) => copiedJob(job)),
  ];
  await forEachSpan(pool, span, async () => {
    for (const statement of statements) await pool.query(statement);
  });
  await pool.query('ANALYZE TABLE registrations, outbox');
}

function copiedJob(job: number): string {
  const done = job < DONE_ROWS;
  const at = Date.now() + (done ? -86_400_000 : 86_400_000);
  return `INSERT INTO outbox (id, topic, dedup_key, payload, group_key, due_at, open_due_at, attempts, created_at, done_at)
     SELECT CONCAT('copy-', n, '-${job}'), 'reminder.due', CONCAT('copy-', n, '-${job}'), '{}', CONCAT('due:', n),
       ${at} + n, ${done ? 'NULL' : `${at} + n`}, ${done ? 1 : 0}, ${at}, ${done ? at : 'NULL'} FROM bench_numbers`;
}
