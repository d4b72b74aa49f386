import type Router from '@koa/router';
import { render, isTextKey } from '../../../../bot/replies/render';
import type { DecisionRefusal } from '../../../../shared/i18n/staff/decision-refusal';
import { decideRegistration, type Decided } from '../../../use-cases/review/decide-registration';
import type { DecisionInput } from '../../../use-cases/review/judge-decision';
import { listReviews, nextReview } from '../../../use-cases/review/list-reviews';
import { AppError } from '../../../use-cases/ports/app-error';
import { openReviewPhoto, showReview } from '../../../use-cases/review/show-review';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import { sayIn, showPage } from '../layout';
import { counted, keepLive } from '../live-list';
import { idOf } from '../path-id';
import { valueOf, type Form } from '../read-form';
import { PAGE_SIZE, readPlace, reviewListBody } from './review-list-page';
import { reviewBody, tabTitle } from './review-page';
import type { Typed } from './review-parts';
import { readOwnForm, withReviewer, type Visitor } from '../visitor';

/** The reviewers' pages: what waits, one registration, its photo, the decision. */
export function reviewRoutes(router: Router<State>, deps: HttpDeps): void {
  router.get(
    '/staff/reviews',
    withReviewer(deps, (ctx, visitor) => showList(ctx, deps, visitor)),
  );
  router.get(
    '/staff/reviews/:id',
    withReviewer(deps, (ctx, visitor) => showOne(ctx, deps, { visitor, typed: null })),
  );
  router.get(
    '/staff/reviews/:id/photo',
    withReviewer(deps, (ctx, visitor) => sendPhoto(ctx, deps, visitor)),
  );
  router.post(
    '/staff/reviews/:id/decision',
    withReviewer(deps, (ctx, visitor) => decide(ctx, deps, visitor)),
  );
}

async function showList(ctx: Ctx, deps: HttpDeps, visitor: Visitor): Promise<void> {
  const { member, locale, session } = visitor;
  const after = readPlace(ctx.URL.searchParams.get('after'));
  const found = await listReviews(deps.context, { member, locale, after, pageSize: PAGE_SIZE });
  const say = sayIn(locale);
  const now = deps.context.clock.now();
  showPage(ctx, locale, {
    title: counted(say('page.reviews'), found.total),
    body: reviewListBody({
      ...{ found, isFirst: after === null, name: member.name, locale, now },
      isLive: keepLive(ctx, { isFirst: after === null }),
    }),
    signedIn: { csrf: session.csrf, name: member.name },
  });
}

export async function showOne(
  ctx: Ctx,
  deps: HttpDeps,
  { visitor, typed }: { visitor: Visitor; typed: Typed | null },
): Promise<void> {
  const { member, locale, session } = visitor;
  const registrationId = idOf(ctx);
  const shown = await showReview(deps.context, { registrationId, member, locale });
  if (shown.kind === 'absent') throw new AppError('NOT_FOUND');
  if (shown.kind === 'own') throw new AppError('CONFLICT_OF_INTEREST');
  const { sheet } = shown;
  const done = ctx.URL.searchParams.get('done');
  const decided = done !== null && done === sheet.content?.decision?.outcome && sheet.state !== 'pending';
  const nextId =
    sheet.state === 'pending' ? null : await nextReview(deps.context, { member, exceptId: registrationId });
  showPage(ctx, locale, {
    title: tabTitle(sheet, sayIn(locale)),
    body: reviewBody({
      sheet,
      csrf: session.csrf,
      locale,
      now: deps.context.clock.now(),
      typed,
      justDecided: decided,
      justUndone: done === 'undone' && sheet.state === 'pending',
      nextId,
    }),
    signedIn: { csrf: session.csrf, name: member.name },
  });
}

/** Decrypted for this one answer; kept by nobody on the way (PR5). */
async function sendPhoto(ctx: Ctx, deps: HttpDeps, { member }: Visitor): Promise<void> {
  const file = await openReviewPhoto(deps.context, { registrationId: idOf(ctx), member });
  const bytes = file === null ? null : await deps.context.photoStore.read(file);
  if (bytes === null) throw new AppError('NOT_FOUND');
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Content-Disposition', 'inline');
  ctx.type = 'image/jpeg';
  ctx.body = Buffer.from(bytes);
}

const FIELDS = {
  once: ['revision', 'round', 'outcome', 'reason', 'words', 'final'],
  many: ['marked'],
};

async function decide(ctx: Ctx, deps: HttpDeps, visitor: Visitor): Promise<void> {
  const form = await readOwnForm(ctx, deps, { visitor, ...FIELDS });
  const outcome = outcomeOf(form);
  const [revisionShown, roundShown] = [valueOf(form, 'revision'), valueOf(form, 'round')].map(wholeNumber);
  if (!outcome || revisionShown == null || roundShown == null) throw new AppError('VALIDATION_FAILED');
  const { member } = visitor;
  const registrationId = idOf(ctx);
  const shown = { registrationId, revisionShown, roundShown };
  const decided = await decideRegistration(deps.context, {
    ...shown,
    member,
    channel: 'staff_page',
    outcome,
  });
  deps.wake();
  if (decided.ok) {
    ctx.status = 303;
    ctx.redirect(`/staff/reviews/${registrationId}?done=${decided.registration.decision?.outcome ?? ''}`);
    return;
  }
  if (decided.why === 'absent') throw new AppError('NOT_FOUND');
  if (decided.why === 'conflict_of_interest') throw new AppError('CONFLICT_OF_INTEREST');
  ctx.status = STATUS_422.includes(decided.why) ? 422 : 409;
  await showOne(ctx, deps, { visitor, typed: typedOf(form, decided, visitor) });
}

const STATUS_422: readonly DecisionRefusal[] = ['reason_required', 'reason_words_needed', 'reason_refused'];

function outcomeOf(form: Form): DecisionInput['outcome'] | null {
  const outcome = valueOf(form, 'outcome');
  if (outcome === 'approve') return { kind: 'approve' };
  if (outcome !== 'reject') return null;
  return {
    kind: 'reject',
    reasonCode: valueOf(form, 'reason') || null,
    words: valueOf(form, 'words') || null,
    marked: form.get('marked') ?? null,
    finalConfirmed: valueOf(form, 'final') === 'yes',
  };
}

/** What was typed, to be shown again with what is wrong with it. */
export function typedOf(
  form: Form,
  decided: Pick<Extract<Decided, { ok: false }>, 'why' | 'reason'>,
  { locale }: Visitor,
): Typed {
  const { why, reason } = decided;
  const detail = reason && isTextKey(reason.code) ? render(locale, reason.code, reason.params) : null;
  return {
    why,
    detail: why === 'reason_refused' ? detail : null,
    reason: valueOf(form, 'reason'),
    words: valueOf(form, 'words'),
    marked: form.get('marked') ?? [],
    rejecting: valueOf(form, 'outcome') === 'reject',
  };
}

export function wholeNumber(text: string): number | null {
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}
