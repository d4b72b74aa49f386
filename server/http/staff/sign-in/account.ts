import type Router from '@koa/router';
import {
  beginEnrolment,
  confirmEnrolment,
  hasSecondFactor,
  secondFactorState,
} from '../../../use-cases/staff/second-factor';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import { accountBody, recoveryCodesBody } from './account-page';
import { sayIn, showPage } from '../layout';
import { valueOf } from '../read-form';
import { VERIFY } from './second-factor';
import { readOwnForm, withStaff, type Visitor } from '../visitor';

const ACCOUNT = '/staff/account';

/** One's own account: the second factor is set up and replaced here. */
export function accountRoutes(router: Router<State>, deps: HttpDeps): void {
  router.get(
    ACCOUNT,
    withStaff(deps, (ctx, visitor) => showAccount(ctx, deps, { visitor, wrong: false })),
  );
  router.post(
    `${ACCOUNT}/second-factor`,
    withStaff(deps, (ctx, visitor) => begin(ctx, deps, visitor)),
  );
  router.post(
    `${ACCOUNT}/second-factor/confirm`,
    withStaff(deps, (ctx, visitor) => confirm(ctx, deps, visitor)),
  );
}

async function showAccount(
  ctx: Ctx,
  deps: HttpDeps,
  { visitor, wrong }: { visitor: Visitor; wrong: boolean },
): Promise<void> {
  const { member, locale, session } = visitor;
  const state = await secondFactorState(deps.context, member);
  // A secret that waits to replace the present one is shown to nobody who has not proved the present one.
  const pendingSecret = (await mayReplace(deps, visitor)) ? state.pendingSecret : null;
  showPage(ctx, locale, {
    title: sayIn(locale)('account.title'),
    body: accountBody({ member, state: { ...state, pendingSecret }, wrong, csrf: session.csrf, locale }),
    signedIn: { csrf: session.csrf, name: member.name },
  });
}

/** The first one needs the login alone; replacing it needs the present one, so that a borrowed session cannot. */
async function mayReplace(deps: HttpDeps, { member, session }: Visitor): Promise<boolean> {
  if (hasSecondFactor(session, deps.context.clock.now())) return true;
  return (await secondFactorState(deps.context, member)).enrolledAt === null;
}

async function begin(ctx: Ctx, deps: HttpDeps, visitor: Visitor): Promise<void> {
  await readOwnForm(ctx, deps, { visitor, once: [] });
  ctx.status = 303;
  if (!(await mayReplace(deps, visitor))) {
    ctx.redirect(`${VERIFY}?back=${encodeURIComponent(ACCOUNT)}&again=1`);
    return;
  }
  await beginEnrolment(deps.context, { member: visitor.member });
  ctx.redirect(ACCOUNT);
}

async function confirm(ctx: Ctx, deps: HttpDeps, visitor: Visitor): Promise<void> {
  const form = await readOwnForm(ctx, deps, { visitor, once: ['code'] });
  const { member, token, locale, session } = visitor;
  if (!(await mayReplace(deps, visitor))) {
    ctx.status = 303;
    ctx.redirect(`${VERIFY}?back=${encodeURIComponent(ACCOUNT)}&again=1`);
    return;
  }
  const enrolled = await confirmEnrolment(deps.context, { member, token, code: valueOf(form, 'code') });
  if (!enrolled.ok) {
    ctx.status = 422;
    return showAccount(ctx, deps, { visitor, wrong: enrolled.code === 'wrong' });
  }
  showPage(ctx, locale, {
    title: sayIn(locale)('account.recovery_title'),
    body: recoveryCodesBody(enrolled.recoveryCodes, sayIn(locale)),
    signedIn: { csrf: session.csrf, name: member.name },
  });
}
