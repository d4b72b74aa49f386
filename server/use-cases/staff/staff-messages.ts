import { MINUTE_MS } from '../../../shared/domain/time';
import type { Context } from '../context';
import type { Logger } from '../ports/logger';
import type { Delivery } from '../ports/messaging';
import { PlatformError, TransportError } from '../ports/platform-errors';
import type { RateLimiter } from '../ports/sessions';
import type { WecomPort } from '../ports/wecom';
import type { Addresses } from '../chat/resolve-replies';

/** What the use-cases of cards need: WeCom, its pace, and our address. */
export type ReviewContext = Context & {
  wecom: WecomPort;
  limiter: RateLimiter;
  addresses: Pick<Addresses, 'publicUrl'>;
  logger: Logger;
};

/** How far a job of several messages came. */
export type Progress = { kind: 'done' } | { kind: 'later'; code: string; dueAt: number };

/**
 * The platform drops silently above 30 a minute and 1,000 an hour. The limiter may let nearly twice its limit through in a
 * minute that lies across two of its spans, and an hour touches 61 of them: that stays at 29 and 915, also while Redis is down.
 */
const PER_MINUTE = 15;

/** Zero when a message to the member may leave now, else how long to wait. */
export async function waitForSlot(
  { limiter }: Pick<ReviewContext, 'limiter'>,
  userid: string,
): Promise<number> {
  const slot = await limiter.take(`wecom.member:${userid}`, PER_MINUTE, MINUTE_MS, { strict: true });
  return slot.ok ? 0 : slot.retryAfterMs;
}

type Outcome = Extract<Delivery['outcome'], 'sent' | 'unknown' | 'undeliverable'>;

/** Sends words to one member. A busy platform throws; a member who cannot be reached is an outcome. */
export async function sendStaffText(
  context: Context & { wecom: WecomPort },
  { userid, content }: { userid: string; content: string },
): Promise<Outcome> {
  return (await sendTo(context, { toUsers: [userid], content }))(userid);
}

/** One call for several members; answers with what became of it for each. */
async function sendTo(
  context: Context & { wecom: WecomPort },
  { toUsers, content }: { toUsers: string[]; content: string },
): Promise<(userid: string) => Outcome> {
  try {
    const { reached } = await context.wecom.messageSend({ toUsers, msgtype: 'text', text: { content } });
    return (userid) => (reached.includes(userid) ? 'sent' : 'undeliverable');
  } catch (error) {
    if (error instanceof PlatformError && error.class === 'TARGET') return () => 'undeliverable';
    // A second text would tell twice; that its fate is not known is on record.
    if (error instanceof TransportError && error.sent === 'maybe') return () => 'unknown';
    throw error;
  }
}

/** `waitMs`: some of the members have had their share of this minute or hour; the job runs again then for them alone. */
export type StaffTold = Outcome | { waitMs: number };

/**
 * The same words to several members, each at their pace; a job that runs again says them to each once. `undeliverable`:
 * nobody was reached, and the next run tries again.
 */
export async function tellStaff(
  context: Context & Pick<ReviewContext, 'wecom' | 'limiter'>,
  told: { outboxId: string; topic: string; toUsers: string[]; content: string },
): Promise<StaffTold> {
  const { outboxId, topic, toUsers, content } = told;
  const deliveries = await context.unitOfWork.read((tx) => tx.deliveries.listOf(outboxId));
  const before = deliveries.filter((one) => one.topic === topic && one.outcome !== 'undeliverable');
  const fresh = toUsers.filter((userid) => !before.some(({ detail }) => detail === userid));
  const { free, waitMs } = await whoMayBeTold(context, fresh);
  const outcomeOf = free.length > 0 ? await sendTo(context, { toUsers: free, content }) : null;
  const now = free.map((userid) => ({ detail: userid, outcome: outcomeOf?.(userid) ?? 'undeliverable' }));
  const news = toUsers.length > 0 ? now : [{ detail: null, outcome: 'undeliverable' as const }];
  await context.unitOfWork.run(async (tx) => {
    for (const { detail, outcome } of news) {
      const noted = { outboxId, channel: 'staff_text', topic, outcome, detail } as const;
      await tx.deliveries.add(deliveryOf(context, noted));
    }
  });
  if (waitMs > 0) return { waitMs };
  const outcomes = [...before, ...news].map(({ outcome }) => outcome);
  if (outcomes.includes('sent')) return 'sent';
  return outcomes.includes('unknown') ? 'unknown' : 'undeliverable';
}

async function whoMayBeTold(
  context: Pick<ReviewContext, 'limiter'>,
  userids: string[],
): Promise<{ free: string[]; waitMs: number }> {
  const free: string[] = [];
  let waitMs = 0;
  for (const userid of userids) {
    const wait = await waitForSlot(context, userid);
    if (wait === 0) free.push(userid);
    waitMs = Math.max(waitMs, wait);
  }
  return { free, waitMs };
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
