import { render } from '../../../bot/replies/render';
import type { Context } from '../context';
import type { Handoff } from '../ports/chat';
import { delayText, livePoolCode } from './renew-promise';
import type { NoticeContext } from '../reminders/send-notice';
import type { Told } from '../reminders/tell-once';
import { tellToLook } from './tell-to-look';

/** A promise that was broken, by its number in the conversation. */
export interface Delay {
  outboxId: string;
  handoffId: string;
  accountId: string;
  broken: number;
  /** When it was. */
  at: number;
}

/**
 * Tells a candidate who waits for a person that it takes longer: in the chat while the bot may speak there or a code of the
 * pool is left, else by a subscription message, else by mail; once, and not at night. Nothing once somebody has taken the
 * conversation, or another time was promised.
 */
export async function tellDelay(context: NoticeContext, delay: Delay): Promise<Told | { waitMs: number }> {
  const { outboxId, handoffId, accountId, broken, at } = delay;
  const told = await tellToLook(context, {
    ...{ outboxId, topic: 'handoff.delayed', accountId, at, ways: ['chat', 'subscription', 'mail'] },
    find: async (tx, { locale }) => {
      const handoff = await tx.handoffs.find(handoffId);
      if (!handoff || !stands(handoff, broken)) return null;
      const now = context.clock.now();
      const text = await delayText(tx, { handoff, locale, now });
      const subject = render(locale, 'mail.delay.subject');
      return { about: 'delay', subject, text, poolCode: livePoolCode(handoff, now) };
    },
  });
  if (typeof told !== 'object') await spendCode(context, handoffId);
  return told;
}

function stands({ state, promisesBroken }: Handoff, broken: number): boolean {
  return (state === 'queued' || state === 'ticket') && promisesBroken === broken;
}

/** A code works once, whatever became of its message. */
async function spendCode(context: Context, handoffId: string): Promise<void> {
  await context.unitOfWork.run(async (tx) => {
    const handoff = await tx.handoffs.find(handoffId);
    if (handoff && handoff.poolCode !== null) await tx.handoffs.save({ ...handoff, poolCode: null });
  });
}
