/** Live state of one conversation or of one short thing (a sealed number waiting for consent). Lost at any time. */
export interface StoredSession {
  /** Guards against two writers: grows with every save. */
  version: number;
  /** JSON, sealed by the store. */
  body: string;
}

/** Live sessions by key, in Redis or in the process. */
export interface SessionStore {
  /** Null when absent, expired, unreadable, of an old key, or while the store is down. */
  load(key: string): Promise<StoredSession | null>;
  /** Saves when the stored version is `expected` (0 = absent); false otherwise. A store that is down answers true. */
  save(key: string, body: string, expected: number, ttlMs: number): Promise<boolean>;
  /** False while the store is down: what it held may come back with it. */
  remove(key: string): Promise<boolean>;
}

/** Short mutual exclusion; an optimisation only, no correctness rests on it (promise 10). */
export interface Locks {
  /** Runs `work` when the lock is free, otherwise answers null at once. */
  tryWith<T>(name: string, ttlMs: number, work: () => Promise<T>): Promise<T | null>;
}

export type Slot = { ok: true } | { ok: false; retryAfterMs: number };

/**
 * Counts calls in a moving span. While the store is down it lets through, unless the limit is `strict`, a platform's that drops
 * what comes above it: then each process keeps to half of it, and nothing goes for one span when the store is lost and when
 * it is back, because nobody knows what the others have counted. So two processes stay within it; more may not.
 */
export interface RateLimiter {
  take(bucket: string, limit: number, spanMs: number, options?: { strict?: boolean }): Promise<Slot>;
}
