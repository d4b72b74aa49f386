import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { FieldCipher } from '../use-cases/ports/secrets';
import type { StoredToken, TokenStore } from '../use-cases/ports/platforms';

type StoredChange = Parameters<TokenStore['compareAndSet']>[0];

/** A token outlives its use by a while, so that its version can still be compared. */
const KEEP_MS = 86_400_000;

/** Sets version and sealed token when the version is still the expected one ('' stands for none). */
const COMPARE_AND_SET = `
local version = redis.call('HGET', KEYS[1], 'version') or ''
if version ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'version', ARGV[2], 'sealed', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1`;

const UNLOCK = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

/** Tokens of all processes in Redis, sealed. A value that does not open (old key, damage) counts as no token. */
export class RedisTokenStore implements TokenStore {
  constructor(
    private readonly redis: Pick<Redis, 'hgetall' | 'eval' | 'set'>,
    private readonly cipher: Pick<FieldCipher, 'seal' | 'open'>,
  ) {}

  async get(key: string): Promise<StoredToken | null> {
    const { version, sealed } = await this.redis.hgetall(tokenKey(key));
    if (!version) return null;
    const opened = this.read(key, sealed ?? '');
    // The version of an unreadable value is kept: otherwise it could never be replaced.
    return { token: opened?.token ?? '', expiresAt: opened?.expiresAt ?? 0, version };
  }

  async compareAndSet({ key, expected, token, expiresAt }: StoredChange): Promise<string | null> {
    const version = randomUUID();
    const sealed = this.cipher.seal(JSON.stringify({ token, expiresAt }), tokenKey(key));
    const args = [expected ?? '', version, sealed, String(KEEP_MS)];
    return (await this.redis.eval(COMPARE_AND_SET, 1, tokenKey(key), ...args)) === 1 ? version : null;
  }

  async lock(key: string, ttlMs: number): Promise<string | null> {
    const owner = randomUUID();
    const taken = await this.redis.set(lockKey(key), owner, 'PX', ttlMs, 'NX');
    return taken === 'OK' ? owner : null;
  }

  async unlock(key: string, owner: string): Promise<void> {
    await this.redis.eval(UNLOCK, 1, lockKey(key), owner);
  }

  private read(key: string, sealed: string): { token: string; expiresAt: number } | null {
    try {
      const { token, expiresAt } = JSON.parse(this.cipher.open(sealed, tokenKey(key))) as Record<
        string,
        unknown
      >;
      return typeof token === 'string' && typeof expiresAt === 'number' ? { token, expiresAt } : null;
    } catch {
      return null;
    }
  }
}

function tokenKey(key: string): string {
  return `tokens:${key}`;
}

function lockKey(key: string): string {
  return `locks:tokens:${key}`;
}
