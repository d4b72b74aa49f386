import { QueryFailedError, type DataSource, type QueryRunner } from 'typeorm';
import type { PoolConnection, QueryResult, ResultSetHeader } from 'mysql2';
import type { Engine, Link, TrustStatements } from './link';
import { MYSQL_SESSION, sessionProblem, type SessionVariable } from './mysql-session';
import { statement, type SqlResult, type Statement } from './sql';
import { BEGIN_VARIABLE, StatementError, toStatementError } from './statement-error';

export interface MysqlTimeouts {
  /** Longest wait for a free or new connection. */
  acquireMs: number;
  /** Longest statement; longer than the lock wait of the session. */
  queryMs: number;
}

/**
 * Connections of mysql2's pool, asked through TypeORM so that repositories share them, with limits of time that
 * mysql2 lacks: without them a frozen server holds every caller for ever (reliability.md 2).
 */
export function mysqlEngine(source: DataSource, timeouts: MysqlTimeouts): Engine {
  const prepared = new WeakSet<PoolConnection>();
  return {
    dialect: 'mysql',
    withLink: async (work) => {
      const runner = source.createQueryRunner();
      const connection = await acquire(runner, timeouts.acquireMs);
      try {
        if (!prepared.has(connection)) {
          await prepare(connection, timeouts.queryMs);
          prepared.add(connection);
        }
        const result = await work(mysqlLink(runner, connection, timeouts.queryMs));
        await runner.release();
        return result;
      } catch (error) {
        // A connection with an unknown state must not carry the next unit.
        if (isUsable(error)) await runner.release();
        else connection.destroy();
        throw error;
      }
    },
    close: () => source.destroy(),
  };
}

/** One more than the greatest number there is, when the condition holds: an error on MySQL and MariaDB alike. */
const failIf = (condition: string): string => `SET @fails = 18446744073709551615 + (${condition})`;
const SERVER_SECONDS = 'UNIX_TIMESTAMP(SYSDATE(6))';
const BEGUN = statement(`SET ${BEGIN_VARIABLE} = ${SERVER_SECONDS}`);
const HIT_ONE = statement(failIf('ROW_COUNT() <> 1'));

function trustStatements(queryMs: number): TrustStatements {
  return {
    begun: BEGUN,
    hitOne: HIT_ONE,
    inTime: (elapsedMs) => ({
      text: failIf(`${SERVER_SECONDS} - ${BEGIN_VARIABLE} > ?`),
      values: [(elapsedMs + queryMs * IN_TIME) / 1000],
    }),
  };
}

/** Part of the longest wait for an answer after which nothing is committed any more. */
const IN_TIME = 0.8;

function mysqlLink(runner: QueryRunner, connection: PoolConnection, queryMs: number): Link {
  return {
    dialect: 'mysql',
    begin: 'START TRANSACTION',
    trust: trustStatements(queryMs),
    execute: (statements) => execute(connection, statements, queryMs),
    rollback: async () => {
      await execute(connection, [statement('ROLLBACK')], queryMs);
    },
    get manager() {
      return runner.manager;
    },
  };
}

async function acquire(runner: QueryRunner, limitMs: number): Promise<PoolConnection> {
  const connecting = runner.connect() as Promise<PoolConnection>;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), limitMs);
  });
  try {
    const first = await Promise.race([connecting, late]);
    if (first !== 'late') return first;
  } catch (error) {
    throw toStatementError(error, 'connect');
  } finally {
    clearTimeout(timer);
  }
  // Whoever comes too late goes back to the pool.
  connecting.then(() => runner.release()).catch(() => undefined);
  throw new StatementError('lost', 'ETIMEDOUT', '', 'connect');
}

async function prepare(connection: PoolConnection, queryMs: number): Promise<void> {
  const [, , , shown] = await execute(
    connection,
    [...MYSQL_SESSION.settings, MYSQL_SESSION.question].map((text) => ({ text, values: [] })),
    queryMs,
  );
  const problem = sessionProblem((shown?.rows ?? []) as SessionVariable[]);
  if (problem) throw new StatementError('lost', 'SESSION_REFUSED', problem, 'connect');
}

function execute(
  connection: PoolConnection,
  statements: readonly Statement[],
  timeout: number,
): Promise<SqlResult[]> {
  const sql = statements.map((one) => one.text).join(';\n');
  const values = statements.flatMap((one) => [...one.values]);
  return new Promise((resolve, reject) => {
    connection.query<QueryResult>({ sql, values, timeout }, (error, result) => {
      if (error) reject(toStatementError(error, sql));
      else resolve(statements.length === 1 ? [toResult(result)] : (result as QueryResult[]).map(toResult));
    });
  });
}

function toResult(result: QueryResult): SqlResult {
  if (Array.isArray(result)) return { rows: result as object[], affected: 0 };
  return { rows: [], affected: (result as ResultSetHeader).affectedRows };
}

/** After these the connection is still in step with the server. */
function isUsable(error: unknown): boolean {
  if (!(error instanceof StatementError) && !(error instanceof QueryFailedError)) return true;
  const { kind } = toStatementError(error);
  return kind !== 'lost' && kind !== 'refused';
}
