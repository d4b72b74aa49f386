import type { ReviewCard } from './ports/review';
import { cardFacts, cardText, closedCardView, type CardFacts } from './review-card-view';
import { isOfRound } from './send-review-cards';
import { deliveryOf, type Progress, type ReviewContext } from './staff-messages';
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
    return facts && { facts, cards: await tx.cards.openOf(registrationId) };
  });
  if (!found) return { kind: 'done' };
  const { facts } = found;
  const waits = facts.registration.state === 'pending';
  const over = found.cards.filter((card) => !waits || !isOfRound(card, facts.round));
  let wait = 0;
  for (const card of over) wait = Math.max(wait, await settleCard(context, { outboxId, facts, card }));
  if (wait === 0) return { kind: 'done' };
  return { kind: 'later', code: 'review.paced', dueAt: context.clock.now() + wait };
}

async function settleCard(
  context: ReviewContext,
  { outboxId, facts, card }: { outboxId: string; facts: CardFacts; card: ReviewCard },
): Promise<number> {
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
