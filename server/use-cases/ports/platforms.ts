/** An access token as it is stored for all processes. */
export interface StoredToken {
  token: string;
  /** Epoch milliseconds after which it is not used any more. */
  expiresAt: number;
  /** Names this very write; a new one for each, so that an emptied and refilled store is not mistaken for the old. */
  version: string;
}

/**
 * Where the processes share one access token per app. Values are sealed by the store.
 * Any method may throw or hang when the store is away: the caller goes on without it.
 */
export interface TokenStore {
  /** What is stored under the key, expired or not; an unreadable value is an expired empty token. Null: nothing. */
  get(key: string): Promise<StoredToken | null>;
  /**
   * Stores the token only while the stored version is still `expected` (null: nothing is stored).
   * Returns the new version, or null when another write came first.
   */
  compareAndSet(change: {
    key: string;
    expected: string | null;
    token: string;
    expiresAt: number;
  }): Promise<string | null>;
  /** Takes the refresh lock for `ttlMs`. Returns the owner's mark, or null while somebody else holds it. */
  lock(key: string, ttlMs: number): Promise<string | null>;
  /** Gives the lock back; does nothing when it has passed to another owner. */
  unlock(key: string, owner: string): Promise<void>;
}
