/** Calls of the present and of the previous span; the previous ones fade out while the present span passes. */
export interface RateWindow {
  /** Number of the present span since 1970. */
  span: number;
  current: number;
  previous: number;
}

export interface RateCall {
  now: number;
  limit: number;
  spanMs: number;
}

/**
 * Counts one call in a moving span. `redis-rate-limiter` runs the same arithmetic inside Redis; a test holds them equal.
 */
export function countCall(
  before: RateWindow | undefined,
  { now, limit, spanMs }: RateCall,
): { window: RateWindow; retryAfterMs: number } {
  const window = moved(before, Math.floor(now / spanMs));
  const { span, current, previous } = window;
  const elapsed = Math.max(0, now - span * spanMs);
  // In whole numbers, so that Redis and this process never differ by a rounding.
  if ((current + 1) * spanMs + previous * (spanMs - elapsed) <= limit * spanMs) {
    return { window: { ...window, current: current + 1 }, retryAfterMs: 0 };
  }
  return { window, retryAfterMs: waitFor({ limit, spanMs, elapsed, current, previous }) };
}

/** A clock that went back does not open a new span. */
function moved(before: RateWindow | undefined, span: number): RateWindow {
  if (!before || span > before.span + 1) return { span, current: 0, previous: 0 };
  if (span > before.span) return { span, current: 0, previous: before.current };
  return before;
}

/** When enough has faded for one more call. */
function waitFor(state: {
  limit: number;
  spanMs: number;
  elapsed: number;
  current: number;
  previous: number;
}): number {
  const { limit, spanMs, elapsed, current, previous } = state;
  if (limit < 1) return spanMs;
  if (current >= limit) {
    return Math.max(1, 2 * spanMs - elapsed - Math.floor(((limit - 1) * spanMs) / current));
  }
  return Math.max(1, spanMs - elapsed - Math.floor(((limit - 1 - current) * spanMs) / previous));
}
