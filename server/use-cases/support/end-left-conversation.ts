import type { Actor } from '../../../shared/domain/registration';
import { planHandBack } from './hand-back';
import { deskFor, promiseOf } from './desk-times';
import { endSession, type MoveContext } from './move-conversation';
import { auditOpened, newHandoff } from './new-handoff';
import type { ChatState, Handoff } from '../ports/chat';
import { POOL } from '../ports/kf';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { callOf, remindOfQueue } from './queue-handoff';
import { takeHandoff } from './take-handoff';

const DESK: Actor = { role: 'system', id: 'desk', channel: 'job' };

/** `owned`: somebody has it here now, or it waits for somebody. `unsure`: the platform did not end it; try again. */
export type LeftSettled = 'ended' | 'owned' | 'unsure';

/**
 * The platform holds a conversation as a person's that was closed here, or that nobody here has: the bot would stay silent
 * until the platform ends it, two days later (promises 6 and 12). What its closer served is ended, what somebody else serves
 * is theirs, and what waits in the pool, where nothing can be ended (kf.md 5), waits in our queue too.
 */
export async function endLeftConversation(
  context: MoveContext,
  externalUserId: string,
): Promise<LeftSettled> {
  const { chat, open, latest } = await context.unitOfWork.read(async (tx) => {
    const found = await tx.chats.find(externalUserId);
    return {
      chat: found,
      open: found && (await tx.handoffs.openOf(found.accountId)),
      latest: found && (await tx.handoffs.latestOf(found.accountId)),
    };
  });
  if (!chat) return 'ended';
  if (open) return 'owned';
  if (chat.serviceState === POOL) {
    return (await context.unitOfWork.run((tx) => queueLeft(tx, context, { chat, latest })))
      ? 'owned'
      : 'unsure';
  }
  const { accountId, servicerUserid } = chat;
  if (servicerUserid !== null && !isServicerOf(latest, servicerUserid)) {
    return context.unitOfWork.run(async (tx): Promise<LeftSettled | Undone<LeftSettled>> => {
      const isTaken = await takeHandoff(tx, context, { accountId, servicerUserid });
      return isTaken ? 'owned' : undone<LeftSettled>('unsure');
    });
  }
  const { ended, code } = await endSession(context, { accountId });
  if (!ended) return 'unsure';
  if (latest) await planHandBack(context, { accountId, handoffId: latest.id, code });
  return 'ended';
}

function isServicerOf(handoff: Handoff | null, userid: string): boolean {
  return handoff?.servicerUserid?.toLowerCase() === userid.toLowerCase();
}

/** Waits for the desk as before, with a new promise. False = somebody was faster. */
async function queueLeft(
  tx: Repositories,
  context: MoveContext,
  { chat, latest }: { chat: ChatState; latest: Handoff | null },
): Promise<boolean> {
  const { accountId, externalUserId } = chat;
  const now = context.clock.now();
  const { answerBy } = promiseOf(await deskFor(tx, { accountId, now }), { now, isStaffed: true });
  const handoff = newHandoff(context, {
    accountId,
    externalUserId,
    trigger: latest?.trigger ?? 'asked',
    // In the pool the bot is silent: whoever waits there is called for, in whatever hours.
    state: 'queued',
    answerBy,
    harm: latest?.harm ?? 'other',
    deadlineAt: latest?.deadlineAt ?? null,
  });
  if (!(await tx.handoffs.insert(handoff))) return false;
  await remindOfQueue(tx, context, handoff);
  await tx.outbox.add([callOf(context, handoff)]);
  await auditOpened(tx, context, { handoff, actor: DESK });
  return true;
}
