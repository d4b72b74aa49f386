import type Router from '@koa/router';
import type { HttpDeps } from '../deps';
import type { State } from '../http-context';
import { PER_ADDRESS, type CallLimit } from '../api/limit-call';
import { limitAddress } from '../middleware/limit-address';
import { accountRoutes } from './sign-in/account';
import { administrationRoutes } from './administration/administration';
import { passwordSignInRoutes } from './sign-in/password-sign-in';
import { assetRoutes } from './assets';
import { linkRoutes } from './links';
import { proposalRoutes } from './support/proposals';
import { auditRoutes } from './administration/audit';
import { conversationRoutes } from './support/conversation';
import { exportRoutes } from './administration/exports';
import { handoverRoutes } from './support/handover';
import { homeRoutes } from './home';
import { leaveRoutes } from './administration/leave';
import { refundRoutes } from './administration/refunds';
import { revealRoutes } from './review/reveal';
import { reviewRoutes } from './review/reviews';
import { searchRoutes } from './support/search';
import { secondFactorRoutes } from './sign-in/second-factor';
import { sidebarRoutes } from './support/sidebar';
import { signInRoutes } from './sign-in/sign-in';
import { supportRoutes } from './support/support';
import { undoRoutes } from './review/undo';
import { wallRoutes } from './review/wall';

/** Each return from WeCom asks the platform who it is; a whole office behind one address stays below. */
const SIGN_INS: CallLimit = { calls: 120, spanMs: 60_000 };

/** Everything under `/staff`: sign-in, the reviewers' pages, the audit and their style sheets. */
export function mountStaff(router: Router<State>, deps: HttpDeps): void {
  router.use('/staff', limitAddress(deps, { name: 'staff', limit: PER_ADDRESS }));
  router.use('/staff/sign-in', limitAddress(deps, { name: 'staff-sign-in', limit: SIGN_INS }));
  assetRoutes(router);
  signInRoutes(router, deps);
  passwordSignInRoutes(router, deps);
  secondFactorRoutes(router, deps);
  accountRoutes(router, deps);
  administrationRoutes(router, deps);
  exportRoutes(router, deps);
  refundRoutes(router, deps);
  homeRoutes(router, deps);
  reviewRoutes(router, deps);
  revealRoutes(router, deps);
  undoRoutes(router, deps);
  wallRoutes(router, deps);
  supportRoutes(router, deps);
  // Before those of one conversation, whose pattern they would fit.
  handoverRoutes(router, deps);
  sidebarRoutes(router, deps);
  conversationRoutes(router, deps);
  proposalRoutes(router, deps);
  linkRoutes(router, deps);
  searchRoutes(router, deps);
  leaveRoutes(router, deps);
  auditRoutes(router, deps);
}
