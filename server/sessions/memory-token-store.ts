import { randomUUID } from 'node:crypto';
import type { Clock } from '../../shared/domain/time';
import type { StoredToken, TokenStore } from '../use-cases/ports/platforms';

/** Tokens of one process, for the embedded default. Nothing leaves the process, so nothing is sealed. */
export class MemoryTokenStore implements TokenStore {
  private readonly tokens = new Map<string, StoredToken>();
  private readonly locks = new Map<string, { owner: string; until: number }>();

  constructor(private readonly clock: Clock) {}

  async get(key: string): Promise<StoredToken | null> {
    return this.tokens.get(key) ?? null;
  }

  async compareAndSet(change: Parameters<TokenStore['compareAndSet']>[0]): Promise<string | null> {
    const { key, expected, token, expiresAt } = change;
    if ((this.tokens.get(key)?.version ?? null) !== expected) return null;
    const version = randomUUID();
    this.tokens.set(key, { token, expiresAt, version });
    return version;
  }

  async lock(key: string, ttlMs: number): Promise<string | null> {
    const now = this.clock.now();
    const held = this.locks.get(key);
    if (held && held.until > now) return null;
    const owner = randomUUID();
    this.locks.set(key, { owner, until: now + ttlMs });
    return owner;
  }

  async unlock(key: string, owner: string): Promise<void> {
    if (this.locks.get(key)?.owner === owner) this.locks.delete(key);
  }
}
