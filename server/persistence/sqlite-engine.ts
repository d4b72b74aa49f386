import type { DataSource } from 'typeorm';
import { fairMutex } from './fair-mutex';
import type { Engine, Link } from './link';
import { statement, type SqlResult, type Statement } from './sql';
import { toStatementError } from './statement-error';

/** The part of libsql's better-sqlite3 interface used here. */
export interface SqliteConnection {
  readonly inTransaction: boolean;
  prepare(text: string): SqliteStatement;
}

interface SqliteStatement {
  readonly reader: boolean;
  all(values: unknown[]): object[];
  run(values: unknown[]): { changes: number };
}

const PREPARED_AT_MOST = 300;

/**
 * The embedded engine: one connection for all, so that units of work and reads take turns. Otherwise the rollback of
 * one unit would take another's writes along (design.md 3).
 */
export function sqliteEngine(source: DataSource, connection: SqliteConnection): Engine {
  const turns = fairMutex();
  const runner = source.createQueryRunner();
  const prepared = preparedStatements(connection);
  const link: Link = {
    dialect: 'sqlite',
    begin: 'BEGIN IMMEDIATE',
    execute: async (statements) => statements.map((one) => runOne(prepared, one)),
    // SQLite undoes by itself when the disk is full, and a begin may have been refused.
    rollback: async () => {
      if (connection.inTransaction) runOne(prepared, statement('ROLLBACK'));
    },
    manager: runner.manager,
  };
  return {
    dialect: 'sqlite',
    withLink: (work) => turns.run(() => work(link)),
    close: () => turns.run(() => source.destroy()),
  };
}

function runOne(prepared: (text: string) => SqliteStatement, { text, values }: Statement): SqlResult {
  try {
    const ready = prepared(text);
    if (ready.reader) return { rows: ready.all([...values]), affected: 0 };
    return { rows: [], affected: ready.run([...values]).changes };
  } catch (error) {
    throw toStatementError(error, text);
  }
}

/** Compiling a statement costs more than running it. The oldest is dropped when there are too many. */
function preparedStatements(connection: SqliteConnection): (text: string) => SqliteStatement {
  const known = new Map<string, SqliteStatement>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const made = connection.prepare(text);
    known.set(text, made);
    const oldest = known.size > PREPARED_AT_MOST ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    return made;
  };
}
