import type { Context } from '../context';
import { inState, ofPerson, type ConversationState } from '../chat/conversation-state';
import type { ChatState } from '../ports/chat';
import { ENDED, POOL, SERVED, type KfPort } from '../ports/kf';
import { PlatformError, TransportError } from '../ports/platform-errors';
import { watchFromNow } from './watch-conversation';

export type MoveContext = Context & { kf: KfPort };

/** The platform's word that the one who should serve cannot: not an active servicer, or stopped (kf.md 8). */
const CANNOT_SERVE: readonly unknown[] = [95_014, 95_019];
const ILLEGAL_MOVE = 95_016;

/**
 * What became of a move to a person. `moved`: they have it. `desk`: the platform has no conversation to move, or the person
 * is no servicer while the bot's way is open: our pages are the road. `not_serving`: it waits in the pool or with somebody
 * else and this person cannot take it. `elsewhere`: somebody else has it. `unsure`: the platform did not answer.
 */
export type Moved = 'moved' | 'desk' | 'not_serving' | 'elsewhere' | 'unsure';

/** Puts an account's conversation into the hands of a servicer, outside of any unit of work, and keeps what is known. */
export async function moveToServicer(
  context: MoveContext,
  { accountId, userid }: { accountId: string; userid: string | null },
): Promise<Moved> {
  const chat = await context.unitOfWork.read((tx) => tx.chats.findByAccount(accountId));
  if (!chat || chat.serviceState === ENDED) return 'desk';
  if (userid === null) return chat.serviceState < POOL ? 'desk' : 'not_serving';
  const of = { openKfId: chat.openKfId, externalUserId: chat.externalUserId };
  try {
    await context.kf.serviceStateTrans({ ...of, state: SERVED, servicerUserid: userid });
  } catch (error) {
    if (error instanceof TransportError) return 'unsure';
    if (!(error instanceof PlatformError)) throw error;
    if (CANNOT_SERVE.includes(error.code)) return chat.serviceState < POOL ? 'desk' : 'not_serving';
    return error.code === ILLEGAL_MOVE ? afterIllegalMove(context, chat, userid) : 'unsure';
  }
  await keepState(context, chat, { state: SERVED, servicerUserid: userid });
  return 'moved';
}

/**
 * Ends a person's session. The code opens one text or menu within 20 s; null when nothing had to be ended or is known. What
 * waits in the pool has not ended, and nobody can end it there (kf.md 5).
 */
export async function endSession(
  context: MoveContext,
  { accountId }: { accountId: string },
): Promise<{ ended: boolean; chat: ChatState | null; code: string | null }> {
  const chat = await context.unitOfWork.read((tx) => tx.chats.findByAccount(accountId));
  if (!chat || !ofPerson(chat)) return { ended: true, chat, code: null };
  const of = { openKfId: chat.openKfId, externalUserId: chat.externalUserId };
  try {
    if (chat.serviceState === POOL) {
      // A move out of the pool whose answer was lost may have come about.
      const present = await context.kf.serviceStateGet(of);
      await keepState(context, chat, present);
      if (present.state !== SERVED)
        return { ended: !ofPerson({ serviceState: present.state }), chat, code: null };
    }
    const { msgCode } = await context.kf.serviceStateTrans({ ...of, state: ENDED });
    await keepState(context, chat, { state: ENDED, servicerUserid: null });
    return { ended: true, chat, code: msgCode };
  } catch (error) {
    if (!(error instanceof PlatformError) && !(error instanceof TransportError)) throw error;
    // The job that watches the conversation reads what the platform holds.
    return { ended: false, chat, code: null };
  }
}

async function afterIllegalMove(context: MoveContext, chat: ChatState, userid: string): Promise<Moved> {
  const of = { openKfId: chat.openKfId, externalUserId: chat.externalUserId };
  const present = await context.kf.serviceStateGet(of);
  await keepState(context, chat, present);
  if (present.state !== SERVED) return present.state === POOL ? 'not_serving' : 'desk';
  return present.servicerUserid?.toLowerCase() === userid.toLowerCase() ? 'moved' : 'elsewhere';
}

/** What the platform said is held; whoever was told newer meanwhile wins. */
async function keepState(
  context: MoveContext,
  { externalUserId }: ChatState,
  present: ConversationState,
): Promise<void> {
  await context.unitOfWork.run(async (tx) => {
    const chat = await tx.chats.find(externalUserId);
    if (!chat) return;
    const now = inState(chat, present);
    if ((await tx.chats.save(now)) && ofPerson(now) && !ofPerson(chat)) await watchFromNow(tx, context, chat);
  });
}
