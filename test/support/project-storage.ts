import mysql from 'mysql2/promise';
import { migrate } from '../../server/persistence/migrate';
import { emptyRedis } from './redis';
import type { TestSettings } from './settings';

declare const ENGINE: 'embedded' | 'servers' | undefined;

/** Name of this file's database; each jest worker has one, made once and emptied for every stage. */
let made: Promise<string> | null = null;

/** True in the jest project that runs the whole-product suites on MariaDB or MySQL and Redis. */
export function onServers(): boolean {
  return typeof ENGINE !== 'undefined' && ENGINE === 'servers';
}

/** Empty storage of the jest project a test file runs in: settings of the servers, or none for the embedded default. */
export async function projectStorage(): Promise<TestSettings> {
  if (!onServers()) return {};
  const url = await migratedDatabase();
  await emptyDatabase(url);
  return { DATABASE_URL: url, REDIS_URL: await emptySessions() };
}

/** This worker's database on the servers, its schema up to date; rows of an earlier stage may be in it. */
export function migratedDatabase(): Promise<string> {
  made ??= makeDatabase();
  return made;
}

/** What a flushed Redis leaves behind. */
export function emptySessions(): Promise<string> {
  return emptyRedis(setting('TEST_REDIS_URL'), worker());
}

async function makeDatabase(): Promise<string> {
  const url = new URL(setting('TEST_DATABASE_URL'));
  const name = `ncre_stage_${process.pid}_${worker()}`;
  const connection = await mysql.createConnection(url.href);
  await connection.query(`CREATE DATABASE IF NOT EXISTS \`${name}\` CHARACTER SET utf8mb4`);
  await connection.end();
  url.pathname = `/${name}`;
  await migrate({ databaseUrl: url.href });
  return url.href;
}

/** Rows only: the schema stays, so that a stage costs no migration. */
async function emptyDatabase(url: string): Promise<void> {
  const connection = await mysql.createConnection({ uri: url, multipleStatements: true });
  const [tables] = await connection.query<mysql.RowDataPacket[]>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = DATABASE() AND table_name <> 'migrations'`,
  );
  await connection.query(tables.map(({ name }) => `DELETE FROM \`${String(name)}\``).join(';'));
  await connection.end();
}

function worker(): number {
  return Number(process.env['JEST_WORKER_ID'] ?? '1');
}

function setting(name: 'TEST_DATABASE_URL' | 'TEST_REDIS_URL'): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
