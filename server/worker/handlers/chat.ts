import { writeKfMessage } from '../../../bot/channels/wecom-kf';
import type { ResolvedReply } from '../../../bot/replies/resolved-reply';
import type { ClaimedMessage, Delivery } from '../../use-cases/ports/messaging';
import { PlatformError } from '../../use-cases/ports/platform-errors';
import { pullKfMessages, type PullContext } from '../../use-cases/pull-kf-messages';
import { receiveKfMessage, type ReceiveContext } from '../../use-cases/receive-kf-message';
import { resumeChat } from '../../use-cases/resume-chat';
import type { LeavingReplies } from '../../use-cases/take-chat-turn';
import { watchConversation, WATCH_EVERY_MS } from '../../use-cases/watch-conversation';
import { DONE, type Handled, type Handlers } from '../handler';
import { judgeError, MAX_ATTEMPTS } from '../retry-policy';

export type ChatHandlerContext = PullContext & ReceiveContext;

const SOON_MS = 100;
/** Tries of a message that makes us fail, about a minute, before the conversation goes on without it. */
const FAULT_TRIES = 8;
/** The platform answers this for a message id it has already: our first try arrived (kf.md 4.1). */
const REPEATED_ID = 40058;

/** Jobs of the customer-service chat: bell, stored message, reply, resumption. */
export function chatHandlers(context: ChatHandlerContext): Handlers {
  return {
    'kf.bell_rung': (message) => answerBell(context, message),
    'kf.message_received': (message) => receive(context, message),
    'chat.replied': (message) => sendReplies(context, message),
    'chat.resume_requested': (message) => resume(context, message),
    'chat.handed_over': (message) => watch(context, message),
  };
}

async function answerBell(context: ChatHandlerContext, message: ClaimedMessage): Promise<Handled> {
  const openKfId = String(message.payload.openKfId);
  const pulled = await pullKfMessages(context, { openKfId, token: message.secret });
  return pulled === 'pulled' ? DONE : soon(context, 'kf.puller_busy');
}

async function receive(context: ChatHandlerContext, message: ClaimedMessage): Promise<Handled> {
  const isHopeless = (error: unknown): boolean => isSpent(error, message.attempts, context.clock.now());
  const received = await receiveKfMessage(context, String(message.payload.inboxId), isHopeless);
  return received === 'conflict' ? soon(context, 'chat.conflict') : DONE;
}

/** Whether a further try is pointless: a refusal for good, a fault of ours that stays, or a day of trying. */
function isSpent(error: unknown, attempts: number, now: number): boolean {
  const handled = judgeError(error, now);
  if (handled.kind !== 'later') return true;
  if (handled.keep) return false;
  return attempts >= (handled.code === 'INTERNAL' ? FAULT_TRIES : MAX_ATTEMPTS);
}

async function resume(context: ChatHandlerContext, message: ClaimedMessage): Promise<Handled> {
  const resumed = await resumeChat(context, {
    accountId: String(message.payload.accountId),
    cause: message.id,
    filled: [],
  });
  return resumed === 'conflict' ? soon(context, 'chat.conflict') : DONE;
}

async function watch(context: ChatHandlerContext, { secret }: ClaimedMessage): Promise<Handled> {
  const watched = secret === null ? 'nothing' : await watchConversation(context, secret);
  if (watched === 'conflict') return soon(context, 'chat.conflict');
  if (watched !== 'still') return DONE;
  return {
    kind: 'later',
    code: 'chat.still_served',
    dueAt: context.clock.now() + WATCH_EVERY_MS,
    keep: true,
  };
}

function soon(context: ChatHandlerContext, code: string): Handled {
  return { kind: 'later', code, dueAt: context.clock.now() + SOON_MS, keep: true };
}

/** Sends the replies of one turn in their order. Ids stay the same over repeats, so that a repeat reaches nobody twice. */
async function sendReplies(context: ChatHandlerContext, message: ClaimedMessage): Promise<Handled> {
  if (message.secret === null) return DONE;
  const leaving = JSON.parse(message.secret) as LeavingReplies;
  for (const [index, reply] of leaving.replies.entries()) {
    const messageId = `${message.id}-${index}`;
    const code = index === 0 ? leaving.eventCode : null;
    const outcome = await sendOne(context, { leaving, reply, messageId, code, again: message.attempts > 1 });
    await note(context, { message, messageId, outcome });
    if (outcome === 'refused') return DONE;
  }
  return DONE;
}

interface Sending {
  leaving: LeavingReplies;
  reply: ResolvedReply;
  messageId: string;
  code: string | null;
  /** This row was begun before: its message may have arrived. */
  again: boolean;
}

async function sendOne(
  context: ChatHandlerContext,
  { leaving, reply, messageId, code, again }: Sending,
): Promise<'sent' | 'refused'> {
  const message = writeKfMessage(reply);
  try {
    if (code) await context.kf.sendMsgOnEvent({ code, msgId: messageId, message });
    else {
      const { externalUserId: toUser, openKfId } = leaving;
      await context.kf.sendMsg({ toUser, openKfId, msgId: messageId, message });
    }
    return 'sent';
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    if (error.code === REPEATED_ID && again) return 'sent';
    // The window or the budget is closed, a person serves, or the code is spent: a reply has no other way and no later.
    if (error.class === 'CHANNEL' || error.class === 'TARGET') return 'refused';
    throw error;
  }
}

async function note(
  context: ChatHandlerContext,
  {
    message,
    messageId,
    outcome,
  }: { message: ClaimedMessage; messageId: string; outcome: Delivery['outcome'] },
): Promise<void> {
  await context.unitOfWork.run((tx) =>
    tx.deliveries.add({
      id: context.newId(),
      outboxId: message.id,
      accountId: String(message.payload.accountId),
      channel: 'chat',
      topic: message.topic,
      outcome,
      detail: messageId,
      at: context.clock.now(),
    }),
  );
}
