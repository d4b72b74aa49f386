import { answerPress } from '../../use-cases/review/answer-press';
import type { ClaimedMessage } from '../../use-cases/ports/messaging';
import { pressCard, type PressAnswer } from '../../use-cases/review/press-card';
import { sendReviewCards } from '../../use-cases/review/send-review-cards';
import { settleReviewCards } from '../../use-cases/review/settle-review-cards';
import type { Progress, ReviewContext } from '../../use-cases/staff/staff-messages';
import { DONE, type Handled, type Handlers } from '../handler';

export type ReviewHandlerContext = ReviewContext;

const SOON_MS = 100;

/** Jobs about review cards: sent, pressed, answered, settled. */
export function reviewHandlers(context: ReviewHandlerContext): Handlers {
  return {
    'review.requested': async ({ id, payload }) =>
      handled(
        await sendReviewCards(context, { outboxId: id, registrationId: String(payload.registrationId) }),
      ),
    'review.settled': async ({ id, payload }) =>
      handled(
        await settleReviewCards(context, { outboxId: id, registrationId: String(payload.registrationId) }),
      ),
    'card.pressed': (message) => press(context, message),
    'card.answered': (message) => answer(context, message),
  };
}

/** Waiting for its turn is no failure: such a row is never given up. */
function handled(progress: Progress): Handled {
  return progress.kind === 'done' ? DONE : { ...progress, keep: true };
}

async function press(context: ReviewHandlerContext, { payload }: ClaimedMessage): Promise<Handled> {
  const pressed = await pressCard(context, String(payload.inboxId));
  if (pressed !== 'conflict') return DONE;
  return { kind: 'later', code: 'review.conflict', dueAt: context.clock.now() + SOON_MS, keep: true };
}

async function answer(context: ReviewHandlerContext, message: ClaimedMessage): Promise<Handled> {
  if (message.secret === null) return DONE;
  const { taskId, userid } = message.payload;
  const progress = await answerPress(context, {
    outboxId: message.id,
    taskId: taskId === null ? null : String(taskId),
    userid: String(userid),
    answer: JSON.parse(message.secret) as PressAnswer,
  });
  return handled(progress);
}
