import type { RequestListener } from 'node:http';
import Router from '@koa/router';
import Koa from 'koa';
import type { HttpDeps } from './deps';
import type { State } from './http-context';
import { apiRoutes } from './api/routes';
import { handleErrors } from './middleware/handle-errors';
import { requestContext } from './middleware/request-context';
import { failurePage } from './pages/failure';
import { pageRoutes } from './pages/routes';
import { wechatCallbackRoutes } from './routes/callbacks/wechat';
import { wechatpayCallbackRoutes } from './routes/callbacks/wechatpay';
import { wecomCallbackRoutes } from './routes/callbacks/wecom';
import { operatorRoutes } from './routes/operators';
import { mountStaff } from './staff/mount';

/** The whole edge of one process. */
export function createHandler(deps: HttpDeps): RequestListener {
  const { logger, clock } = deps.context;
  const app = new Koa<State>();
  // What reaches this event broke while the answer was already on its way.
  app.on('error', (error: unknown) => logger.debug('http.answer_broken', { error }));
  app.use(
    requestContext({ logger, clock, metrics: deps.metrics, secure: deps.publicUrl.startsWith('https:') }),
  );
  app.use(handleErrors({ logger, showPage: failurePage }));
  const router = new Router<State>();
  router.use(async (ctx, next) => {
    // The router names the matched route layer by layer: the last one is the route's own.
    try {
      await next();
    } finally {
      ctx.state.route = `${ctx.method} ${String(ctx._matchedRoute ?? 'unmatched')}`;
    }
  });
  operatorRoutes(router, deps);
  if (deps.surfaces === 'all') {
    apiRoutes(router, deps);
    pageRoutes(router, deps);
    wecomCallbackRoutes(router, deps);
    wechatCallbackRoutes(router, deps);
    wechatpayCallbackRoutes(router, deps);
    mountStaff(router, deps);
  }
  app.use(router.routes());
  const answer = app.callback();
  return (request, response) => void answer(request, response);
}
