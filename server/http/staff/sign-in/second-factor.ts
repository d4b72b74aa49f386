import type Router from '@koa/router';
import { AppError } from '../../../use-cases/ports/app-error';
import type { StaffMember } from '../../../use-cases/ports/review';
import {
  hasSecondFactor,
  proveSecondFactor,
  secondFactorState,
} from '../../../use-cases/staff/second-factor';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import { sayIn, showPage } from '../layout';
import { localPath, refererPath } from '../local-path';
import { valueOf } from '../read-form';
import { verifyBody, type VerifyParts } from './second-factor-page';
import { readOwnForm, withStaff, type Visitor } from '../visitor';

export const VERIFY = '/staff/verify';

type Work = (ctx: Ctx, visitor: Visitor) => Promise<void>;

interface SecondFactorOptions {
  /** Asked first: who has no right to the page learns so at once. */
  may?: (member: StaffMember) => boolean;
  /** The page that a form stands on; without it the one that the browser says it comes from. */
  back?: (ctx: Ctx) => string;
}

/**
 * Runs a page for somebody who proved the second factor in this session within the last 15 minutes; others are sent to do
 * that and back.
 */
export function withSecondFactor(
  deps: HttpDeps,
  work: Work,
  { may = () => true, back = (ctx) => refererPath(ctx, deps.publicUrl) }: SecondFactorOptions = {},
) {
  return withStaff(deps, async (ctx, visitor) => {
    if (!may(visitor.member)) throw new AppError('FORBIDDEN');
    if (hasSecondFactor(visitor.session, deps.context.clock.now())) return work(ctx, visitor);
    // A form comes back to its page: what it asked for is asked for once more, now that the answer may be yes.
    const isForm = ctx.method !== 'GET' && ctx.method !== 'HEAD';
    const page = localPath(isForm ? back(ctx) : ctx.path + ctx.search);
    if (isForm) ctx.status = 303;
    ctx.redirect(`${VERIFY}?back=${encodeURIComponent(page)}${isForm ? '&again=1' : ''}`);
    ctx.body = '';
  });
}

/** Where the second factor is proved. */
export function secondFactorRoutes(router: Router<State>, deps: HttpDeps): void {
  router.get(
    VERIFY,
    withStaff(deps, (ctx, visitor) => {
      const { searchParams } = ctx.URL;
      const again = searchParams.get('again') === '1';
      return showVerify(ctx, deps, {
        visitor,
        parts: { back: localPath(searchParams.get('back')), again, problem: null },
      });
    }),
  );
  router.post(
    VERIFY,
    withStaff(deps, (ctx, visitor) => verify(ctx, deps, visitor)),
  );
}

async function verify(ctx: Ctx, deps: HttpDeps, visitor: Visitor): Promise<void> {
  const form = await readOwnForm(ctx, deps, { visitor, once: ['code', 'back', 'again'] });
  const { member, token } = visitor;
  const [back, again] = [localPath(valueOf(form, 'back')), valueOf(form, 'again') === '1'];
  const checked = await proveSecondFactor(deps.context, { member, token, code: valueOf(form, 'code') });
  if (checked.ok) {
    ctx.status = 303;
    ctx.redirect(back);
    return;
  }
  ctx.status = checked.code === 'locked' ? 429 : 422;
  await showVerify(ctx, deps, { visitor, parts: { back, again, problem: checked } });
}

async function showVerify(
  ctx: Ctx,
  deps: HttpDeps,
  { visitor, parts }: { visitor: Visitor; parts: Pick<VerifyParts, 'back' | 'again' | 'problem'> },
): Promise<void> {
  const { member, locale, session } = visitor;
  const { enrolledAt } = await secondFactorState(deps.context, member);
  const now = deps.context.clock.now();
  showPage(ctx, locale, {
    title: sayIn(locale)('verify.title'),
    body: verifyBody({ ...parts, enrolled: enrolledAt !== null, csrf: session.csrf, locale, now }),
    signedIn: { csrf: session.csrf, name: member.name },
  });
}
