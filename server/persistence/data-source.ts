import 'reflect-metadata';
import mysql from 'mysql2';
import path from 'node:path';
import { DataSource, type Logger } from 'typeorm';
import { ENTITIES } from './entities/entities';
import { MIGRATIONS } from './migrations/migrations';

/** Where the data lives: a file of the embedded engine, or a `mysql://` address. */
export type StorageTarget = { dataDir: string } | { databaseUrl: string };

export interface DataSourceLimits {
  poolSize: number;
  connectMs: number;
  /** Zero means none: migrations may take long. */
  queryMs: number;
}

const quiet = (): void => undefined;
/** TypeORM's own writes slow statements to the console with their values, whatever `logging` says; ours are told as failures. */
const NO_LOGGER: Logger = {
  logQuery: quiet,
  logQueryError: quiet,
  logQuerySlow: quiet,
  logSchemaBuild: quiet,
  logMigration: quiet,
  log: quiet,
};

const SHARED = {
  entities: ENTITIES,
  migrations: MIGRATIONS,
  migrationsTableName: 'migrations',
  synchronize: false,
  logging: false,
  logger: NO_LOGGER,
} as const;

/** TypeORM's data source for the target, not yet connected. */
export function createDataSource(target: StorageTarget, limits: DataSourceLimits): DataSource {
  return 'dataDir' in target ? sqliteSource(target.dataDir) : mysqlSource(target.databaseUrl, limits);
}

function sqliteSource(dataDir: string): DataSource {
  return new DataSource({
    ...SHARED,
    type: 'better-sqlite3',
    // libsql offers better-sqlite3's interface, and its binaries come from the registry without a compiler.
    // Loaded here alone: no other engine needs its binary.
    driver: require('libsql') as unknown,
    database: path.join(dataDir, 'ncre.sqlite'),
    enableWAL: true,
    migrationsTransactionMode: 'each',
    prepareDatabase: (database: { exec(text: string): void }) => {
      // The wait for another process blocks this one, so it is short and the unit of work asks again (unit-of-work.ts).
      // FULL: an acknowledged commit survives a power loss.
      database.exec('PRAGMA busy_timeout = 200; PRAGMA synchronous = FULL;');
    },
  });
}

function mysqlSource(databaseUrl: string, limits: DataSourceLimits): DataSource {
  const url = new URL(databaseUrl);
  return new DataSource({
    ...SHARED,
    type: 'mysql',
    driver: mysql,
    host: url.hostname,
    port: Number(url.port || '3306'),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    ssl: url.searchParams.get('ssl') === 'true' ? {} : undefined,
    charset: 'UTF8MB4_BIN',
    timezone: 'Z',
    connectTimeout: limits.connectMs,
    poolSize: limits.poolSize,
    // Numbers up to 2^53 come as numbers; our bigints are epoch milliseconds.
    supportBigNumbers: true,
    bigNumberStrings: false,
    // Several statements travel in one round trip (sql-session.ts); values never become part of the text by hand.
    multipleStatements: true,
    // Each DDL statement commits by itself there; the migrations are written to be repeated.
    migrationsTransactionMode: 'none',
    ...(limits.queryMs > 0 ? { maxQueryExecutionTime: limits.queryMs, enableQueryTimeout: true } : {}),
    extra: { enableKeepAlive: true, keepAliveInitialDelay: 10_000, idleTimeout: 60_000 },
  });
}
