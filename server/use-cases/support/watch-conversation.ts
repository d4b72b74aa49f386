import { MINUTE_MS } from '../../../shared/domain/time';
import { closeHandoff } from './close-handoff';
import type { Context } from '../context';
import { inState, ofPerson } from '../chat/conversation-state';
import { outboxRow } from '../outbox-rows';
import type { ChatState } from '../ports/chat';
import type { KfPort } from '../ports/kf';
import { undone, type Repositories, type Undone } from '../ports/storage';

/** How often the platform is asked whether a conversation is still a person's: sooner than one may be without owner or queue. */
export const WATCH_EVERY_MS = 15 * MINUTE_MS;

/**
 * From now on the bot is silent until the platform says that the person has ended. That word may be lost, so a job asks for
 * it (promises 6 and 12).
 */
export async function watchFromNow(
  tx: Repositories,
  context: Context,
  { externalUserId }: Pick<ChatState, 'externalUserId'>,
  afterMs = WATCH_EVERY_MS,
): Promise<void> {
  const group = `chat.handed_over:${context.hash.hash('external_userid', externalUserId)}`;
  await tx.outbox.cancelGroup(group, { tried: true });
  await tx.outbox.add([
    outboxRow(context, {
      topic: 'chat.handed_over',
      key: `${group}:${context.newId()}`,
      payload: {},
      secret: externalUserId,
      group,
      dueAt: context.clock.now() + afterMs,
    }),
  ]);
}

/** `left`: the platform holds it as a person's, and nobody has it here (end-left-conversation.ts). */
export type Watched = 'still' | 'left' | 'ended' | 'nothing' | 'conflict';

/** Asks the platform whose a silent conversation is; one that nobody has any more is the bot's again. */
export async function watchConversation(
  context: Context & { kf: KfPort },
  externalUserId: string,
): Promise<Watched> {
  const chat = await context.unitOfWork.read((tx) => tx.chats.find(externalUserId));
  if (!chat || !ofPerson(chat)) return 'nothing';
  const { openKfId } = chat;
  const { state, servicerUserid } = await context.kf.serviceStateGet({ openKfId, externalUserId });
  return context.unitOfWork.run(async (tx): Promise<Watched | Undone<Watched>> => {
    // Written over what was read before the platform was asked: whatever it told us meanwhile wins.
    if (!(await tx.chats.save(inState(chat, { state, servicerUserid })))) return undone<Watched>('conflict');
    const handoff = await tx.handoffs.openOf(chat.accountId);
    if (ofPerson({ serviceState: state })) return handoff ? 'still' : 'left';
    // Somebody who was never served still waits: their ticket stays open, and the desk is reminded of it.
    if (handoff?.state !== 'served') return 'ended';
    return (await closeHandoff(tx, context, { accountId: chat.accountId }))
      ? 'ended'
      : undone<Watched>('conflict');
  });
}

/**
 * A send was refused for the state of the conversation: what the platform says it is holds from now on, so that the bot is
 * silent while a person serves (kf.md 8). Somebody who was told newer meanwhile wins.
 */
export async function rereadConversation(
  context: Context & { kf: KfPort },
  of: Pick<ChatState, 'externalUserId' | 'openKfId'>,
): Promise<void> {
  const chat = await context.unitOfWork.read((tx) => tx.chats.find(of.externalUserId));
  if (!chat) return;
  const { state, servicerUserid } = await context.kf.serviceStateGet(of);
  if (state === chat.serviceState) return;
  await context.unitOfWork.run(async (tx) => {
    const present = inState(chat, { state, servicerUserid });
    const saved = await tx.chats.save(present);
    if (saved && ofPerson(present) && !ofPerson(chat)) await watchFromNow(tx, context, chat);
  });
}
