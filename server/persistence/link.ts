import type { EntityManager } from 'typeorm';
import type { Dialect, SqlResult, Statement } from './sql';

/** Statements that let the server itself judge what nobody waits for. */
export interface TrustStatements {
  /** Travels with the begin: notes the server's time. */
  begun: Statement;
  /** Fails as `missed` when the statement before it did not hit exactly one row. */
  hitOne: Statement;
  /**
   * Fails as `busy` when it runs later than it may, `elapsedMs` after the begin by our own watch: a server that was frozen, or
   * waited for a lock, must not commit what its caller has given up.
   */
  inTime(elapsedMs: number): Statement;
}

/** One connection of either engine, held for one unit of work. */
export interface Link {
  readonly dialect: Dialect;
  /** Statement that begins a transaction. */
  readonly begin: string;
  /** How a write and the commit may travel together. Absent where a statement costs no trip. */
  readonly trust?: TrustStatements;
  /** Runs the statements in order, in one round trip where the engine can. Throws `StatementError`. */
  execute(statements: readonly Statement[]): Promise<SqlResult[]>;
  /** Undoes the transaction, if one is open. */
  rollback(): Promise<void>;
  /** TypeORM's manager on this very connection. */
  readonly manager: EntityManager;
}

/** Hands out connections. */
export interface Engine {
  readonly dialect: Dialect;
  /** Waits for a connection, runs `work` and gives the connection back, or destroys it when `work` lost it. */
  withLink<T>(work: (link: Link) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
