import type { Endpoint } from '../../../shared/contract/api';
import { AppError } from '../../use-cases/ports/app-error';
import type { RateLimiter } from '../../use-cases/ports/sessions';

const MINUTE_MS = 60_000;

export interface CallLimit {
  calls: number;
  spanMs: number;
}

/** A person on a phone makes a few calls a second at most. */
const PER_LOGIN = { calls: 300, spanMs: MINUTE_MS };
/** A whole campus is one address: the cap only stops floods. */
export const PER_ADDRESS: CallLimit = { calls: 6_000, spanMs: MINUTE_MS };

/** Calls of an account count by it; without one they count by openid, where it is known, and by address. */
export async function limitCall(
  limiter: RateLimiter,
  call: {
    endpoint: Endpoint;
    name: string;
    /** Account, or keyed hash of the openid. */
    person: string | null;
    hasAccount: boolean;
    address: string;
  },
): Promise<void> {
  const { endpoint, name, person, hasAccount, address } = call;
  if (!hasAccount) await take(limiter, `api:address:${address}`, PER_ADDRESS);
  if (person === null) return;
  await take(limiter, `api:person:${person}`, PER_LOGIN);
  if (endpoint.limit) await take(limiter, `api:${name}:${person}`, endpoint.limit);
}

/** Throws `RATE_LIMITED` with the wait. */
export async function take(limiter: RateLimiter, bucket: string, limit: CallLimit): Promise<void> {
  const taken = await limiter.take(bucket, limit.calls, limit.spanMs);
  if (!taken.ok) throw new AppError('RATE_LIMITED', { retryAfterMs: taken.retryAfterMs });
}

/** Tokens that open nothing: whoever tries many is stopped, though each costs one look. */
export const BAD_TOKENS: CallLimit = { calls: 600, spanMs: MINUTE_MS };
