import type Router from '@koa/router';
import type { HttpDeps } from '../deps';
import type { State } from '../http-context';
import { PER_ADDRESS } from '../api/limit-call';
import { limitAddress } from '../middleware/limit-address';
import { confirmPages } from './confirm';
import { exportPages } from './export';
import { helpPages } from './help';
import { linkPages } from './link-pages';
import { proposalPages } from './proposal';
import { seasonPages } from './season-pages';

/** Public pages for the phone; none of them needs a script. */
export function pageRoutes(router: Router<State>, deps: HttpDeps): void {
  router.use('/pages', limitAddress(deps, { name: 'pages', limit: PER_ADDRESS }));
  seasonPages(router, deps);
  confirmPages(router, deps);
  linkPages(router, deps);
  proposalPages(router, deps);
  exportPages(router, deps);
  helpPages(router, deps);
}
