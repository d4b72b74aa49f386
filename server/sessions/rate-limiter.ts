import type { Clock } from '../../shared/domain/time';
import type { KeyedHash } from '../use-cases/ports/secrets';
import type { RateLimiter, Slot } from '../use-cases/ports/sessions';
import { BoundedMap } from './bounded-map';
import { placeOf } from './place';
import { countCall, type RateWindow } from './rate-window';
import { runScript, script, type RedisConnection } from './redis-connection';
import { strictLimiter, type Ask } from './strict-limiter';

/** `countCall` of rate-window.ts, where all processes meet. Answers the wait in milliseconds, 0 = go. */
const TAKE = script(`
local now, limit, length = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local stored = redis.call('HMGET', KEYS[1], 's', 'c', 'p')
local before = tonumber(stored[1])
local span = math.floor(now / length)
local current, previous = 0, 0
if before then
  if span <= before then
    span, current, previous = before, tonumber(stored[2]), tonumber(stored[3])
  elseif span == before + 1 then
    previous = tonumber(stored[2])
  end
end
local elapsed = math.max(0, now - span * length)
if (current + 1) * length + previous * (length - elapsed) <= limit * length then
  redis.call('HSET', KEYS[1], 's', string.format('%.0f', span), 'c', current + 1, 'p', previous)
  redis.call('PEXPIRE', KEYS[1], 2 * length)
  return 0
end
if limit < 1 then return length end
if current >= limit then
  return math.max(1, 2 * length - elapsed - math.floor((limit - 1) * length / current))
end
return math.max(1, length - elapsed - math.floor((limit - 1 - current) * length / previous))`);

export interface RedisRateLimiterOptions {
  connection: RedisConnection;
  keyedHash: KeyedHash;
  clock: Clock;
}

/** Limits over all processes; while Redis is down it lets through, or keeps to a share where the limit is strict. */
export function redisRateLimiter({ connection, keyedHash, clock }: RedisRateLimiterOptions): RateLimiter {
  const ask: Ask = async (bucket, limit, spanMs) => {
    const key = placeOf(keyedHash, 'r', bucket);
    const answer = await connection.ask((redis) => runScript(redis, TAKE, key, [clock.now(), limit, spanMs]));
    return answer.up ? slotOf(Number(answer.value)) : null;
  };
  const strictly = strictLimiter(ask, clock);
  return {
    take: async (bucket, limit, spanMs, { strict = false } = {}) => {
      if (strict) return strictly.take(bucket, limit, spanMs);
      return (await ask(bucket, limit, spanMs)) ?? { ok: true };
    },
  };
}

function slotOf(retryAfterMs: number): Slot {
  return retryAfterMs === 0 ? { ok: true } : { ok: false, retryAfterMs };
}

/** Limits of the one process of an embedded installation; at most `limit` buckets are remembered. */
export function memoryRateLimiter(clock: Clock, buckets = 50_000): RateLimiter {
  const windows = new BoundedMap<RateWindow>(buckets);
  return {
    take: async (bucket, limit, spanMs) => {
      const { window, retryAfterMs } = countCall(windows.get(bucket), { now: clock.now(), limit, spanMs });
      windows.set(bucket, window);
      return slotOf(retryAfterMs);
    },
  };
}
