import { AsyncLocalStorage } from 'node:async_hooks';
import { isUndone, type Undone } from '../use-cases/ports/storage';
import type { Engine } from './link';
import { SqlSession } from './sql-session';
import { StatementError, toStatementError, toStorageError, type FailureKind } from './statement-error';
import { QueryFailedError } from 'typeorm';

export interface TransactionOptions<Tx> {
  engine: Engine;
  /** What the work is given: repositories, or the plain session. */
  bind(sql: SqlSession): Tx;
  /** Waits a little, longer with each attempt and never twice the same. */
  pause(attempt: number): Promise<void>;
}

const ATTEMPTS = 6;

/** Outcome of one attempt that may be followed by another. */
type Attempt<T> = { done: true; value: T } | { done: false; error: StatementError };

/** Units of work as `UnitOfWork` of the ports promises them. */
export interface Transactions<Tx> {
  run<T>(work: (tx: Tx) => Promise<T | Undone<T>>): Promise<T>;
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

const inside = new AsyncLocalStorage<{ open: boolean }>();

export function createTransactions<Tx>({ engine, bind, pause }: TransactionOptions<Tx>): Transactions<Tx> {
  async function guarded<T>(work: (trusting: boolean) => Promise<Attempt<T>>): Promise<T> {
    // On the embedded engine it would wait for itself; on a server it would not see the outer unit's writes. It is a mistake
    // of the program, which any test on the embedded engine finds; to look for it makes every promise of a process cost double.
    if (engine.dialect !== 'sqlite') return repeat(work, pause);
    if (inside.getStore()?.open) throw new Error('A unit of work cannot run inside another');
    const mark = { open: true };
    try {
      return await inside.run(mark, () => repeat(work, pause));
    } finally {
      mark.open = false;
    }
  }

  return {
    run: (work) => guarded((trusting) => attemptUnit(work, { engine, bind, trusting })),
    read: (work) => guarded(() => attemptRead(engine, bind, work)),
  };
}

/**
 * Runs a unit until it is done. The first time it trusts that nobody is faster (`SessionMode`). Whoever was beaten runs once
 * more, sees what the other did, and waits for the answer of each of its statements, so that it can tell the loser why.
 */
async function repeat<T>(
  attempt: (trusting: boolean) => Promise<Attempt<T>>,
  pause: (attempt: number) => Promise<void>,
): Promise<T> {
  let lost = 0;
  let beaten = false;
  for (let count = 1; ; count += 1) {
    const outcome = await attempt(!beaten);
    if (outcome.done) return outcome.value;
    if (BEATEN.has(outcome.error.kind)) {
      if (beaten) throw toStorageError(outcome.error);
      beaten = true;
      continue;
    }
    // A connection that was cut while it lay in the pool is no news about the server: one more try.
    if (outcome.error.kind === 'lost') lost += 1;
    if (count >= ATTEMPTS || lost > 1) throw toStorageError(outcome.error);
    await pause(count);
  }
}

const BEATEN: ReadonlySet<FailureKind> = new Set<FailureKind>(['duplicate', 'missed']);

async function attemptUnit<Tx, T>(
  work: (tx: Tx) => Promise<T | Undone<T>>,
  { engine, bind, trusting }: { engine: Engine; bind: (sql: SqlSession) => Tx; trusting: boolean },
): Promise<Attempt<T>> {
  let committing = false;
  try {
    return await engine.withLink(async (link) => {
      const session = new SqlSession(link, { transactional: true, trusting });
      try {
        const result = await work(bind(session));
        if (isUndone(result)) {
          await session.rollback();
          return { done: true, value: result.value };
        }
        await session.commit(() => (committing = true));
        return { done: true, value: result };
      } catch (error) {
        const misled = session.trustsUnproven && !isStatementFailure(error);
        await rollBack(session, error);
        // What it threw may rest on an answer that was taken for granted.
        throw misled ? new StatementError('missed', 'UNPROVEN', '', 'the work threw') : error;
      }
    });
  } catch (error) {
    return { done: false, error: repeatable(error, committing) };
  }
}

/** A rollback that fails leaves a connection of unknown state: it goes the way of a lost one. */
async function rollBack(session: SqlSession, error: unknown): Promise<void> {
  if (error instanceof StatementError && error.kind === 'lost') {
    session.end();
    return;
  }
  try {
    await session.rollback();
  } catch (failed) {
    const { code } = toStatementError(failed);
    throw new StatementError('lost', code, '', 'ROLLBACK');
  }
}

async function attemptRead<Tx, T>(
  engine: Engine,
  bind: (sql: SqlSession) => Tx,
  work: (tx: Tx) => Promise<T>,
): Promise<Attempt<T>> {
  try {
    return await engine.withLink(async (link) => {
      const session = new SqlSession(link, { transactional: false, trusting: false });
      try {
        return { done: true, value: await work(bind(session)) };
      } finally {
        session.end();
      }
    });
  } catch (error) {
    return { done: false, error: repeatable(error, false) };
  }
}

/** The failure when another attempt may help; throws everything else as the callers know it. */
function repeatable(error: unknown, committing: boolean): StatementError {
  if (!isStatementFailure(error)) throw error;
  const failed = toStatementError(error);
  if (failed.kind === 'busy' || BEATEN.has(failed.kind)) return failed;
  // A statement that was too slow, or a commit whose answer was lost, is not sent again.
  const cut = failed.kind === 'lost' && !committing && !SLOW.has(failed.code);
  if (cut) return failed;
  throw toStorageError(failed);
}

function isStatementFailure(error: unknown): boolean {
  return error instanceof StatementError || error instanceof QueryFailedError;
}

const SLOW = new Set(['PROTOCOL_SEQUENCE_TIMEOUT', 'ETIMEDOUT', 'SESSION_REFUSED', 'ECONNREFUSED']);
