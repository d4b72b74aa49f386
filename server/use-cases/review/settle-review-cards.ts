import type { ReviewCard } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { cardFacts, cardText, closedCardView, type CardFacts } from './review-card-view';
import { isOfRound } from './send-review-cards';
import { deliveryOf, type Progress, type ReviewContext } from '../staff/staff-messages';
import { tellOnCard } from './update-review-card';

/**
 * Shows the outcome on every card that is still open: by its send code, else by a message (reliability.md 2, cards). Cards
 * of a newer round stay as they are. A card is a view: nothing here changes a registration.
 */
export async function settleReviewCards(
  context: ReviewContext,
  { outboxId, registrationId }: { outboxId: string; registrationId: string },
): Promise<Progress> {
  const { publicUrl } = context.addresses;
  const found = await context.unitOfWork.read(async (tx) => {
    const facts = await cardFacts(tx, registrationId, {
      now: context.clock.now(),
      publicUrl,
      hash: context.hash,
    });
    if (!facts) return null;
    const waits = facts.registration.state === 'pending';
    const open = await tx.cards.openOf(registrationId);
    const over = open.filter((card) => !waits || !isOfRound(card, facts.round));
    return { facts, over: await Promise.all(over.map((card) => withFate(tx, card))) };
  });
  if (!found) return { kind: 'done' };
  const { facts, over } = found;
  let wait = 0;
  for (const one of over) wait = Math.max(wait, await settleCard(context, { outboxId, facts, ...one }));
  if (wait === 0) return { kind: 'done' };
  return { kind: 'later', code: 'review.paced', dueAt: context.clock.now() + wait };
}

interface CardFate {
  card: ReviewCard;
  /** False of one that still waited for its turn: nobody hears of the end of a card they never had. */
  hasLeft: boolean;
}

async function withFate(tx: Repositories, card: ReviewCard): Promise<CardFate> {
  if (card.responseCode !== null) return { card, hasLeft: true };
  const delivery = await tx.deliveries.findByDetail(card.taskId);
  return { card, hasLeft: delivery !== null && delivery.outcome !== 'undeliverable' };
}

async function settleCard(
  context: ReviewContext,
  { outboxId, facts, card, hasLeft }: { outboxId: string; facts: CardFacts } & CardFate,
): Promise<number> {
  if (!hasLeft) {
    await context.unitOfWork.run((tx) => tx.cards.settle(card.taskId, context.clock.now()));
    return 0;
  }
  const told = await tellOnCard(context, {
    userid: card.userid,
    responseCode: card.responseCode,
    view: closedCardView(facts, { note: null }),
    text: cardText(facts, { note: null, isOver: true }),
  });
  if (told.kind === 'wait') return told.waitMs;
  const { channel, outcome } = told;
  const noted = { outboxId, channel, topic: 'review.settled', outcome, detail: card.taskId };
  await context.unitOfWork.run(async (tx) => {
    await tx.cards.settle(card.taskId, context.clock.now());
    await tx.deliveries.add(deliveryOf(context, noted));
  });
  return 0;
}
