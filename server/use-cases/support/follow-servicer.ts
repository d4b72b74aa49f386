import type { KfInbound } from '../../../bot/channels/wecom-kf';
import { maskText } from '../../../shared/domain/masks';
import type { AnswerField } from '../../../shared/domain/registration';
import { closeHandoff } from './close-handoff';
import { inState } from '../chat/conversation-state';
import { noteOwnerWrote } from './note-waiting';
import type { ChatState } from '../ports/chat';
import { ENDED, SERVED } from '../ports/kf';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { takeHandoff } from './take-handoff';
import { CODE_LIFE_MS } from './hand-back';
import { isUntold } from './tell-back';
import type { TurnContext, Turned } from '../chat/chat-turn';
import { takeChatTurn } from '../chat/take-chat-turn';
import { watchFromNow } from './watch-conversation';

type Step = 'noted' | 'conflict';

/** What a person wrote in the WeCom client: kept masked; the bot is silent from now on (promise 12). */
export async function noteServicerMessage(
  context: TurnContext,
  { inboxId, message }: { inboxId: string; message: Extract<KfInbound, { kind: 'servicer_wrote' }> },
): Promise<Step> {
  return context.unitOfWork.run(async (tx): Promise<Step | Undone<Step>> => {
    if (!(await tx.inbox.finish(inboxId, context.clock.now()))) return 'noted';
    const chat = await tx.chats.find(message.externalUserId);
    if (!chat) return 'noted';
    await tx.transcripts.add({
      id: context.newId(),
      accountId: chat.accountId,
      channel: 'kf',
      messageId: message.messageId,
      from: 'person',
      text: maskText(message.text ?? ''),
      at: message.sentAt,
    });
    const served = await serve(tx, context, { chat, servicerUserid: message.servicerUserid });
    if (served !== 'noted') return served;
    return (await noteOwnerWrote(tx, context, chat.accountId)) ? 'noted' : undone<Step>('conflict');
  });
}

/**
 * Follows the platform's word on who serves: taken, transferred or reopened by a person silences the bot; ended gives the
 * conversation back, and the bot may say one thing by the event's code within 20 seconds (kf.md 5).
 */
export async function followServicer(
  context: TurnContext,
  { inboxId, message }: { inboxId: string; message: SessionChanged },
): Promise<Turned | Step> {
  if (message.change === HAS_ENDED) return followEnd(context, { inboxId, message });
  return context.unitOfWork.run(async (tx): Promise<Step | Undone<Step>> => {
    if (!(await tx.inbox.finish(inboxId, context.clock.now()))) return 'noted';
    const chat = SERVES.includes(message.change) ? await tx.chats.find(message.externalUserId) : null;
    return chat ? serve(tx, context, { chat, servicerUserid: message.servicerUserid }) : 'noted';
  });
}

type SessionChanged = Extract<KfInbound, { kind: 'session_changed' }>;

async function followEnd(
  context: TurnContext,
  { inboxId, message }: { inboxId: string; message: SessionChanged },
): Promise<Turned | Step> {
  const { messageCode: eventCode, messageId, externalUserId, openKfId, sentAt } = message;
  const speaks = eventCode !== null && context.clock.now() - sentAt < CODE_LIFE_MS;
  const ended = await context.unitOfWork.run(async (tx): Promise<Ended | Undone<Ended>> => {
    // Without a live code nothing can be said now: the person's next message is answered.
    if (!speaks && !(await tx.inbox.finish(inboxId, context.clock.now()))) return 'noted';
    return end(tx, context, externalUserId);
  });
  if (ended === 'conflict' || !speaks) return ended === 'told' ? 'noted' : ended;
  if (ended === 'told') return finish(context, inboxId);
  const resumed = { kind: 'resumed', filled: [] as AnswerField[] } as const;
  const turn = { inboxId, messageId, externalUserId, openKfId, sentAt, eventCode };
  return takeChatTurn(context, { ...turn, message: resumed, photo: null });
}

/** Taken from the pool, transferred, reopened by a person (kf.md 3.3). A change of another kind says nothing we know. */
const SERVES: readonly number[] = [1, 2, 4];
const HAS_ENDED = 3;
async function serve(
  tx: Repositories,
  context: TurnContext,
  { chat, servicerUserid }: { chat: ChatState; servicerUserid: string | null },
): Promise<Step | Undone<Step>> {
  const served = await tx.chats.save(inState(chat, { state: SERVED, servicerUserid }));
  if (!served) return undone<Step>('conflict');
  if (chat.serviceState !== SERVED) await watchFromNow(tx, context, chat);
  if (servicerUserid === null) return 'noted';
  const taken = await takeHandoff(tx, context, { accountId: chat.accountId, servicerUserid });
  return taken ? 'noted' : undone<Step>('conflict');
}

/** `told`: that it ended was known, and has been said. */
type Ended = Step | 'told';

async function end(
  tx: Repositories,
  context: TurnContext,
  externalUserId: string,
): Promise<Ended | Undone<Ended>> {
  const chat = await tx.chats.find(externalUserId);
  if (!chat) return 'noted';
  if (chat.serviceState === ENDED) {
    const latest = await tx.handoffs.latestOf(chat.accountId);
    const isWaiting =
      latest !== null && (isUntold(latest, context.clock.now()) || latest.servedFrom === null);
    return isWaiting ? 'noted' : 'told';
  }
  if (!(await tx.chats.save(inState(chat, { state: ENDED, servicerUserid: null }))))
    return undone<Ended>('conflict');
  const handoff = await tx.handoffs.openOf(chat.accountId);
  // Whoever was let go, or never served, still waits: their call stands with its promise.
  if (handoff?.state !== 'served') return 'noted';
  const closed = await closeHandoff(tx, context, { accountId: chat.accountId });
  return closed ? 'noted' : undone<Ended>('conflict');
}

async function finish(context: TurnContext, inboxId: string): Promise<'noted'> {
  await context.unitOfWork.run((tx) => tx.inbox.finish(inboxId, context.clock.now()));
  return 'noted';
}
