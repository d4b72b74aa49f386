import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../shared/domain/time';
import { PlatformError, TransportError } from '../use-cases/ports/platform-errors';
import type { StoredToken, TokenStore } from '../use-cases/ports/platforms';

/** What a platform answered when asked for a token. */
export interface FetchedToken {
  token: string;
  expiresInSeconds: number;
}

export interface AccessTokenOptions {
  /** Names the app in the store, without secrets: `wecom:<corp>:<agent>`. */
  key: string;
  /** Asks the platform for a token. */
  fetchToken(): Promise<FetchedToken>;
  /**
   * Asks for a token that surely differs, where the platform has such a switch: used only when an ordinary request
   * brought back the very token that had just been refused.
   */
  forceToken?(): Promise<FetchedToken>;
  store: TokenStore;
  clock: Clock;
  /** Told of each event, for metrics and the alert on two processes that keep refreshing against each other. */
  observe?(event: TokenEvent): void;
  /** Waits between looks at the store while another process refreshes; tests pass their own. */
  pause?(ms: number): Promise<unknown>;
}

export type TokenEvent = 'fetched' | 'forced' | 'adopted' | 'store_down' | 'failed';

/** The access token of one app. */
export interface AccessTokens {
  /** Runs a call with the present token; when the platform refuses the token, refreshes once and repeats once. */
  run<T>(call: (token: string) => Promise<T>): Promise<T>;
}

/** A token is not used in its last minute: a call may take that long. */
const MARGIN_MS = 60_000;
const LOCK_MS = 15_000;
/** How long to wait for another process' refresh before fetching anyway. */
const OTHERS_MS = 5_000;
const LOOK_EVERY_MS = 100;
/** The store is an aid: a frozen one must not hold a call. */
const STORE_MS = 500;
/** The platform blocks a caller for an hour after many wrong secrets, so a refused fetch is not repeated at once. */
const REFUSED_MS = 30_000;
/** Forced refreshes are limited to one in 30 s (and 20 a day) by the platform. */
const FORCE_EVERY_MS = 30_000;

/**
 * One refresher per app over all processes. In a process one refresh runs at a time and all callers share it; between
 * processes a lock with expiry makes one of them fetch and the others take what it stored. A refresh happens only while
 * the failing token is still the stored one, and is stored only over the version it started from, so that a slow old
 * answer never replaces a newer token. Without the store every process fetches for itself.
 */
export class RefreshingAccessTokens implements AccessTokens {
  private current: { token: string; expiresAt: number } | null = null;
  private inFlight: Promise<string> | null = null;
  private refused: { error: unknown; until: number } | null = null;
  private forcedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: AccessTokenOptions) {}

  async run<T>(call: (token: string) => Promise<T>): Promise<T> {
    const token = await this.tokenOtherThan(null);
    try {
      return await call(token);
    } catch (error) {
      if (!(error instanceof PlatformError) || error.class !== 'REFRESH') throw error;
      return call(await this.tokenOtherThan(token));
    }
  }

  /** The present token, or a new one when the present one is the failing one. */
  private async tokenOtherThan(failing: string | null): Promise<string> {
    const known = this.usable(this.current, failing);
    if (known) return known.token;
    const joined = this.inFlight !== null;
    const shared = await this.sharedRefresh(failing);
    // A refresh that was already under way may bring the token that fails here: then one of our own.
    return joined && shared === failing ? this.sharedRefresh(failing) : shared;
  }

  private sharedRefresh(failing: string | null): Promise<string> {
    this.inFlight ??= this.refresh(failing).finally(() => {
      this.inFlight = null;
    });
    return this.inFlight;
  }

  private async refresh(failing: string | null): Promise<string> {
    if (this.refused && this.options.clock.now() < this.refused.until) throw this.refused.error;
    const { key, store } = this.options;
    const stored = await this.ask(() => store.get(key));
    if (stored === 'down') return this.fetchAlone(failing);
    const newer = this.usable(stored, failing);
    if (newer) return this.adopt(newer);
    const owner = await this.ask(() => store.lock(key, LOCK_MS));
    if (owner === 'down') return this.fetchAlone(failing);
    if (owner === null) return (await this.waitForOthers(failing)) ?? this.fetchAndStore(failing);
    try {
      return await this.fetchAndStore(failing);
    } finally {
      await this.ask(() => store.unlock(key, owner));
    }
  }

  /** Looks for the token that another process is fetching; null when none comes in time. */
  private async waitForOthers(failing: string | null): Promise<string | null> {
    const { key, store, pause = delay } = this.options;
    for (let waited = 0; waited < OTHERS_MS; waited += LOOK_EVERY_MS) {
      await pause(LOOK_EVERY_MS);
      const stored = await this.ask(() => store.get(key));
      if (stored === 'down') return null;
      const newer = this.usable(stored, failing);
      if (newer) return this.adopt(newer);
    }
    return null;
  }

  private async fetchAndStore(failing: string | null): Promise<string> {
    const { key, store } = this.options;
    // Read again under the lock: the last owner may have stored between our look and our lock.
    const before = await this.ask(() => store.get(key));
    if (before === 'down') return this.fetchAlone(failing);
    const newer = this.usable(before, failing);
    if (newer) return this.adopt(newer);
    const fetched = await this.fetch(failing);
    const change = { key, expected: before?.version ?? null, ...fetched };
    const version = await this.ask(() => store.compareAndSet(change));
    if (version === null) {
      const winner = await this.ask(() => store.get(key));
      const other = winner === 'down' ? null : this.usable(winner, failing);
      if (other) return this.adopt(other);
    }
    return this.keep(fetched);
  }

  private async fetchAlone(failing: string | null): Promise<string> {
    return this.keep(await this.fetch(failing));
  }

  private async fetch(failing: string | null): Promise<{ token: string; expiresAt: number }> {
    try {
      const { fetchToken, forceToken } = this.options;
      const first = await this.fetchOnce('fetched', fetchToken);
      if (first.token !== failing || !forceToken || !this.mayForce()) return first;
      this.forcedAt = this.options.clock.now();
      return await this.fetchOnce('forced', forceToken);
    } catch (error) {
      this.options.observe?.('failed');
      if (error instanceof PlatformError && error.class !== 'RETRY' && error.class !== 'UNKNOWN') {
        this.refused = { error, until: this.options.clock.now() + REFUSED_MS };
      }
      throw error instanceof TransportError ? neverSent(error) : error;
    }
  }

  private mayForce(): boolean {
    return this.options.clock.now() - this.forcedAt >= FORCE_EVERY_MS;
  }

  private async fetchOnce(
    event: TokenEvent,
    fetchToken: () => Promise<FetchedToken>,
  ): Promise<{ token: string; expiresAt: number }> {
    // The life is counted from before the request: a slow answer does not lengthen it.
    const askedAt = this.options.clock.now();
    const { token, expiresInSeconds } = await fetchToken();
    this.options.observe?.(event);
    this.refused = null;
    return { token, expiresAt: askedAt + expiresInSeconds * 1000 };
  }

  private usable<T extends Pick<StoredToken, 'token' | 'expiresAt'>>(
    held: T | null,
    failing: string | null,
  ): T | null {
    if (held === null || held.token === failing) return null;
    return held.expiresAt - MARGIN_MS > this.options.clock.now() ? held : null;
  }

  private adopt(stored: { token: string; expiresAt: number }): string {
    this.options.observe?.('adopted');
    return this.keep(stored);
  }

  private keep({ token, expiresAt }: { token: string; expiresAt: number }): string {
    this.current = { token, expiresAt };
    return token;
  }

  /** Asks the store, for a short while only. */
  private async ask<T>(question: () => Promise<T>): Promise<T | 'down'> {
    const patience = new AbortController();
    try {
      const tooLate = delay(STORE_MS, 'down' as const, { signal: patience.signal, ref: false });
      tooLate.catch(() => undefined);
      const answer = await Promise.race([question(), tooLate]);
      if (answer === 'down') this.options.observe?.('store_down');
      return answer;
    } catch {
      this.options.observe?.('store_down');
      return 'down';
    } finally {
      patience.abort();
    }
  }
}

/** Without a token the call itself never left: nobody may take it for one whose fate is not known. */
function neverSent(cause: TransportError): TransportError {
  return new TransportError({ platform: cause.platform, path: cause.path, reason: 'connect', cause });
}
