import { MINUTE_MS } from '../../../shared/domain/time';
import { endLeftConversation } from '../../use-cases/support/end-left-conversation';
import { lookForMessages, type LookContext } from '../../use-cases/chat/look-for-messages';
import type { ClaimedMessage } from '../../use-cases/ports/messaging';
import { pullKfMessages, type PullContext } from '../../use-cases/chat/pull-kf-messages';
import { receiveKfMessage, type ReceiveContext } from '../../use-cases/chat/receive-kf-message';
import { goOnAfterPage, QUIET_MS, type Filled } from '../../use-cases/chat/continue-in-chat';
import { handBack } from '../../use-cases/support/hand-back';
import { resumeChat } from '../../use-cases/chat/resume-chat';
import { sendReplies } from '../../use-cases/chat/send-replies';
import type { LeavingReplies } from '../../use-cases/chat/leave-replies';
import { watchConversation, WATCH_EVERY_MS } from '../../use-cases/support/watch-conversation';
import { DONE, paced, type Handled, type Handlers } from '../handler';
import { judgeError, MAX_ATTEMPTS } from '../retry-policy';

export type ChatHandlerContext = PullContext & ReceiveContext & LookContext;

const SOON_MS = 100;
/** Tries of a message that makes us fail, about a minute, before the conversation goes on without it. */
const FAULT_TRIES = 8;

/**
 * A person waits in the chat: what a killed worker had in hand is somebody else's after so long, not after a minute. Short
 * leases risk no doubles here. A worker at work renews its lease at half of it; one that was frozen longer finds its token
 * stale for every final write; a turn commits once by message id and version, and a reply keeps its message id, which the
 * platform takes once (kf.md 4.1). Notices by mail or subscription know no such id and keep the long lease.
 */
export const chatLeases: Readonly<Record<string, number>> = Object.fromEntries(
  ['kf.bell_rung', 'kf.message_received', 'chat.replied', 'chat.resume_requested', 'chat.handed_back'].map(
    (topic) => [topic, 10_000],
  ),
);

/** Jobs of the customer-service chat: bell, look without a bell, stored message, reply, resumption. */
export function chatHandlers(context: ChatHandlerContext): Handlers {
  return {
    'kf.bell_rung': (message) => answerBell(context, message),
    'kf.look_due': (message) => look(context, message),
    'kf.message_received': (message) => receive(context, message),
    'chat.replied': (message) => answer(context, message),
    'chat.resume_requested': (message) => resume(context, message),
    'chat.handed_over': (message) => watch(context, message),
    'chat.handed_back': (message) => goOnAfterPerson(context, message),
  };
}

async function answerBell(context: ChatHandlerContext, message: ClaimedMessage): Promise<Handled> {
  const openKfId = String(message.payload.openKfId);
  const pulled = await pullKfMessages(context, { openKfId, token: message.secret });
  return pulled === 'pulled' ? DONE : soon(context, 'kf.puller_busy');
}

async function look(context: ChatHandlerContext, { payload }: ClaimedMessage): Promise<Handled> {
  await lookForMessages(context, String(payload.openKfId));
  return DONE;
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
  if (typeof message.payload.at === 'number') return goOn(context, message, message.payload.at);
  const resumed = await resumeChat(context, {
    accountId: String(message.payload.accountId),
    cause: message.id,
    filled: [],
  });
  return resumed === 'conflict' ? soon(context, 'chat.conflict') : DONE;
}

async function goOn(context: ChatHandlerContext, message: ClaimedMessage, at: number): Promise<Handled> {
  const names = String(message.payload.filled).split(',');
  const filled = names.filter((name) => name !== '') as Filled;
  const accountId = String(message.payload.accountId);
  const continued = await goOnAfterPage(context, { accountId, cause: message.id, filled, at });
  if (continued === 'conflict') return soon(context, 'chat.conflict');
  return continued === 'waits' ? paced('chat.page_in_use', at + QUIET_MS) : DONE;
}

/** The queue keeps the order of a conversation: what makes us fail for long is given up, so that it goes on. */
async function answer(context: ChatHandlerContext, message: ClaimedMessage): Promise<Handled> {
  const { id, payload, secret, attempts, group, place, createdAt } = message;
  if (secret === null) return DONE;
  const leaving = JSON.parse(secret) as LeavingReplies;
  const lane = group === null || place === undefined ? {} : { lane: { group, place, since: createdAt } };
  const row = { outboxId: id, accountId: String(payload.accountId), leaving, again: attempts > 1, ...lane };
  try {
    await sendReplies(context, row);
    return DONE;
  } catch (error) {
    const handled = judgeError(error, context.clock.now());
    const isFault = handled.kind === 'later' && handled.code === 'INTERNAL';
    if (isFault && attempts >= FAULT_TRIES) return { kind: 'dead', code: handled.code };
    throw error;
  }
}

async function goOnAfterPerson(
  context: ChatHandlerContext,
  { payload, secret }: ClaimedMessage,
): Promise<Handled> {
  const back = await handBack(context, {
    accountId: String(payload.accountId),
    handoffId: String(payload.handoffId),
    code: secret,
    at: Number(payload.at),
  });
  return back === 'conflict' ? soon(context, 'chat.conflict') : DONE;
}

async function watch(context: ChatHandlerContext, { secret }: ClaimedMessage): Promise<Handled> {
  const watched = secret === null ? 'nothing' : await watchConversation(context, secret);
  if (watched === 'conflict') return soon(context, 'chat.conflict');
  const now = context.clock.now();
  if (watched === 'left' && secret !== null) {
    const settled = await endLeftConversation(context, secret);
    if (settled === 'ended') return DONE;
    if (settled === 'unsure') return paced('chat.not_ended', now + MINUTE_MS);
  } else if (watched !== 'still') return DONE;
  return paced('chat.still_served', now + WATCH_EVERY_MS);
}

function soon(context: ChatHandlerContext, code: string): Handled {
  return { kind: 'later', code, dueAt: context.clock.now() + SOON_MS, keep: true };
}
