import { randomUUID } from 'node:crypto';
import type { Clock } from '../../shared/domain/time';
import type { KeyedHash } from '../use-cases/ports/secrets';
import type { Locks } from '../use-cases/ports/sessions';
import { placeOf } from './place';
import { runScript, script, type RedisConnection } from './redis-connection';

/** Frees a lock only for whoever holds it: it may have run out and been taken by somebody else. */
const UNLOCK = script(
  `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`,
);

/** Locks over all processes. Without Redis everybody gets one: no correctness rests on them (promise 10). */
export function redisLocks(connection: RedisConnection, keyedHash: KeyedHash): Locks {
  return {
    tryWith: async (name, ttlMs, work) => {
      const key = placeOf(keyedHash, 'l', name);
      const owner = randomUUID();
      const taken = await connection.ask((redis) => redis.set(key, owner, 'PX', ttlMs, 'NX'));
      if (taken.up && taken.value === null) return null;
      try {
        return await work();
      } finally {
        await connection.ask((redis) => runScript(redis, UNLOCK, key, [owner]));
      }
    },
  };
}

/** Locks of the one process of an embedded installation. */
export function memoryLocks(clock: Clock): Locks {
  const held = new Map<string, { until: number }>();
  return {
    tryWith: async (name, ttlMs, work) => {
      const holder = held.get(name);
      if (holder && holder.until > clock.now()) return null;
      const mine = { until: clock.now() + ttlMs };
      held.set(name, mine);
      try {
        return await work();
      } finally {
        if (held.get(name) === mine) held.delete(name);
      }
    },
  };
}
