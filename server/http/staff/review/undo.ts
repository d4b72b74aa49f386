import type Router from '@koa/router';
import { isTextKey, render } from '../../../../bot/replies/render';
import type { DecisionRefusal } from '../../../../shared/i18n/staff/decision-refusal';
import { AppError } from '../../../use-cases/ports/app-error';
import { showReview } from '../../../use-cases/review/show-review';
import { undoDecision, type UndoInput, type UndoOutcome } from '../../../use-cases/review/undo-decision';
import type { HttpDeps } from '../../deps';
import type { Ctx, State } from '../../http-context';
import { sayIn, showPage } from '../layout';
import { idOf } from '../path-id';
import { valueOf } from '../read-form';
import type { Typed } from './review-parts';
import { showOne, wholeNumber } from './reviews';
import { undoConfirmBody } from './undo-section';
import { readOwnForm, withReviewer, type Visitor } from '../visitor';

/** A lead takes a decision back: asked once more before it is done, since the candidate is told. */
export function undoRoutes(router: Router<State>, deps: HttpDeps): void {
  router.post(
    '/staff/reviews/:id/undo',
    withReviewer(deps, (ctx, visitor) => undo(ctx, deps, visitor)),
  );
}

const FIELDS = { once: ['revision', 'round', 'words', 'confirmed'] };

async function undo(ctx: Ctx, deps: HttpDeps, visitor: Visitor): Promise<void> {
  const form = await readOwnForm(ctx, deps, { visitor, ...FIELDS });
  const [revisionShown, roundShown] = [valueOf(form, 'revision'), valueOf(form, 'round')].map(wholeNumber);
  if (revisionShown == null || roundShown == null) throw new AppError('VALIDATION_FAILED');
  const { member } = visitor;
  const [registrationId, words] = [idOf(ctx), valueOf(form, 'words')];
  const confirmed = valueOf(form, 'confirmed') === 'yes';
  const input = { registrationId, member, revisionShown, roundShown, words, confirmed };
  const outcome = await undoDecision(deps.context, input);
  if (outcome.kind === 'to_confirm') return askAgain(ctx, deps, { visitor, input });
  if (outcome.kind === 'refused') return showRefused(ctx, deps, { visitor, words, outcome });
  deps.wake();
  ctx.status = 303;
  ctx.redirect(`/staff/reviews/${registrationId}?done=undone`);
}

async function askAgain(
  ctx: Ctx,
  deps: HttpDeps,
  { visitor, input }: { visitor: Visitor; input: UndoInput },
): Promise<void> {
  const { member, locale, session } = visitor;
  const { registrationId, revisionShown: revision, roundShown: round, words } = input;
  const shown = await showReview(deps.context, { registrationId, member, locale });
  if (shown.kind !== 'sheet') throw new AppError('NOT_FOUND');
  const say = sayIn(locale);
  const { csrf } = session;
  showPage(ctx, locale, {
    title: say('undo.confirm_title'),
    body: undoConfirmBody({ sheet: shown.sheet, revision, round, words, csrf }, say),
    signedIn: { csrf, name: member.name },
  });
}

const STATUS: Partial<Record<DecisionRefusal, number>> = {
  lead_only: 403,
  undo_reason_required: 422,
  reason_refused: 422,
};

async function showRefused(
  ctx: Ctx,
  deps: HttpDeps,
  refused: { visitor: Visitor; words: string; outcome: Extract<UndoOutcome, { kind: 'refused' }> },
): Promise<void> {
  const { visitor, words, outcome } = refused;
  const { why, reason } = outcome;
  if (why === 'absent') throw new AppError('NOT_FOUND');
  if (why === 'conflict_of_interest') throw new AppError('CONFLICT_OF_INTEREST');
  ctx.status = STATUS[why] ?? 409;
  const isTold = why === 'reason_refused' && reason !== undefined;
  const detail = isTold && isTextKey(reason.code) ? render(visitor.locale, reason.code, reason.params) : null;
  const typed: Typed = { why, detail, reason: '', words: '', marked: [], rejecting: false, undoWords: words };
  await showOne(ctx, deps, { visitor, typed });
}
