import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createConnection } from 'mysql2/promise';
import { freePort } from '../../scripts/demo/free-port';
import { findProgram, startLeashed, waitUntilReady } from './leash';

/** A private MariaDB or MySQL server, durable at each commit, with the server's own defaults otherwise. */
export interface DatabaseServer {
  /** `mysql://user:password@127.0.0.1:port`, without a database: see `createDatabase`. */
  url: string;
  stop(): Promise<void>;
}

interface Programs {
  server: string;
  /** Creates the data directory; MySQL's server does that itself. */
  installer: string | undefined;
}

/** The server programs of this machine, or why there are none. */
export function findMariadb(): Programs | { missing: string } {
  const server = findProgram('mariadbd', 'mysqld');
  if (!server) return { missing: 'neither mariadbd nor mysqld is installed' };
  const installer = findProgram('mariadb-install-db', 'mysql_install_db');
  if (server.endsWith('mariadbd') && !installer) return { missing: 'mariadb-install-db is not installed' };
  return { server, installer };
}

/** Starts a server on a new data directory and waits until it takes connections. */
export async function startMariadb(): Promise<DatabaseServer> {
  const programs = findMariadb();
  if ('missing' in programs) throw new Error(programs.missing);
  const folder = mkdtempSync(path.join(tmpdir(), 'ncre-mariadb-'));
  const data = path.join(folder, 'data');
  createDataDirectory(programs, data);

  const password = randomBytes(12).toString('hex');
  const initFile = path.join(folder, 'init.sql');
  writeFileSync(
    initFile,
    `CREATE USER 'ncre'@'%' IDENTIFIED BY '${password}';\nGRANT ALL ON *.* TO 'ncre'@'%' WITH GRANT OPTION;\n`,
    { mode: 0o600 },
  );
  const port = await freePort();
  const url = `mysql://ncre:${password}@127.0.0.1:${port}`;
  const server = startLeashed({
    folder,
    command: [
      programs.server,
      '--no-defaults',
      ...asRoot(),
      `--datadir=${data}`,
      `--socket=${path.join(folder, 'socket')}`,
      `--pid-file=${path.join(folder, 'pid')}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--innodb-flush-log-at-trx-commit=1',
      '--max-connections=500',
      `--init-file=${initFile}`,
    ],
  });
  await waitUntilReady({
    name: 'The database server',
    process: server,
    attempt: async () => (await createConnection({ uri: url })).end(),
  });
  return { url, stop: () => server.stop() };
}

/** Creates the database `name` empty on the server of `url`, dropping what was there; returns its URL. */
export async function createDatabase(url: string, name: string): Promise<string> {
  const target = new URL(url);
  target.pathname = `/${name}`;
  await execute(url, [`DROP DATABASE IF EXISTS ${quoted(name)}`, `CREATE DATABASE ${quoted(name)}`]);
  return target.toString();
}

export async function dropDatabase(url: string, name: string): Promise<void> {
  await execute(url, [`DROP DATABASE IF EXISTS ${quoted(name)}`]);
}

async function execute(url: string, statements: string[]): Promise<void> {
  const server = new URL(url);
  server.pathname = '/';
  const connection = await createConnection({ uri: server.toString() });
  try {
    for (const statement of statements) await connection.query(statement);
  } finally {
    await connection.end();
  }
}

function quoted(name: string): string {
  if (!/^[a-z0-9_]{1,64}$/.test(name)) throw new Error(`Not a plain database name: ${name}`);
  return `\`${name}\``;
}

function createDataDirectory(programs: Programs, data: string): void {
  const [program, args] = programs.installer
    ? [programs.installer, ['--no-defaults', ...asRoot(), `--datadir=${data}`, '--skip-test-db']]
    : [programs.server, ['--no-defaults', ...asRoot(), `--datadir=${data}`, '--initialize-insecure']];
  const result = spawnSync(program, args, { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`${program} failed:\n${result.stdout}${result.stderr}`);
}

/** Both servers refuse to run as root unless told to. */
function asRoot(): string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}
