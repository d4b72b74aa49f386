import type Router from '@koa/router';
import type { HttpDeps } from '../deps';
import type { State } from '../http-context';
import { openApi } from '../openapi';
import { accountRoutes } from '../routes/accounts';
import { chatRoutes } from '../routes/chat';
import { consentRoutes } from '../routes/consents';
import { helpRoutes } from '../routes/help';
import { orderRoutes } from '../routes/orders';
import { ownDataRoutes } from '../routes/own-data';
import { payLinkRoutes } from '../routes/pay-links';
import { paymentRoutes } from '../routes/payments';
import { photoRoutes } from '../routes/photos';
import { answerRoutes } from '../routes/answers';
import { registrationActRoutes } from '../routes/registration-acts';
import { registrationRoutes } from '../routes/registrations';
import { seasonRoutes } from '../routes/seasons';
import { subscriptionRoutes } from '../routes/subscriptions';
import { API, endpointRegistry } from './register';

/** The API of the mini program, and its description. */
export function apiRoutes(router: Router<State>, deps: HttpDeps): void {
  const on = endpointRegistry(router, deps);
  accountRoutes(on, deps);
  ownDataRoutes(on, deps);
  seasonRoutes(on, deps);
  consentRoutes(on, deps);
  registrationRoutes(on, deps);
  registrationActRoutes(on, deps);
  answerRoutes(on, deps);
  photoRoutes(on, deps);
  paymentRoutes(on, deps);
  orderRoutes(on, deps);
  payLinkRoutes(on, deps);
  subscriptionRoutes(on, deps);
  chatRoutes(on, deps);
  helpRoutes(on, deps);
  // Made when somebody asks: no start waits for it.
  let description: string | null = null;
  router.get(`${API}/openapi.json`, (ctx) => {
    ctx.type = 'application/json; charset=utf-8';
    description ??= JSON.stringify(openApi());
    ctx.body = description;
  });
}
