import type Router from '@koa/router';
import { AppError } from '../../../use-cases/ports/app-error';
import { endLeave, enterLeave, showLeaves, takesLeave } from '../../../use-cases/staff/plan-leave';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import { sayIn, showPage } from '../layout';
import { leaveBody, type TypedLeave } from './leave-page';
import { valueOf } from '../read-form';
import { readOwnForm, withStaff, type Visitor } from '../visitor';

const LEAVE = '/staff/leave';

/** Staff say when they are away and who acts for them; leads also for the people of their sites. */
export function leaveRoutes(router: Router<State>, deps: HttpDeps): void {
  router.get(
    LEAVE,
    withLeave(deps, (ctx, visitor) => show(ctx, deps, { visitor, typed: null })),
  );
  router.post(
    LEAVE,
    withLeave(deps, (ctx, visitor) => enter(ctx, deps, visitor)),
  );
  router.post(
    `${LEAVE}/:id/end`,
    withLeave(deps, (ctx, visitor) => end(ctx, deps, visitor)),
  );
}

function withLeave(deps: HttpDeps, work: (ctx: Ctx, visitor: Visitor) => Promise<void>) {
  return withStaff(deps, async (ctx, visitor) => {
    if (!takesLeave(visitor.member)) throw new AppError('FORBIDDEN');
    await work(ctx, visitor);
  });
}

async function show(
  ctx: Ctx,
  deps: HttpDeps,
  { visitor, typed }: { visitor: Visitor; typed: TypedLeave | null },
): Promise<void> {
  const { member, locale, session } = visitor;
  const asked = ctx.URL.searchParams.get('done');
  const done = (['entered', 'ended'] as const).find((one) => one === asked) ?? null;
  const desk = await showLeaves(deps.context, member);
  showPage(ctx, locale, {
    title: sayIn(locale)('leave.title'),
    body: leaveBody({ desk, typed, done, csrf: session.csrf, locale }),
    signedIn: { csrf: session.csrf, name: member.name },
  });
}

async function enter(ctx: Ctx, deps: HttpDeps, visitor: Visitor): Promise<void> {
  const form = await readOwnForm(ctx, deps, { visitor, once: ['who', 'from', 'until', 'delegate'] });
  const { member } = visitor;
  const [from, until, delegate] = [valueOf(form, 'from'), valueOf(form, 'until'), valueOf(form, 'delegate')];
  const who = valueOf(form, 'who') || member.id;
  const delegateId = delegate === '' ? null : delegate;
  const outcome = await enterLeave(deps.context, { member, staffId: who, from, until, delegateId });
  if (outcome.kind === 'absent') throw new AppError('NOT_FOUND');
  if (outcome.kind === 'refused') {
    ctx.status = 422;
    return show(ctx, deps, { visitor, typed: { why: outcome.why, who, from, until, delegate } });
  }
  back(ctx, outcome.kind);
}

async function end(ctx: Ctx, deps: HttpDeps, visitor: Visitor): Promise<void> {
  await readOwnForm(ctx, deps, { visitor, once: [] });
  const leaveId = String(ctx.params['id']);
  const outcome = await endLeave(deps.context, { member: visitor.member, leaveId });
  if (outcome.kind === 'absent') throw new AppError('NOT_FOUND');
  back(ctx, 'ended');
}

function back(ctx: Ctx, done: 'entered' | 'ended'): void {
  ctx.status = 303;
  ctx.redirect(`${LEAVE}?done=${done}`);
}
