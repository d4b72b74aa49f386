import { randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { OutboxQueue } from '../use-cases/ports/messaging';
import type { FieldCipher, KeyedHash } from '../use-cases/ports/secrets';
import type { UnitOfWork } from '../use-cases/ports/storage';
import { StorageOutdatedError } from '../use-cases/ports/storage-errors';
import { createDataSource, type StorageTarget } from './data-source';
import type { Engine } from './link';
import { pendingMigrations, runMigrations } from './migrate';
import { mysqlEngine } from './mysql-engine';
import { createOutboxQueue } from './outbox-queue';
import { bindRepositories } from './repositories';
import { seasonCache } from './repositories/seasons';
import type { SeatBoard } from './repositories/seats';
import type { SqlSession } from './sql-session';
import { sqliteEngine, type SqliteConnection } from './sqlite-engine';
import { toStatementError, toStorageError } from './statement-error';
import { createTransactions } from './unit-of-work';

export interface StorageOptions {
  target: StorageTarget;
  cipher: FieldCipher;
  keyedHash: KeyedHash;
  /** Waits between attempts of a unit of work; a small random span by default. */
  pause?: (attempt: number) => Promise<void>;
  /** MySQL only. */
  poolSize?: number;
  acquireMs?: number;
  queryMs?: number;
}

export interface Storage {
  unitOfWork: UnitOfWork;
  queue: OutboxQueue;
  /** Throws `StorageUnavailableError` when the database does not answer. */
  ping(): Promise<void>;
  /** The database's own clock, epoch ms; readiness compares it with the machine's. */
  databaseNow(): Promise<number>;
  close(): Promise<void>;
}

const NOW = {
  mysql: 'SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) AS now',
  sqlite: "SELECT CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) AS now",
} as const;

/**
 * Connects. The embedded engine brings its schema up to date by itself; on MySQL an old one throws
 * `StorageOutdatedError`, which names the command.
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { cipher, keyedHash, pause = pauseBriefly } = options;
  const engine = await openEngine(options);
  const seasons = seasonCache();
  const seats: SeatBoard = new Map();
  const bind = (sql: SqlSession) => bindRepositories({ sql, cipher, keyedHash, seasons, seats });
  const databaseNow = (): Promise<number> => readNow(engine);
  return {
    unitOfWork: createTransactions({ engine, bind, pause }),
    queue: createOutboxQueue({ engine, cipher, pause }),
    databaseNow,
    ping: async () => {
      await databaseNow();
    },
    close: () => engine.close(),
  };
}

async function openEngine(options: StorageOptions): Promise<Engine> {
  const { target, poolSize = 20, acquireMs = 2_000, queryMs = 3_500 } = options;
  if ('dataDir' in target) mkdirSync(target.dataDir, { recursive: true });
  const source = createDataSource(target, { poolSize, connectMs: acquireMs, queryMs });
  await connect(source);
  try {
    if ('dataDir' in target) {
      await runMigrations(source);
      const connection = (await source.createQueryRunner().connect()) as SqliteConnection;
      return sqliteEngine(source, connection);
    }
    const engine = mysqlEngine(source, { acquireMs, queryMs });
    // The first connection also checks the session's settings.
    await readNow(engine);
    const pending = await pendingMigrations(source);
    if (pending.length > 0) throw new StorageOutdatedError(pending);
    return engine;
  } catch (error) {
    await source.destroy();
    throw error;
  }
}

async function connect(source: DataSource): Promise<void> {
  try {
    await source.initialize();
  } catch (error) {
    throw toStorageError(toStatementError(error, 'connect'));
  }
}

async function readNow(engine: Engine): Promise<number> {
  try {
    return await engine.withLink(async (link) => {
      const [result] = await link.execute([{ text: NOW[link.dialect], values: [] }]);
      const [row] = (result?.rows ?? []) as { now: number | string }[];
      return Number(row?.now);
    });
  } catch (error) {
    throw toStorageError(toStatementError(error));
  }
}

async function pauseBriefly(attempt: number): Promise<void> {
  await wait(randomInt(2, 15 * attempt + 5));
}
