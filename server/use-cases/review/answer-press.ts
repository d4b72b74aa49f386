import { parseReviewTaskId } from '../../../shared/domain/ids';
import { staffText } from '../../../shared/i18n/staff/text';
import type { PressAnswer } from './press-card';
import { cardFacts, cardText, closedCardView, openCardView, type CardFacts } from './review-card-view';
import { noteDelivery, type Progress, type ReviewContext } from '../staff/staff-messages';
import { isOwnRegistration, mayReview } from '../staff/staff-rights';
import { tellOnCard } from './update-review-card';

export interface AnswerRequest {
  outboxId: string;
  taskId: string | null;
  userid: string;
  answer: PressAnswer;
}

/**
 * Answers one press on the presser's own card: the present state, or why nothing changed with the card ready for the next
 * press. Where the card cannot be changed a message says it with the link.
 */
export async function answerPress(context: ReviewContext, request: AnswerRequest): Promise<Progress> {
  const { outboxId, userid, answer } = request;
  const before = await context.unitOfWork.read((tx) => tx.deliveries.listOf(outboxId));
  if (before.length > 0) return { kind: 'done' };
  const seen = await factsFor(context, request);
  const note = answer.why === null ? null : staffText('zh-CN', `press.${answer.why}`);
  const told = await tellOnCard(context, {
    userid,
    responseCode: answer.responseCode,
    view: seen && viewOf(seen, note),
    text: seen ? cardText(seen.facts, { note, isOver: !isOpen(seen) }) : withoutData(context, note),
  });
  if (told.kind === 'wait') {
    return { kind: 'later', code: 'review.paced', dueAt: context.clock.now() + told.waitMs };
  }
  const { channel, outcome } = told;
  await noteDelivery(context, {
    outboxId,
    channel,
    topic: 'card.answered',
    outcome,
    detail: request.taskId ?? userid,
  });
  return { kind: 'done' };
}

interface Seen {
  facts: CardFacts;
  revision: number;
  round: number;
}

/** Null when the presser may not see the registration, now or ever: the answer then says only why. */
async function factsFor(context: ReviewContext, { taskId, userid }: AnswerRequest): Promise<Seen | null> {
  const named = taskId === null ? null : parseReviewTaskId(taskId);
  if (!named || taskId === null) return null;
  const { publicUrl } = context.addresses;
  return context.unitOfWork.read(async (tx) => {
    const card = await tx.cards.find(taskId);
    const member = await tx.staff.findByUserid(userid);
    if (card?.userid !== userid || !member) return null;
    const facts = await cardFacts(tx, card.registrationId, {
      now: context.clock.now(),
      publicUrl,
      hash: context.hash,
    });
    if (!facts || !mayReview(member, facts.registration)) return null;
    const { registration } = facts;
    if (await isOwnRegistration(tx, context, { member, registration })) return null;
    return { facts, revision: named.revision, round: named.attempt };
  });
}

/** The buttons stay only while this very card can still decide. */
function viewOf(seen: Seen, note: string | null) {
  const { facts } = seen;
  return isOpen(seen) ? openCardView(facts, { taskId: null, note }) : closedCardView(facts, { note });
}

function isOpen({ facts, revision, round }: Seen): boolean {
  const { state, revision: present } = facts.registration;
  return state === 'pending' && present === revision && facts.round === round;
}

function withoutData(context: ReviewContext, note: string | null): string {
  const link = `${context.addresses.publicUrl}/staff/reviews`;
  return staffText('zh-CN', 'card.text_with_note', { note: note ?? '', link });
}
