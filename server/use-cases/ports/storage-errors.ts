/**
 * The database does not answer, answers too late, refuses writes or stays too busy: nothing was kept unless the
 * connection broke during the commit itself. The edge answers 503, callbacks 5xx.
 */
export class StorageUnavailableError extends Error {
  override readonly name = 'StorageUnavailableError';
  constructor(
    readonly code: 'DEPENDENCY_UNAVAILABLE' | 'STORAGE_FULL',
    /** The driver's own code, for the log; holds no value. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The database cannot be used now (${reason}).`, options);
  }
}

/** A row that must be unique is there already, where the port has no answer for it; the unit of work left nothing. */
export class StorageConflictError extends Error {
  override readonly name = 'StorageConflictError';
  constructor(
    /** Name of the unique key, or its columns. */
    readonly constraint: string,
    options?: ErrorOptions,
  ) {
    super(`Already there: ${constraint}.`, options);
  }
}

/** The schema is older than this program. */
export class StorageOutdatedError extends Error {
  override readonly name = 'StorageOutdatedError';
  constructor(readonly pending: string[]) {
    super(`The database schema is old (${pending.length} migrations are missing). Run: npm run migrate`);
  }
}
