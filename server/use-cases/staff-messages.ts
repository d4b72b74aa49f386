import type { Context } from './context';
import type { Logger } from './ports/logger';
import type { Delivery } from './ports/messaging';
import { PlatformError, TransportError } from './ports/platform-errors';
import type { RateLimiter } from './ports/sessions';
import type { WecomPort } from './ports/wecom';
import type { Addresses } from './resolve-replies';

/** What the use-cases of cards need: WeCom, its pace, and our address. */
export type ReviewContext = Context & {
  wecom: WecomPort;
  limiter: RateLimiter;
  addresses: Pick<Addresses, 'publicUrl'>;
  logger: Logger;
};

/** How far a job of several messages came. */
export type Progress = { kind: 'done' } | { kind: 'later'; code: string; dueAt: number };

/** Below the platform's 30 a minute, above which it drops silently: other messages of the app need room too. */
const PER_MINUTE = 25;
const MINUTE_MS = 60_000;

/** Zero when a message to the member may leave now, else how long to wait. */
export async function waitForSlot(context: ReviewContext, userid: string): Promise<number> {
  const slot = await context.limiter.take(`wecom.member:${userid}`, PER_MINUTE, MINUTE_MS);
  return slot.ok ? 0 : slot.retryAfterMs;
}

/** Sends words to one member. A busy platform throws; a member who cannot be reached is an outcome. */
export function sendStaffText(
  context: Context & { wecom: WecomPort },
  { userid, content }: { userid: string; content: string },
): Promise<'sent' | 'unknown' | 'undeliverable'> {
  return sendTo(context, { toUsers: [userid], content });
}

async function sendTo(
  context: Context & { wecom: WecomPort },
  { toUsers, content }: { toUsers: string[]; content: string },
): Promise<'sent' | 'unknown' | 'undeliverable'> {
  try {
    const { reached } = await context.wecom.messageSend({ toUsers, msgtype: 'text', text: { content } });
    return reached.length > 0 ? 'sent' : 'undeliverable';
  } catch (error) {
    if (error instanceof PlatformError && error.class === 'TARGET') return 'undeliverable';
    // A second text would tell twice; that its fate is not known is on record.
    if (error instanceof TransportError && error.sent === 'maybe') return 'unknown';
    throw error;
  }
}

/**
 * The same words to several members in one call; a job that runs again says them once. `undeliverable`: nobody was reached,
 * and the next run tries again.
 */
export async function tellStaff(
  context: Context & { wecom: WecomPort },
  told: { outboxId: string; topic: string; toUsers: string[]; content: string },
): Promise<'sent' | 'unknown' | 'undeliverable'> {
  const { outboxId, topic, toUsers, content } = told;
  const before = await context.unitOfWork.read((tx) => tx.deliveries.listOf(outboxId));
  const known = before.find((one) => one.topic === topic && one.outcome !== 'undeliverable');
  if (known) return known.outcome === 'sent' ? 'sent' : 'unknown';
  const outcome = toUsers.length === 0 ? 'undeliverable' : await sendTo(context, { toUsers, content });
  await noteDelivery(context, { outboxId, channel: 'staff_text', topic, outcome, detail: null });
  return outcome;
}

export interface Noted {
  outboxId: string;
  channel: Extract<Delivery['channel'], 'card' | 'staff_text'>;
  topic: string;
  outcome: Delivery['outcome'];
  /** Task id of the card, or the member's id: what this message is known by when the job runs again. */
  detail: string | null;
}

export function deliveryOf(context: Context, { outboxId, channel, topic, outcome, detail }: Noted): Delivery {
  return {
    id: context.newId(),
    outboxId,
    accountId: null,
    channel,
    topic,
    outcome,
    detail,
    at: context.clock.now(),
  };
}

export async function noteDelivery(context: Context, noted: Noted): Promise<void> {
  await context.unitOfWork.run((tx) => tx.deliveries.add(deliveryOf(context, noted)));
}
