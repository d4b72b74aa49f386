import type { DataSource } from 'typeorm';
import { createDataSource, type StorageTarget } from './data-source';
import { MIGRATIONS } from './migrations/migrations';

const LOCK_SECONDS = 120;

/** Brings the schema up to date; returns the names of what was applied. Safe to repeat, to interrupt and to run twice at once. */
export async function migrate(target: StorageTarget): Promise<string[]> {
  const source = createDataSource(target, { poolSize: 2, connectMs: 5_000, queryMs: 0 });
  await source.initialize();
  try {
    return await runMigrations(source);
  } finally {
    await source.destroy();
  }
}

/** As `migrate`, on a data source that is connected already. */
export async function runMigrations(source: DataSource): Promise<string[]> {
  return exclusively(source, async () => {
    const applied = await source.runMigrations();
    return applied.map((one) => one.name);
  });
}

/** Names of the migrations that the database lacks. More than this program knows is fine: a newer one runs beside it. */
export async function pendingMigrations(source: DataSource): Promise<string[]> {
  const runner = source.createQueryRunner();
  try {
    const known = MIGRATIONS.map((Migration) => new Migration().name);
    if (!(await runner.hasTable('migrations'))) return known;
    const rows: { name: string }[] = await runner.query('SELECT name FROM migrations');
    const applied = new Set(rows.map((row) => row.name));
    return known.filter((name) => !applied.has(name));
  } finally {
    await runner.release();
  }
}

/** One migration at a time over all processes; the embedded engine has one process. */
async function exclusively<T>(source: DataSource, work: () => Promise<T>): Promise<T> {
  if (source.options.type !== 'mysql') return work();
  const runner = source.createQueryRunner();
  const name = `SHA1(CONCAT('ncre.migrate.', DATABASE()))`;
  try {
    const [lock]: { taken: number | string | null }[] = await runner.query(
      `SELECT GET_LOCK(${name}, ${LOCK_SECONDS}) AS taken`,
    );
    if (Number(lock?.taken) !== 1) throw new Error('Another migration is under way');
    return await work();
  } finally {
    await runner.query(`SELECT RELEASE_LOCK(${name})`).catch(() => undefined);
    await runner.release();
  }
}
