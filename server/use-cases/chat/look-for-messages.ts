import type { Context } from '../context';
import { outboxRow } from '../outbox-rows';
import { pullKfMessages, type PullContext } from './pull-kf-messages';

export interface LookContext extends Context {
  /**
   * How often messages are looked for although no bell rang: a bell whose three tries all met an outage of ours is lost, and
   * the person behind it would wait for an answer until somebody else writes. Five minutes are rare enough for the
   * platform's stricter limit on pulls without a bell's token (kf.md 3).
   */
  lookEveryMs: number;
}

/** Plans the next look. Each span of time has one name, so that any number of workers look once in it. */
export async function planLook(context: LookContext, openKfId: string): Promise<void> {
  const dueAt = (Math.floor(context.clock.now() / context.lookEveryMs) + 1) * context.lookEveryMs;
  const key = `kf.look_due:${openKfId}:${dueAt}`;
  const row = outboxRow(context, { topic: 'kf.look_due', key, payload: { openKfId }, dueAt });
  await context.unitOfWork.run((tx) => tx.outbox.add([row]));
}

/** Looks once. The next look is planned first: one that fails is an alarm, and no reason to end the row of them. */
export async function lookForMessages(context: PullContext & LookContext, openKfId: string): Promise<void> {
  await planLook(context, openKfId);
  await pullKfMessages(context, { openKfId, token: null }).catch((error: unknown) => {
    context.logger.error('kf.look_failed', { error });
  });
}
