import { QueryFailedError } from 'typeorm';
import { StorageConflictError, StorageUnavailableError } from '../use-cases/ports/storage-errors';

/**
 * What a failed statement means for the unit of work: `duplicate` a unique key is taken, `missed` a trusted update hit
 * no row, `busy` deadlock or lock timeout (run it again), `lost` the connection is gone or too late, `refused` the server takes no writes now,
 * `full` no space, `bug` everything else.
 */
export type FailureKind = 'duplicate' | 'missed' | 'busy' | 'lost' | 'refused' | 'full' | 'bug';

/** A failed statement without the values it carried: drivers put them into their messages. */
export class StatementError extends Error {
  override readonly name = 'StatementError';
  constructor(
    readonly kind: FailureKind,
    /** The driver's code. */
    readonly code: string,
    /** Unique key of a duplicate: index name on MySQL, `table.column` list on SQLite. */
    readonly key: string,
    /** Text with `?` in place of values. */
    statementText: string,
  ) {
    super(`${code}${key ? ` on ${key}` : ''}: ${statementText.slice(0, 300)}`);
  }
}

interface DriverError {
  code?: unknown;
  errno?: unknown;
  message?: unknown;
  fatal?: unknown;
}

const DUPLICATE = new Set([1062, 1586]);
/** A number out of its range: what the statements of `TrustStatements` make of what they find. */
const OUT_OF_RANGE = 1690;
/** The server's time of the begin; only the judgement about time names it. */
export const BEGIN_VARIABLE = '@begun_at';
const BUSY = new Set([1205, 1213, 1020]);
const FULL = new Set([1021, 1114, 3]);
/** Connection limits, read-only modes, shutdown, killed statements and connections, lost rights. */
const REFUSED = new Set([
  1040, 1044, 1045, 1049, 1053, 1158, 1159, 1160, 1161, 1203, 1226, 1290, 1317, 1792, 1836, 1927, 3024,
]);
const LOST = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'PROTOCOL_ENQUEUE_AFTER_QUIT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Classifies whatever a driver or TypeORM threw while running `text`. */
export function toStatementError(error: unknown, text = ''): StatementError {
  if (error instanceof StatementError) return error;
  if (error instanceof QueryFailedError) return toStatementError(error.driverError, error.query);
  const driver = typeof error === 'object' && error !== null ? (error as DriverError) : {};
  const code = typeof driver.code === 'string' ? driver.code : 'UNKNOWN';
  const message = typeof driver.message === 'string' ? driver.message : '';
  const kind = code.startsWith('SQLITE_') ? sqliteKind(code) : mysqlKind(code, driver);
  return new StatementError(kind, code, kind === 'duplicate' ? duplicateKey(message) : '', text);
}

function mysqlKind(code: string, { errno, fatal, message }: DriverError): FailureKind {
  const number = typeof errno === 'number' ? errno : 0;
  if (DUPLICATE.has(number)) return 'duplicate';
  if (number === OUT_OF_RANGE) return String(message).includes(BEGIN_VARIABLE) ? 'busy' : 'missed';
  if (BUSY.has(number)) return 'busy';
  if (FULL.has(number)) return 'full';
  if (REFUSED.has(number)) return 'refused';
  return LOST.has(code) || fatal === true ? 'lost' : 'bug';
}

function sqliteKind(code: string): FailureKind {
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') return 'duplicate';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'busy';
  if (code === 'SQLITE_FULL') return 'full';
  return /^SQLITE_(IOERR|READONLY|CANTOPEN)/.test(code) ? 'refused' : 'bug';
}

/** Both drivers name the key behind the last colon or `for key`, after the value. */
function duplicateKey(message: string): string {
  const mysql = /for key '([^']+)'$/.exec(message);
  if (mysql?.[1]) return mysql[1];
  return /constraint failed: (.+)$/.exec(message)?.[1] ?? 'unknown';
}

/** True when the failed unique key ends with this column. */
export function isKeyOn(key: string, column: string): boolean {
  return key
    .split(', ')
    .some((part) => part === column || part.endsWith(`.${column}`) || part.endsWith(`_${column}`));
}

/** What the callers of a unit of work see in place of a failed statement. */
export function toStorageError(error: StatementError): Error {
  if (error.kind === 'duplicate') return new StorageConflictError(error.key, { cause: error });
  if (error.kind === 'bug' || error.kind === 'missed') return error;
  const code = error.kind === 'full' ? 'STORAGE_FULL' : 'DEPENDENCY_UNAVAILABLE';
  return new StorageUnavailableError(code, error.code, { cause: error });
}
