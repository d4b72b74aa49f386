import type { KfInbound } from '../../../bot/channels/wecom-kf';
import { MESSAGES_PER_TURN } from './chat-budget';
import type { Context } from '../context';
import { outboxRow } from '../outbox-rows';
import { undone, type Repositories, type Undone } from '../ports/storage';

type SendFailed = Extract<KfInbound, { kind: 'send_failed' }>;

/** Older than 48 hours, ended, over five messages, refused by the person: nothing arrives until they write again. */
const CLOSED_UNTIL_THEY_WRITE: readonly number[] = [4, 5, 6, 10];

/** Ids of replies end in their place in the turn; a notice goes by the id of its outbox row alone. */
const REPLY_ID = /^(.+)-\d+$/;

/**
 * The platform took a message and could not deliver it after all (`msg_send_fail`, kf.md 3.3). The record says so from now
 * on. A notice goes on by its next way, once; a reply is lost, and the person is answered when they write.
 */
export function noteFailedSend(
  context: Context,
  { inboxId, message }: { inboxId: string; message: SendFailed },
): Promise<'noted' | 'conflict'> {
  return context.unitOfWork.run(async (tx): Promise<'noted' | 'conflict' | Undone<'conflict'>> => {
    if (!(await tx.inbox.finish(inboxId, context.clock.now()))) return 'noted';
    await recordFailure(tx, context, message.failedMessageId);
    return (await closeChat(tx, message)) ? 'noted' : undone('conflict' as const);
  });
}

async function recordFailure(tx: Repositories, context: Context, messageId: string): Promise<void> {
  const at = context.clock.now();
  const known = await tx.deliveries.findByDetail(messageId);
  if (known) await tx.deliveries.markByDetail(messageId, 'failed', at);
  const replied = REPLY_ID.exec(messageId)?.[1];
  if (!replied) {
    if (known) await tx.outbox.add([failedNotice(context, known.outboxId)]);
    return;
  }
  // The word of the failure was faster than our own record of the send.
  const record = { outboxId: replied, accountId: null, channel: 'chat', topic: 'chat.replied' } as const;
  if (known) return;
  await tx.deliveries.add({ ...record, id: context.newId(), outcome: 'failed', detail: messageId, at });
}

function failedNotice(context: Context, outboxId: string): ReturnType<typeof outboxRow> {
  return outboxRow(context, {
    topic: 'notice.failed',
    key: `notice.failed:${outboxId}`,
    payload: { outboxId },
  });
}

/** False = somebody changed the conversation meanwhile. */
async function closeChat(tx: Repositories, { externalUserId, failType }: SendFailed): Promise<boolean> {
  const chat = CLOSED_UNTIL_THEY_WRITE.includes(failType) ? await tx.chats.find(externalUserId) : null;
  return !chat || tx.chats.save({ ...chat, sentSince: Math.max(chat.sentSince, MESSAGES_PER_TURN) });
}
