import type Router from '@koa/router';
import type { HttpDeps } from '../deps';
import type { State } from '../http-context';
import { confirmPages } from './confirm';
import { helpPages } from './help';
import { linkPages } from './link-pages';
import { seasonPages } from './season-pages';

/** Public pages for the phone; none of them needs a script. */
export function pageRoutes(router: Router<State>, deps: HttpDeps): void {
  seasonPages(router, deps);
  confirmPages(router, deps);
  linkPages(router, deps);
  helpPages(router, deps);
}
