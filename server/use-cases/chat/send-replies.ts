import { writeKfMessage, type KfOutbound } from '../../../bot/channels/wecom-kf';
import { MINUTE_MS } from '../../../shared/domain/time';
import { chatIsOpen } from './chat-budget';
import type { Context } from '../context';
import { mayStillSay } from './conversation-state';
import { REPEATED_ID, type KfPort } from '../ports/kf';
import type { Logger } from '../ports/logger';
import type { Delivery } from '../ports/messaging';
import { mayHaveLeft, PlatformError } from '../ports/platform-errors';
import type { LeavingReplies } from './leave-replies';
import { rereadConversation } from '../support/watch-conversation';

export type RepliesContext = Context & { kf: KfPort; logger: Logger };

export interface RepliesRow {
  outboxId: string;
  accountId: string;
  leaving: LeavingReplies;
  /** The row was begun before: its messages may have arrived. */
  again: boolean;
  /** Its place among the replies of the conversation, and since when it has one. */
  lane?: { group: string; place: number; since: number };
}

type Outcome = Extract<Delivery['outcome'], 'sent' | 'refused' | 'unknown'>;

interface Sending {
  leaving: LeavingReplies;
  outboxId: string;
  messageId: string;
  message: KfOutbound;
  /** A try before this one may have arrived. */
  mayBeThere: boolean;
}

/** Ended, or in a state that forbids sending: a person serves, or nobody does any more. */
const STATE_FORBIDS: readonly (string | number | null)[] = [95013, 95016, 95018];

/**
 * A reply that could not leave for so long, while the person was answered anew: its question is closed, and it would take one
 * of the few messages that the platform lets through from the answer that is still of use.
 */
const TOO_OLD_MS = MINUTE_MS;

/**
 * Sends the replies of one turn in their order. Ids stay the same over repeats, so that a repeat reaches nobody twice. What
 * became of each is recorded; one that is refused is the last: the bot asks again at the person's next message.
 */
export async function sendReplies(context: RepliesContext, row: RepliesRow): Promise<void> {
  const { outboxId, leaving, again } = row;
  if (await isOvertaken(context, row)) {
    context.logger.info('chat.reply_overtaken', { outboxId });
    return giveUp(context, row);
  }
  const before = again ? await context.unitOfWork.read((tx) => tx.deliveries.listOf(outboxId)) : [];
  for (const [index, reply] of leaving.replies.entries()) {
    const messageId = `${outboxId}-${index}`;
    const earlier = before.find(({ detail }) => detail === messageId);
    if (earlier?.outcome === 'sent') continue;
    if (earlier && earlier.outcome !== 'not_sent' && earlier.outcome !== 'unknown') return;
    // Asked before each one: a person may take the conversation between two replies of a turn.
    if (!(await maySpeakStill(context, row))) {
      context.logger.info('chat.reply_silenced', { outboxId });
      return giveUp(context, row);
    }
    const mayBeThere = again && earlier?.outcome !== 'not_sent';
    const record = (outcome: Delivery['outcome']): Promise<void> =>
      note(context, row, { messageId, outcome, known: earlier !== undefined });
    const sending = { leaving, outboxId, messageId, message: writeKfMessage(reply), mayBeThere };
    const code = index === 0 ? leaving.eventCode : null;
    const outcome = await (code ? sendByCode(context, sending, code) : sendToChat(context, sending)).catch(
      async (error: unknown) => {
        await record(mayBeThere || mayHaveLeft(error) ? 'unknown' : notSent(error));
        throw error;
      },
    );
    await record(outcome);
    if (outcome !== 'sent') return;
  }
}

async function isOvertaken(context: Context, { lane }: RepliesRow): Promise<boolean> {
  if (!lane || context.clock.now() - lane.since < TOO_OLD_MS) return false;
  return context.unitOfWork.read((tx) => tx.outbox.hasLater(lane));
}

/**
 * Whether the conversation is still the bot's, and was so ever since this was decided: a person may have it by now in the
 * WeCom client or on our pages, and what they have dealt with meanwhile is not to be said after them (promise 12).
 */
async function maySpeakStill(context: Context, { accountId, leaving, lane }: RepliesRow): Promise<boolean> {
  const [chat, handoff] = await context.unitOfWork.read((tx) =>
    Promise.all([tx.chats.find(leaving.externalUserId), tx.handoffs.latestOf(accountId)]),
  );
  if (chat && !mayStillSay(chat, lane?.place ?? null)) return false;
  if (handoff?.state === 'served') return false;
  return !lane || (handoff?.servedFrom ?? 0) <= lane.since;
}

/** What surely did not leave never will; what may have arrived stays unknown. */
async function giveUp(context: RepliesContext, row: RepliesRow): Promise<void> {
  const { outboxId, leaving } = row;
  const before = await context.unitOfWork.read((tx) => tx.deliveries.listOf(outboxId));
  for (const index of leaving.replies.keys()) {
    const messageId = `${outboxId}-${index}`;
    const earlier = before.find(({ detail }) => detail === messageId);
    if (earlier && earlier.outcome !== 'not_sent') continue;
    await note(context, row, { messageId, outcome: 'undeliverable', known: earlier !== undefined });
  }
}

async function sendToChat(context: RepliesContext, sending: Sending): Promise<Outcome> {
  const { externalUserId, openKfId } = sending.leaving;
  const { messageId: msgId, message, mayBeThere } = sending;
  try {
    await context.kf.sendMsg({ toUser: externalUserId, openKfId, msgId, message });
    return 'sent';
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    if (error.code === REPEATED_ID && mayBeThere) return 'sent';
    // The window or the budget is closed, or a person serves: a reply has no other way and no later.
    if (error.class !== 'CHANNEL' && error.class !== 'TARGET') throw error;
    if (STATE_FORBIDS.includes(error.code)) await rereadConversation(context, { externalUserId, openKfId });
    return mayBeThere ? 'unknown' : 'refused';
  }
}

/**
 * The one message that an event's code opens. A code that is spent or over is refused, under which number is documented
 * nowhere: then the usual way serves while the chat is open, else the text waits for the person's next message. After a try
 * that may have arrived, a spent code is no news, and nothing is said twice.
 */
async function sendByCode(context: RepliesContext, sending: Sending, code: string): Promise<Outcome> {
  const { messageId: msgId, message, mayBeThere, outboxId } = sending;
  try {
    await context.kf.sendMsgOnEvent({ code, msgId, message });
    return 'sent';
  } catch (error) {
    if (!(error instanceof PlatformError) || !REFUSED_FOR_GOOD.includes(error.class)) throw error;
    if (mayBeThere) return 'unknown';
    const open = await reserve(context, sending.leaving);
    const platformCode = error.code ?? error.status;
    context.logger.warn('chat.code_refused', { outboxId, platformCode, to: open ? 'chat' : 'next_message' });
    return open ? sendToChat(context, sending) : 'refused';
  }
}

const REFUSED_FOR_GOOD: readonly PlatformError['class'][] = ['CHANNEL', 'TARGET', 'PERMANENT'];

/** Takes one of the five messages that the code did not count among. */
function reserve(context: Context, { externalUserId }: LeavingReplies): Promise<boolean> {
  return context.unitOfWork.run(async (tx) => {
    const chat = await tx.chats.find(externalUserId);
    if (!chat || !chatIsOpen(chat, context.clock.now())) return false;
    return tx.chats.save({ ...chat, sentSince: chat.sentSince + 1 });
  });
}

/** Refused for good, for an operator to see, or tried again later. */
function notSent(error: unknown): 'refused' | 'not_sent' {
  return error instanceof PlatformError && error.class === 'PERMANENT' ? 'refused' : 'not_sent';
}

async function note(
  context: Context,
  { outboxId, accountId }: RepliesRow,
  { messageId, outcome, known }: { messageId: string; outcome: Delivery['outcome']; known: boolean },
): Promise<void> {
  const at = context.clock.now();
  await context.unitOfWork.run((tx) =>
    known
      ? tx.deliveries.markByDetail(messageId, outcome, at)
      : tx.deliveries.add({
          id: context.newId(),
          outboxId,
          accountId,
          channel: 'chat',
          topic: 'chat.replied',
          outcome,
          detail: messageId,
          at,
        }),
  );
}
