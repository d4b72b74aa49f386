import type { Endpoint } from '../../../shared/contract/api';
import { AppError } from '../../use-cases/ports/app-error';
import type { RateLimiter } from '../../use-cases/ports/sessions';

const MINUTE_MS = 60_000;

/** A person on a phone makes a few calls a second at most. */
const PER_LOGIN = { calls: 300, spanMs: MINUTE_MS };
/** A whole campus is one address: the cap only stops floods. */
const PER_ADDRESS = { calls: 6_000, spanMs: MINUTE_MS };

/** Signed-in calls count by account, or by openid before there is one; all others by address. */
export async function limitCall(
  limiter: RateLimiter,
  call: { endpoint: Endpoint; name: string; person: string | null; address: string },
): Promise<void> {
  const { endpoint, name, person, address } = call;
  if (person === null) return take(limiter, `api:address:${address}`, PER_ADDRESS);
  await take(limiter, `api:person:${person}`, PER_LOGIN);
  if (endpoint.limit) await take(limiter, `api:${name}:${person}`, endpoint.limit);
}

/** Throws `RATE_LIMITED` with the wait. */
export async function take(
  limiter: RateLimiter,
  bucket: string,
  limit: { calls: number; spanMs: number },
): Promise<void> {
  const taken = await limiter.take(bucket, limit.calls, limit.spanMs);
  if (!taken.ok) throw new AppError('RATE_LIMITED', { retryAfterMs: taken.retryAfterMs });
}

/** Tokens that open nothing: whoever tries many is stopped, though each costs one look. */
export const BAD_TOKENS = { calls: 600, spanMs: MINUTE_MS };
