import type { EntityManager } from 'typeorm';
import type { Dialect, SqlResult, Statement } from './sql';

/** One connection of either engine, held for one unit of work. */
export interface Link {
  readonly dialect: Dialect;
  /** Statement that begins a transaction. */
  readonly begin: string;
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
