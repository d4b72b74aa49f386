import { render } from '../../../bot/replies/render';
import type { Context } from '../context';
import type { Handoff } from '../ports/chat';
import { POOL } from '../ports/kf';
import { delayLineId } from './delay-line';
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
  /** The time that was promised then. */
  answerBy: number;
  /** When it was. */
  at: number;
}

/**
 * Tells a candidate who waits for a person that it takes longer: in the chat while the bot may speak there or a code of the
 * pool is left, else by a subscription message that leads to the line in the mini program, else by mail; once, and not at
 * night. Nothing once somebody has taken the conversation, or another time was promised.
 */
export async function tellDelay(context: NoticeContext, delay: Delay): Promise<Told | { waitMs: number }> {
  const { outboxId, handoffId, accountId, at } = delay;
  let offered: string | null = null;
  const hasLine = await context.unitOfWork.read((tx) =>
    tx.transcripts.has('mini_program', delayLineId(delay)),
  );
  const told = await tellToLook(context, {
    ...{ outboxId, topic: 'handoff.delayed', accountId, at },
    ways: hasLine ? ['chat', 'subscription', 'mail'] : ['chat', 'mail'],
    find: async (tx, { locale }) => {
      const handoff = await tx.handoffs.find(handoffId);
      if (!handoff || !stands(handoff, delay)) return null;
      const now = context.clock.now();
      const text = await delayText(tx, { handoff, locale, now });
      const subject = render(locale, 'mail.delay.subject');
      const chat = await tx.chats.findByAccount(accountId);
      offered = chat?.serviceState === POOL ? livePoolCode(handoff, now) : null;
      return { about: 'delay', subject, text, poolCode: offered };
    },
  });
  if (typeof told !== 'object' && offered !== null) await spendCode(context, { ...delay, code: offered });
  return told;
}

/** A wait that was served in between has other times under the same numbers. */
function stands(
  { state, promisesBroken, answerBy }: Handoff,
  promise: Pick<Delay, 'broken' | 'answerBy'>,
): boolean {
  if (state !== 'queued' && state !== 'ticket') return false;
  return promisesBroken === promise.broken && answerBy === promise.answerBy;
}

/** A code works once, whatever became of its message; one by which nothing was begun is left for the next. */
async function spendCode(
  context: Context,
  { outboxId, handoffId, code }: Pick<Delay, 'outboxId' | 'handoffId'> & { code: string },
): Promise<void> {
  await context.unitOfWork.run(async (tx) => {
    const tried = await tx.deliveries.listOf(outboxId);
    const handoff = await tx.handoffs.find(handoffId);
    if (handoff?.poolCode?.code !== code || !tried.some(({ channel }) => channel === 'chat')) return;
    await tx.handoffs.save({ ...handoff, poolCode: null });
  });
}
