import type { Clock } from '../../shared/domain/time';
import type { RateLimiter, Slot } from '../use-cases/ports/sessions';
import { BoundedMap } from './bounded-map';

/** Counts a call over all processes; null while they cannot be counted together. */
export type Ask = (...call: [bucket: string, limit: number, spanMs: number]) => Promise<Slot | null>;

/** One call that was let through here, or still asks. */
interface Call {
  at: number;
}

/**
 * Two processes together stay below twice the limit in any span, whatever becomes of the common count: each keeps an exact
 * count of its own below the limit as well. While the others cannot be counted, and for a span after, it keeps to half of the
 * limit, so that a lasting loss does not double the pace either. Nothing falls silent when the common count comes and goes:
 * the own count holds nobody up for longer than a span.
 */
export function strictLimiter(ask: Ask, clock: Clock, buckets = 50_000): RateLimiter {
  const own = new BoundedMap<Call[]>(buckets);
  let lostAt = Number.NEGATIVE_INFINITY;
  return {
    take: async (bucket, limit, spanMs) => {
      const now = clock.now();
      const half = Math.floor(limit / 2);
      const most = now - lostAt < spanMs ? half : Math.max(1, limit - 1);
      const calls = own.get(bucket) ?? [];
      own.set(bucket, calls);
      dropUntil(calls, now - spanMs);
      if (calls.length >= most) return refusal(calls, most, { now, spanMs });
      // It counts while it asks, so that calls at the same time do not all find the same room.
      const call = { at: now };
      calls.push(call);
      const together = await ask(bucket, limit, spanMs);
      call.at = clock.now();
      if (together?.ok) return together;
      if (together === null) {
        lostAt = call.at;
        if (calls.length <= half) return { ok: true };
      }
      calls.splice(calls.indexOf(call), 1);
      return together ?? refusal(calls, half, { now: call.at, spanMs });
    },
  };
}

function dropUntil(calls: Call[], end: number): void {
  for (let n = calls.length - 1; n >= 0; n -= 1) if ((calls[n]?.at ?? end) <= end) calls.splice(n, 1);
}

/** Until so many of the calls have passed that one more finds room. */
function refusal(
  calls: readonly Call[],
  most: number,
  { now, spanMs }: { now: number; spanMs: number },
): Slot {
  const passes = calls.map(({ at }) => at).toSorted((one, other) => one - other)[calls.length - most] ?? now;
  return { ok: false, retryAfterMs: Math.min(spanMs, Math.max(1, passes + spanMs - now)) };
}
