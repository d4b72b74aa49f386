import type { HttpDeps } from '../deps';
import type { Step } from '../http-context';
import { take, type CallLimit } from '../api/limit-call';
import { clientAddressReader } from './client-address';

/** Counts calls by the caller's address, as far as our own proxies vouch for it; too many are answered 429. */
export function limitAddress(deps: HttpDeps, { name, limit }: { name: string; limit: CallLimit }): Step {
  const addressOf = clientAddressReader(deps.trustedProxies);
  return async (ctx, next) => {
    const address = addressOf(ctx.req.socket.remoteAddress, ctx.req.headers['x-forwarded-for']);
    await take(deps.context.limiter, `${name}:address:${address}`, limit);
    await next();
  };
}
