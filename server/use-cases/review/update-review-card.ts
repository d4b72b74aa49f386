import { writeReviewCard, type ReviewCardView } from '../../../bot/channels/wecom-review-card';
import type { Delivery } from '../ports/messaging';
import { PlatformError, TransportError } from '../ports/platform-errors';
import { sendStaffText, waitForSlot, type ReviewContext } from '../staff/staff-messages';

export type CardTold =
  | { kind: 'told'; channel: 'card' | 'staff_text'; outcome: Delivery['outcome'] }
  /** Only a message is left and the member has had as many as may leave now. */
  | { kind: 'wait'; waitMs: number };

/**
 * Puts a new view on one member's card, or says the same in a message where the code is lost, spent or over. No error about
 * a code is ever a reason to fail (wecom.md 4.3).
 */
export async function tellOnCard(
  context: ReviewContext,
  told: { userid: string; responseCode: string | null; view: ReviewCardView | null; text: string },
): Promise<CardTold> {
  const { userid, responseCode, view, text } = told;
  if (responseCode !== null && view !== null && (await updated(context, { userid, responseCode, view }))) {
    return { kind: 'told', channel: 'card', outcome: 'sent' };
  }
  const waitMs = await waitForSlot(context, userid);
  if (waitMs > 0) return { kind: 'wait', waitMs };
  return {
    kind: 'told',
    channel: 'staff_text',
    outcome: await sendStaffText(context, { userid, content: text }),
  };
}

async function updated(
  context: ReviewContext,
  { userid, responseCode, view }: { userid: string; responseCode: string; view: ReviewCardView },
): Promise<boolean> {
  try {
    const card = writeReviewCard(view);
    await context.wecom.messageUpdateTemplateCard({ responseCode, toUsers: [userid], card });
    return true;
  } catch (error) {
    // Not sent at all, or refused before the code was looked at: it still works at the next try.
    if (error instanceof TransportError && error.sent === 'no') throw error;
    if (error instanceof PlatformError && ['RETRY', 'REFRESH', 'SLOW'].includes(error.class)) throw error;
    if (error instanceof PlatformError || error instanceof TransportError) return false;
    throw error;
  }
}
