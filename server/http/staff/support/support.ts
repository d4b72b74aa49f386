import type Router from '@koa/router';
import type { StaffKey } from '../../../../shared/i18n/staff/zh-CN';
import type { DeskOutcome } from '../../../use-cases/support/desk-outcome';
import { listSupport } from '../../../use-cases/support/list-support';
import { countCalling } from '../../../use-cases/support/next-conversation';
import { AppError } from '../../../use-cases/ports/app-error';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import { messageBody, sayIn, showPage } from '../layout';
import { counted, isToldStill, keepLive } from '../live-list';
import { idOf } from '../path-id';
import { DESK_PAGE_SIZE, readDeskKind, readDeskPlace, supportListBody } from './support-list-page';
import { withSupport, type Visitor } from '../visitor';

/** The support desk's list. */
export function supportRoutes(router: Router<State>, deps: HttpDeps): void {
  router.get(
    '/staff/support',
    withSupport(deps, (ctx, visitor) => showDesk(ctx, deps, visitor)),
  );
}

async function showDesk(ctx: Ctx, deps: HttpDeps, visitor: Visitor): Promise<void> {
  const { member, locale, session } = visitor;
  const { searchParams } = ctx.URL;
  const kind = readDeskKind(searchParams.get('show'));
  const after = readDeskPlace(searchParams.get('after'));
  const desk = await listSupport(deps.context, { member, kind, after, pageSize: DESK_PAGE_SIZE });
  const { csrf } = session;
  const say = sayIn(locale);
  const calling = await countCalling(deps.context, member);
  keepLive(ctx, { isFirst: after === null });
  showPage(ctx, locale, {
    title: counted(say('support.title'), desk.counts.waiting + calling),
    body: supportListBody({
      ...{ desk, kind, csrf, locale },
      ...{ isFirst: after === null, isStill: isToldStill(ctx), calling },
      name: member.name,
      now: deps.context.clock.now(),
    }),
    signedIn: { csrf, name: member.name },
    desk: true,
  });
}

/** What a member did to a conversation: on to its page, or to the place that they did it from, or why nothing has changed. */
export function answer(
  ctx: Ctx,
  deps: HttpDeps,
  { visitor, outcome, done, place }: { visitor: Visitor; outcome: DeskOutcome; done: string; place?: string },
): void {
  if (!outcome.ok && outcome.why === 'absent') throw new AppError('NOT_FOUND');
  if (!outcome.ok && outcome.why === 'own') throw new AppError('CONFLICT_OF_INTEREST');
  const { locale, member, session } = visitor;
  if (outcome.ok) {
    deps.wake();
    ctx.status = 303;
    ctx.redirect(place ?? `/staff/support/${outcome.handoff.id}?done=${done}`);
    return;
  }
  const say = sayIn(locale);
  const title = say('support.refused');
  ctx.status = 409;
  showPage(ctx, locale, {
    title,
    body: messageBody({
      icon: 'warn',
      title,
      text: say(`support.refused.${outcome.why}` satisfies StaffKey),
      action: { href: place ?? `/staff/support/${idOf(ctx)}`, caption: say('support.back_to_it') },
    }),
    signedIn: { csrf: session.csrf, name: member.name },
  });
}
