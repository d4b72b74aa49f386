import type Router from '@koa/router';
import { render } from '../../../../bot/replies/render';
import { HOUR_MS } from '../../../../shared/domain/time';
import { AppError } from '../../../use-cases/ports/app-error';
import { REVEAL_REASONS, revealAnswer, type RevealReason } from '../../../use-cases/review/reveal-answer';
import { isReviewer } from '../../../use-cases/staff/staff-rights';
import { zoomPhoto } from '../../../use-cases/review/zoom-photo';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import { sayIn, showPage } from '../layout';
import { valueOf } from '../read-form';
import { revealedBody, zoomBody } from './reveal-page';
import { idOf } from '../path-id';
import { withSecondFactor } from '../sign-in/second-factor';
import { readOwnForm, withReviewer, type Visitor } from '../visitor';

/** Nobody needs more in an hour of work; who does is reading lists (PR21). */
const REVEALS_AN_HOUR = 60;

/** What a reviewer looks at more closely: one value in full, the photo in its full size. */
export function revealRoutes(router: Router<State>, deps: HttpDeps): void {
  router.post(
    '/staff/reviews/:id/reveal',
    withSecondFactor(deps, (ctx, visitor) => reveal(ctx, deps, visitor), {
      may: isReviewer,
      back: (ctx) => ctx.path.replace(/\/reveal$/, ''),
    }),
  );
  router.get(
    '/staff/reviews/:id/photo/large',
    withReviewer(deps, (ctx, visitor) => zoom(ctx, deps, visitor)),
  );
}

async function reveal(ctx: Ctx, deps: HttpDeps, visitor: Visitor): Promise<void> {
  const form = await readOwnForm(ctx, deps, { visitor, once: ['field', 'reason'] });
  const reason = REVEAL_REASONS.find((one): one is RevealReason => one === valueOf(form, 'reason'));
  if (!reason) throw new AppError('VALIDATION_FAILED');
  const { member, locale, session } = visitor;
  const slot = await deps.context.limiter.take(`staff-reveal:${member.id}`, REVEALS_AN_HOUR, HOUR_MS);
  if (!slot.ok) throw new AppError('RATE_LIMITED', { retryAfterMs: slot.retryAfterMs });
  const registrationId = idOf(ctx);
  const field = valueOf(form, 'field');
  const revealed = await revealAnswer(deps.context, { registrationId, member, field, reason });
  if (revealed.kind === 'own') throw new AppError('CONFLICT_OF_INTEREST');
  if (revealed.kind === 'absent') throw new AppError('NOT_FOUND');
  const label = render(locale, `answer.${revealed.field}`);
  showPage(ctx, locale, {
    title: sayIn(locale)('reveal.title'),
    body: revealedBody({ id: registrationId, label, value: revealed.value, say: sayIn(locale) }),
    signedIn: { csrf: session.csrf, name: member.name },
  });
}

async function zoom(ctx: Ctx, deps: HttpDeps, { member, locale, session }: Visitor): Promise<void> {
  const registrationId = idOf(ctx);
  const zoomed = await zoomPhoto(deps.context, { registrationId, member });
  if (zoomed.kind === 'own') throw new AppError('CONFLICT_OF_INTEREST');
  if (zoomed.kind === 'absent') throw new AppError('NOT_FOUND');
  showPage(ctx, locale, {
    title: sayIn(locale)('page.photo'),
    body: zoomBody({ id: registrationId, ...zoomed, say: sayIn(locale) }),
    signedIn: { csrf: session.csrf, name: member.name },
    wall: true,
  });
}
