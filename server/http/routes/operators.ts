import { createHash, timingSafeEqual } from 'node:crypto';
import type Router from '@koa/router';
import { AppError } from '../../use-cases/ports/app-error';
import type { HttpDeps } from '../deps';
import type { State } from '../http-context';

/** For the process manager and the people who run it. */
export function operatorRoutes(router: Router<State>, deps: HttpDeps): void {
  router.get('/healthz', (ctx) => {
    ctx.body = { ok: true };
  });
  router.get('/readyz', async (ctx) => {
    const problems = await deps.readiness.check();
    ctx.status = problems.length === 0 ? 200 : 503;
    ctx.body = { ok: problems.length === 0, problems };
  });
  router.get('/metrics', async (ctx) => {
    // Without a token the page does not exist.
    if (deps.metricsToken === null) throw new AppError('NOT_FOUND');
    if (!sameToken(ctx.get('Authorization'), `Bearer ${deps.metricsToken}`)) throw new AppError('FORBIDDEN');
    ctx.type = deps.metrics.contentType;
    ctx.body = await deps.metrics.text();
  });
}

function sameToken(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
