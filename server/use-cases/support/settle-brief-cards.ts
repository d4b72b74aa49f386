import { staffText } from '../../../shared/i18n/staff/text';
import type { Context } from '../context';
import { outboxRow } from '../outbox-rows';
import type { Handoff } from '../ports/chat';
import type { OutboxMessage } from '../ports/messaging';
import { PlatformError, TransportError } from '../ports/platform-errors';
import type { Repositories } from '../ports/storage';
import type { ReviewContext } from '../staff/staff-messages';

export type DeskCardContext = Context & Pick<ReviewContext, 'wecom' | 'limiter' | 'addresses'>;

/** The job that tells on the cards of a conversation who has it, or that it has ended. */
export function cardsOutdated(context: Context, handoffId: string): OutboxMessage {
  return outboxRow(context, {
    topic: 'handoff.cards_outdated',
    key: `handoff.cards_outdated:${handoffId}:${context.newId()}`,
    payload: { handoffId },
  });
}

/**
 * Puts on every card of a conversation that waits no more who has taken it. A card's code works once: it is settled with
 * that, whatever the platform says of the code. Cards of one that waits stay as they are. Safe to repeat.
 */
export async function settleBriefCards(context: DeskCardContext, handoffId: string): Promise<void> {
  const { cards, caption, isOver } = await context.unitOfWork.read(async (tx) => {
    const handoff = await tx.handoffs.find(handoffId);
    const told = handoff && (await captionOf(tx, handoff));
    const open = told === null ? [] : await tx.deskCards.openOf(handoffId);
    return { caption: told, cards: open, isOver: handoff?.state === 'closed' };
  });
  if (caption === null) return;
  for (const { taskId, userid, responseCode } of cards) {
    // Its answer is under way, and whoever sends it looks again; of a lost one nothing can be changed any more.
    if (responseCode === null && !isOver) continue;
    if (responseCode !== null) await update(context, { userid, responseCode, caption });
    await context.unitOfWork.run((tx) => tx.deskCards.settle(taskId, context.clock.now()));
  }
}

/** What the cards say now; null while somebody is still waited for. */
async function captionOf(tx: Repositories, handoff: Handoff): Promise<string | null> {
  const { state, ownerStaffId, servicerUserid } = handoff;
  if (state === 'closed') return staffText('zh-CN', 'brief.closed');
  if (state !== 'served') return null;
  const member =
    ownerStaffId === null
      ? servicerUserid && (await tx.staff.findByUserid(servicerUserid))
      : await tx.staff.find(ownerStaffId);
  const name = (member ? member.name : null) ?? servicerUserid ?? '';
  return staffText('zh-CN', 'brief.taken', { name });
}

async function update(
  context: DeskCardContext,
  card: { userid: string; responseCode: string; caption: string },
): Promise<void> {
  const { userid, responseCode, caption: replaceName } = card;
  try {
    await context.wecom.messageUpdateTemplateCard({ responseCode, toUsers: [userid], replaceName });
  } catch (error) {
    // Not sent at all, or refused before the code was looked at: it still works at the next try.
    if (error instanceof TransportError && error.sent === 'no') throw error;
    if (error instanceof PlatformError && ['RETRY', 'REFRESH', 'SLOW'].includes(error.class)) throw error;
    if (!(error instanceof PlatformError) && !(error instanceof TransportError)) throw error;
  }
}
