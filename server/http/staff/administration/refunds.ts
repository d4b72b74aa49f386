import type Router from '@koa/router';
import { AppError } from '../../../use-cases/ports/app-error';
import {
  askAboutRefund,
  findRefunds,
  HAND_WAYS,
  listStuckRefunds,
  settleByHand,
  type HandWay,
  type RefundActed,
} from '../../../use-cases/payments/settle-stuck-refunds';
import { isAdministrator } from '../../../use-cases/staff/staff-rights';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import { sayIn, showPage } from '../layout';
import { pathId } from '../path-id';
import { valueOf } from '../read-form';
import { REFUNDS, refundsBody, type RefundsParts } from './refunds-page';
import { withSecondFactor } from '../sign-in/second-factor';
import { readOwnForm, type Visitor } from '../visitor';

const SHOWN = 50;
const NUMBER = /^[\w-]{1,64}$/;

/** Refunds that the platform could not pay out: looked at again, or settled by hand (domain.md 3, promises 1, 2 and 6). */
export function refundRoutes(router: Router<State>, deps: HttpDeps): void {
  const options = { may: isAdministrator, back: () => REFUNDS };
  router.get(
    REFUNDS,
    withSecondFactor(deps, (ctx, visitor) => showRefunds(ctx, deps, { visitor, said: null }), options),
  );
  router.post(
    `${REFUNDS}/:id/ask`,
    withSecondFactor(deps, (ctx, visitor) => ask(ctx, deps, visitor), options),
  );
  router.post(
    `${REFUNDS}/:id/settle`,
    withSecondFactor(deps, (ctx, visitor) => settle(ctx, deps, visitor), options),
  );
}

async function showRefunds(
  ctx: Ctx,
  deps: HttpDeps,
  { visitor, said }: { visitor: Visitor; said: RefundsParts['said'] },
): Promise<void> {
  const { member, locale, session } = visitor;
  const number = (ctx.URL.searchParams.get('number') ?? '').trim();
  const sought = NUMBER.test(number) ? await findRefunds(deps.context, number) : null;
  const stuck = await listStuckRefunds(deps.context, { limit: SHOWN });
  showPage(ctx, locale, {
    title: sayIn(locale)('refund.title'),
    body: refundsBody({ stuck, number, sought, said, csrf: session.csrf, locale }),
    signedIn: { csrf: session.csrf, name: member.name },
  });
}

async function ask(ctx: Ctx, deps: HttpDeps, visitor: Visitor): Promise<void> {
  await readOwnForm(ctx, deps, { visitor, once: [] });
  const { member } = visitor;
  await tell(ctx, deps, {
    visitor,
    acted: await askAboutRefund(deps.context, { member, refundId: numberOf(ctx) }),
  });
}

async function settle(ctx: Ctx, deps: HttpDeps, visitor: Visitor): Promise<void> {
  const form = await readOwnForm(ctx, deps, { visitor, once: ['way', 'checked'] });
  const way = HAND_WAYS.find((one): one is HandWay => one === valueOf(form, 'way'));
  if (!way || valueOf(form, 'checked') !== 'yes') {
    ctx.status = 422;
    return showRefunds(ctx, deps, { visitor, said: 'incomplete' });
  }
  const { member } = visitor;
  const acted = await settleByHand(deps.context, { member, refundId: numberOf(ctx), way });
  await tell(ctx, deps, { visitor, acted });
}

async function tell(
  ctx: Ctx,
  deps: HttpDeps,
  { visitor, acted }: { visitor: Visitor; acted: RefundActed },
): Promise<void> {
  if (!acted.ok && acted.code === 'absent') throw new AppError('NOT_FOUND');
  if (acted.ok) deps.wake();
  else ctx.status = acted.code === 'no_answer' ? 503 : 409;
  const said = acted.ok ? (`now.${acted.state}` as const) : acted.code;
  await showRefunds(ctx, deps, { visitor, said: said === 'absent' ? null : said });
}

function numberOf(ctx: Ctx): string {
  const id = pathId(ctx);
  if (!NUMBER.test(id)) throw new AppError('NOT_FOUND');
  return id;
}
