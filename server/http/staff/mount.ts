import type Router from '@koa/router';
import type { HttpDeps } from '../deps';
import type { State } from '../http-context';
import { assetRoutes } from './assets';
import { reviewRoutes } from './reviews';
import { signInRoutes } from './sign-in';

/** Everything under `/staff`: sign-in, the reviewers' pages and their style sheets. */
export function mountStaff(router: Router<State>, deps: HttpDeps): void {
  assetRoutes(router);
  signInRoutes(router, deps);
  reviewRoutes(router, deps);
}
