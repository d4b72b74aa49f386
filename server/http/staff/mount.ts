import type Router from '@koa/router';
import type { HttpDeps } from '../deps';
import type { State } from '../http-context';
import { PER_ADDRESS, type CallLimit } from '../api/limit-call';
import { limitAddress } from '../middleware/limit-address';
import { accountRoutes } from './account';
import { administrationRoutes } from './administration';
import { passwordSignInRoutes } from './password-sign-in';
import { assetRoutes } from './assets';
import { linkRoutes } from './links';
import { proposalRoutes } from './proposals';
import { auditRoutes } from './audit';
import { conversationRoutes } from './conversation';
import { exportRoutes } from './exports';
import { handoverRoutes } from './handover';
import { homeRoutes } from './home';
import { leaveRoutes } from './leave';
import { refundRoutes } from './refunds';
import { revealRoutes } from './reveal';
import { reviewRoutes } from './reviews';
import { searchRoutes } from './search';
import { secondFactorRoutes } from './second-factor';
import { sidebarRoutes } from './sidebar';
import { signInRoutes } from './sign-in';
import { supportRoutes } from './support';
import { undoRoutes } from './undo';
import { wallRoutes } from './wall';

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
