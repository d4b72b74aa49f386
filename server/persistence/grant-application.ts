import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { createDataSource, type StorageTarget } from './data-source';
import { APPEND_ONLY } from './migrations/1764000020000-chain-audit';

export type Granted =
  /** The application's user may do what it needs, and cannot change the audit. */
  | { kind: 'granted'; user: string; tables: number }
  /** It has wider rights from elsewhere, under which it can change the audit: the grants that say so. */
  | { kind: 'too_wide'; user: string; grants: string[] }
  /** The schema's owner and the application are one user, who can change everything. */
  | { kind: 'same_user'; user: string };

const LIMITS = { poolSize: 1, connectMs: 5_000, queryMs: 0 };

/**
 * Gives the application's user of a MySQL server reading and writing on every table, but only reading and adding on the
 * audit (PR10). Runs as the schema's owner, who needs the right to grant. Safe to repeat; new tables need it again.
 */
export async function grantApplication(owner: string, application: string): Promise<Granted> {
  const { host, name } = await currentUser(application);
  const user = `${quoted(name)}@${quoted(host)}`;
  if (new URL(owner).username === new URL(application).username) return { kind: 'same_user', user };
  const source = await createDataSource({ databaseUrl: owner } satisfies StorageTarget, LIMITS).initialize();
  try {
    const rows: { name: string }[] = await source.query(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
    );
    for (const table of rows) {
      const rights = isAppendOnly(table.name) ? 'SELECT, INSERT' : 'SELECT, INSERT, UPDATE, DELETE';
      await source.query(`GRANT ${rights} ON \`${table.name}\` TO ${user}`);
    }
    const grants: Record<string, string>[] = await source.query(`SHOW GRANTS FOR ${user}`);
    const wide = grants.flatMap((row) => Object.values(row)).filter(changesAudit);
    return wide.length > 0
      ? { kind: 'too_wide', user, grants: wide.map(withoutSecret) }
      : { kind: 'granted', user, tables: rows.length };
  } finally {
    await source.destroy();
  }
}

function isAppendOnly(table: string): boolean {
  return APPEND_ONLY.some((one) => one === table);
}

/** A grant on everything, on the whole database, or on the audit's tables, that lets rows be changed or removed. */
function changesAudit(grant: string): boolean {
  const [, rights = '', object = ''] = /^GRANT (.+?) ON (\S+) TO /.exec(grant) ?? [];
  const reaches = object.endsWith('.*') || APPEND_ONLY.some((table) => object.endsWith(`.\`${table}\``));
  return reaches && /\b(ALL PRIVILEGES|UPDATE|DELETE|DROP|ALTER|CREATE|TRIGGER)\b/.test(rights);
}

function withoutSecret(grant: string): string {
  return grant.replace(/ IDENTIFIED BY .*$/s, '');
}

/** As the server knows the user: the same name may stand for several hosts. */
async function currentUser(databaseUrl: string): Promise<{ name: string; host: string }> {
  const url = new URL(databaseUrl);
  // Before the first grant the user may not see the database.
  url.pathname = '/';
  url.search = '';
  const connection = await createConnection({ uri: url.href, connectTimeout: LIMITS.connectMs });
  try {
    const [[row]] = await connection.query<RowDataPacket[]>('SELECT CURRENT_USER() AS user');
    const [name, host] = splitAtLast(String(row?.['user'] ?? ''), '@');
    return { name, host };
  } finally {
    await connection.end();
  }
}

function splitAtLast(text: string, mark: string): [string, string] {
  const at = text.lastIndexOf(mark);
  return [text.slice(0, at), text.slice(at + 1)];
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
