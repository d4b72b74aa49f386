import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findChromium } from './chromium';
import { createDatabase, dropDatabase } from './mariadb';
import { emptyRedis } from './redis';

/** Something a test needs that a machine may lack. `mariadb` stands for MySQL too. */
export type Part = 'mariadb' | 'redis' | 'chromium';

/** `embedded`: SQLite and in-process sessions. `servers`: MariaDB or MySQL, and Redis. */
export type EngineName = 'embedded' | 'servers';

/** The settings of design.md 4 that say where a suite's data lives; all of it new and empty. */
export interface StorageSettings {
  DATA_DIR: string;
  DATABASE_URL?: string;
  REDIS_URL?: string;
}

export interface Engine {
  engine: EngineName;
  /** New, empty storage. Everything is removed when the suite ends. Call it in a hook or in a test. */
  fresh(): Promise<StorageSettings>;
}

/** Why the part is not here, or undefined when it is. Only `npm test` starts the servers. */
export function missingReason(part: Part): string | undefined {
  if (part === 'chromium') {
    const found = findChromium();
    return 'missing' in found ? found.missing : undefined;
  }
  const setting = part === 'mariadb' ? 'TEST_DATABASE_URL' : 'TEST_REDIS_URL';
  if (process.env[setting]) return undefined;
  return process.env['TEST_MISSING_FILE'] ? `${part} could not be started` : `${setting} is not set`;
}

/** `describe` when all the parts are here; else `describe.skip`, and the suite is named at the end of `npm test`. */
export function requireEngine(...parts: Part[]): (name: string, body: () => void) => void {
  const reasons = parts.flatMap((part) => missingReason(part) ?? []);
  if (reasons.length === 0) return (name, body) => describe(name, body);
  return (name, body) => {
    recordSkipped(name, reasons);
    // oxlint-disable-next-line jest/no-disabled-tests -- The machine lacks the part; the runner lists it.
    describe.skip(name, body);
  };
}

/** Describes a suite twice: on the embedded storage, and on the servers when they are here. */
export function forEachEngine(body: (engine: Engine) => void): void {
  describe('on SQLite and in-process sessions', () =>
    body({ engine: 'embedded', fresh: freshStorage('embedded') }));
  requireEngine('mariadb', 'redis')('on MariaDB and Redis', () =>
    body({ engine: 'servers', fresh: freshStorage('servers') }),
  );
}

/** A `fresh()` for one suite, which cleans up after it. Call it while the suite is described. */
export function freshStorage(engine: EngineName): () => Promise<StorageSettings> {
  const folders: string[] = [];
  const databases: string[] = [];
  afterAll(async () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    for (const name of databases) await dropDatabase(serverUrl('TEST_DATABASE_URL'), name);
  });

  return async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ncre-data-'));
    folders.push(folder);
    if (engine === 'embedded') return { DATA_DIR: folder };
    const name = nextDatabaseName();
    databases.push(name);
    return {
      DATA_DIR: folder,
      DATABASE_URL: await createDatabase(serverUrl('TEST_DATABASE_URL'), name),
      REDIS_URL: await emptyRedis(serverUrl('TEST_REDIS_URL'), workerNumber()),
    };
  };
}

let databasesNamed = 0;

// The process id keeps two runs against the same TEST_DATABASE_URL apart.
function nextDatabaseName(): string {
  databasesNamed += 1;
  return `ncre_test_${process.pid}_${workerNumber()}_${databasesNamed}`;
}

function workerNumber(): number {
  return Number(process.env['JEST_WORKER_ID'] ?? '1');
}

function serverUrl(setting: 'TEST_DATABASE_URL' | 'TEST_REDIS_URL'): string {
  const url = process.env[setting];
  if (!url) throw new Error(`${setting} is not set`);
  return url;
}

function recordSkipped(name: string, reasons: string[]): void {
  const file = process.env['TEST_MISSING_FILE'];
  if (!file) return;
  const suite = path.relative(process.cwd(), expect.getState().testPath ?? '');
  appendFileSync(file, `${JSON.stringify({ suite, name, reasons })}\n`);
}
