import { MINUTE_MS } from '../../shared/domain/time';
import type { Context } from './context';
import { outboxRow } from './outbox-rows';
import { pullKfMessages, type PullContext } from './pull-kf-messages';

/**
 * How often messages are looked for although no bell rang: a bell whose three tries all met an outage of ours is lost, and
 * the person behind it would wait for an answer until somebody else writes. Rare enough for the platform's stricter limit
 * on pulls without a bell's token (kf.md 3).
 */
export const LOOK_EVERY_MS = 5 * MINUTE_MS;

/** Plans the next look. Each span of time has one name, so that any number of workers look once in it. */
export async function planLook(context: Context, openKfId: string): Promise<void> {
  const dueAt = (Math.floor(context.clock.now() / LOOK_EVERY_MS) + 1) * LOOK_EVERY_MS;
  const key = `kf.look_due:${openKfId}:${dueAt}`;
  const row = outboxRow(context, { topic: 'kf.look_due', key, payload: { openKfId }, dueAt });
  await context.unitOfWork.run((tx) => tx.outbox.add([row]));
}

/** Looks once. The next look is planned first: one that fails is an alarm, and no reason to end the row of them. */
export async function lookForMessages(context: PullContext, openKfId: string): Promise<void> {
  await planLook(context, openKfId);
  await pullKfMessages(context, { openKfId, token: null }).catch((error: unknown) => {
    context.logger.error('kf.look_failed', { error });
  });
}
