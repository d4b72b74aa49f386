import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../shared/domain/time';
import type { Locale } from '../../use-cases/ports/accounts';
import type { Logger } from '../../use-cases/ports/logger';
import type { Step } from '../http-context';
import type { Metrics } from '../metrics';

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
};

/** First of all: an id for the request, its language, safe headers, and one log line when it ends. */
export function requestContext(deps: {
  logger: Logger;
  clock: Clock;
  metrics: Metrics;
  secure: boolean;
}): Step {
  return async (ctx, next) => {
    const startedAt = process.hrtime.bigint();
    const asked = localeOf(ctx.get('Accept-Language'));
    Object.assign(ctx.state, {
      requestId: requestIdOf(ctx.get('X-Request-Id')),
      locale: asked ?? 'zh-CN',
      localeAsked: asked !== null,
      route: null,
      errorCode: null,
      accountId: null,
    });
    ctx.set(SECURITY_HEADERS);
    if (deps.secure) ctx.set('Strict-Transport-Security', 'max-age=31536000');
    ctx.set('X-Request-Id', ctx.state.requestId);
    try {
      await next();
    } finally {
      const durationMs = Number(process.hrtime.bigint() - startedAt) / 1e6;
      const route = ctx.state.route ?? `${knownMethod(ctx.method)} unmatched`;
      deps.metrics.observeRequest({ route, status: ctx.status, seconds: durationMs / 1000 });
      const line = {
        requestId: ctx.state.requestId,
        route,
        status: ctx.status,
        durationMs: Math.round(durationMs * 10) / 10,
        ...(ctx.state.errorCode && { code: ctx.state.errorCode }),
        ...(ctx.state.accountId && { accountId: ctx.state.accountId }),
      };
      if (/ \/(healthz|readyz|metrics)$/.test(route)) deps.logger.debug('http.request', line);
      else deps.logger.info('http.request', line);
    }
  };
}

/** The caller's own id, which the phone shows and the log then knows; one that is no plain id is replaced. */
export function requestIdOf(given: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{7,63}$/.test(given) ? given : randomUUID();
}

/** The first language of the list that we speak. */
export function localeOf(acceptLanguage: string): Locale | null {
  for (const part of acceptLanguage.slice(0, 200).split(',')) {
    const tag = part.trim().toLowerCase();
    if (/^zh\b/.test(tag)) return 'zh-CN';
    if (/^en\b/.test(tag)) return 'en';
  }
  return null;
}

/** A label with any value of strangers would grow the metrics without end. */
function knownMethod(method: string): string {
  return ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'].includes(method) ? method : 'OTHER';
}
