import type Router from '@koa/router';
import {
  administerStaff,
  listStaffAccess,
  STAFF_ACTS,
  type StaffAct,
  type StaffActed,
} from '../../../use-cases/staff/administer-staff';
import { AppError } from '../../../use-cases/ports/app-error';
import { isAdministrator } from '../../../use-cases/staff/staff-rights';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import { ADMINISTRATION, administrationBody, PATHS } from './administration-page';
import { sayIn, showPage } from '../layout';
import { pathId } from '../path-id';
import { withSecondFactor } from '../sign-in/second-factor';
import { readOwnForm, type Visitor } from '../visitor';

const PAGE_SIZE = 100;

/** Administrators: who is on the staff, how they prove who they are, and what is done when that is lost. */
export function administrationRoutes(router: Router<State>, deps: HttpDeps): void {
  const options = { may: isAdministrator, back: () => ADMINISTRATION };
  router.get(
    ADMINISTRATION,
    withSecondFactor(deps, (ctx, visitor) => showStaff(ctx, deps, { visitor, refused: null }), options),
  );
  for (const act of STAFF_ACTS) {
    router.post(
      `${ADMINISTRATION}/:id/${PATHS[act]}`,
      withSecondFactor(deps, (ctx, visitor) => administer(ctx, deps, { visitor, act }), options),
    );
  }
}

async function showStaff(
  ctx: Ctx,
  deps: HttpDeps,
  { visitor, refused }: { visitor: Visitor; refused: Refused | null },
): Promise<void> {
  const { member, locale, session } = visitor;
  const { searchParams } = ctx.URL;
  const after = /^[\w-]{1,64}$/.exec(searchParams.get('after') ?? '')?.[0] ?? '';
  const done = STAFF_ACTS.find((act) => act === searchParams.get('done')) ?? null;
  const page = await listStaffAccess(deps.context, { after, limit: PAGE_SIZE });
  const now = deps.context.clock.now();
  showPage(ctx, locale, {
    title: sayIn(locale)('administration.title'),
    body: administrationBody({ page, after, done, refused, own: member.id, csrf: session.csrf, locale, now }),
    signedIn: { csrf: session.csrf, name: member.name },
  });
}

type Refused = Exclude<Extract<StaffActed, { ok: false }>['code'], 'absent'>;

async function administer(
  ctx: Ctx,
  deps: HttpDeps,
  { visitor, act }: { visitor: Visitor; act: StaffAct },
): Promise<void> {
  await readOwnForm(ctx, deps, { visitor, once: [] });
  const staffId = pathId(ctx);
  const acted = await administerStaff(deps.context, { administrator: visitor.member, staffId, act });
  if (acted.ok) {
    deps.wake();
    ctx.status = 303;
    ctx.redirect(`${ADMINISTRATION}?done=${act}`);
    return;
  }
  if (acted.code === 'absent') throw new AppError('NOT_FOUND');
  ctx.status = 409;
  await showStaff(ctx, deps, { visitor, refused: acted.code });
}
