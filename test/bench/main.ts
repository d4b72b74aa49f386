import { writeFileSync } from 'node:fs';
import { migrate } from '../../server/persistence/migrate';
import { createDatabase, startMariadb } from '../support/mariadb';
import { emptyRedis, startRedis } from '../support/redis';
import { startLoad } from './core/child';
import { readOptions, type Options } from './core/options';
import { installPeers } from './core/peers';
import type { Bench } from './core/race';
import { tableOf, verdictOf, type Report } from './core/report';
import { ROWS } from './rows';

// npm run bench [-- --only NAME[,NAME]] [--quick] [--long] [--json FILE]: the product beside its limits and its peers.

async function main(options: Options): Promise<void> {
  installPeers();
  const report: Report = { lines: [], remarks: [], raw: [] };
  if (options.quick) report.remarks.push('--quick: the figures only show that everything runs');
  const [mariadb, redis] = await Promise.all([startMariadb(), startRedis()]);
  const load = await startLoad();
  let databases = 0;
  const bench: Bench = {
    ...(options.quick
      ? { rounds: 1, burstMs: 300, warmMs: 100 }
      : { rounds: 5, burstMs: 2_000, warmMs: 1_000 }),
    quick: options.quick,
    long: options.long,
    clients: [16, 64],
    load,
    report,
    newTarget: async (supply) => {
      databases += 1;
      const databaseUrl = await createDatabase(mariadb.url, `bench_${databases}`);
      await migrate({ databaseUrl });
      const redisUrl = await emptyRedis(redis.url, databases % 16);
      return { databaseUrl, redisUrl, supply: options.quick ? Math.min(supply, 384) : supply };
    },
  };
  try {
    for (const [name, run] of Object.entries(ROWS)) {
      if (options.only.length > 0 && !options.only.includes(name)) continue;
      console.error(`${name} ...`);
      await run(bench).catch((error: unknown) => {
        report.remarks.push(`${name} did not run: ${error instanceof Error ? error.message : String(error)}`);
        process.exitCode = 1;
      });
    }
  } finally {
    await load.close();
    await Promise.all([mariadb.stop(), redis.stop()]);
  }
  console.log(tableOf(report));
  if (options.json) writeFileSync(options.json, JSON.stringify(asJson(report), null, 2));
}

function asJson(report: Report): object {
  const lines = report.lines.map((line) => ({ ...line, result: verdictOf(line) }));
  return { node: process.version, at: new Date().toISOString(), ...report, lines };
}

const options = readOptions(process.argv.slice(2), Object.keys(ROWS));
if (typeof options === 'string') {
  console.error(options);
  process.exitCode = 2;
} else {
  main(options).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
