import type { Redis } from 'ioredis';
import type { Clock } from '../../shared/domain/time';
import type { FieldCipher, KeyedHash } from '../use-cases/ports/secrets';
import type { Locks, RateLimiter, SessionStore } from '../use-cases/ports/sessions';
import { memoryLocks, redisLocks } from './locks';
import { memorySessionStore } from './memory-session-store';
import { memoryRateLimiter, redisRateLimiter } from './rate-limiter';
import { openRedis, type RedisConnectionOptions } from './redis-connection';
import { redisSessionStore } from './redis-session-store';

export interface SessionsOptions {
  /** Null keeps everything in this process (embedded). */
  redisUrl: string | null;
  cipher: FieldCipher;
  keyedHash: KeyedHash;
  clock: Clock;
  /** Told once when Redis is lost and once when it is back. */
  report?: RedisConnectionOptions['report'];
}

export interface Sessions {
  store: SessionStore;
  locks: Locks;
  rateLimiter: RateLimiter;
  /** For the token store; null in an embedded installation. */
  redis: Redis | null;
  /** Throws when Redis does not answer in time. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export async function openSessions(options: SessionsOptions): Promise<Sessions> {
  const { redisUrl, clock } = options;
  if (redisUrl !== null) return openRedisSessions({ ...options, redisUrl });
  return {
    store: memorySessionStore({ clock }),
    locks: memoryLocks(clock),
    rateLimiter: memoryRateLimiter(clock),
    redis: null,
    ping: async () => undefined,
    close: async () => undefined,
  };
}

async function openRedisSessions(options: SessionsOptions & { redisUrl: string }): Promise<Sessions> {
  const { redisUrl, cipher, keyedHash, clock, report } = options;
  const connection = await openRedis({ url: redisUrl, report });
  return {
    store: redisSessionStore({ connection, cipher, keyedHash }),
    locks: redisLocks(connection, keyedHash),
    rateLimiter: redisRateLimiter({ connection, keyedHash, clock }),
    redis: connection.redis,
    ping: async () => {
      const answer = await connection.ask((redis) => redis.ping());
      if (!answer.up) throw new Error('Redis does not answer');
    },
    close: async () => connection.close(),
  };
}
