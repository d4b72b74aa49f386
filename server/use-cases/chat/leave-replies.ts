import type { Reply, Situation } from '../../../bot/ports';
import type { ResolvedReply } from '../../../bot/replies/resolved-reply';
import type { ChatTurn, TurnContext } from './chat-turn';
import type { Met } from './meet-customer';
import { outboxRow } from '../outbox-rows';
import type { Repositories } from '../ports/storage';
import { resolveReplies } from './resolve-replies';

/** Sealed content of a `chat.replied` row: sent in order, the first by the event's code when there is one. */
export interface LeavingReplies {
  externalUserId: string;
  openKfId: string;
  eventCode: string | null;
  replies: ResolvedReply[];
}

/**
 * Replies leave exactly as decided: rendered and sealed now, sent by a worker in order. Returns how many leave: what was
 * done elsewhere may ask twice to be gone on from, and is not told the same again.
 */
export async function leaveReplies(
  tx: Repositories,
  context: TurnContext,
  { asker, turn, replies, after }: { asker: Met; turn: ChatTurn; replies: Reply[]; after: Situation },
): Promise<number> {
  if (replies.length === 0) return 0;
  const accountId = asker.account.id;
  const seasonId = after.registration?.seasonId;
  const resolved = await resolveReplies(tx, context, { accountId, locale: after.locale, seasonId, replies });
  if (await saidAtLastResumption(tx, { turn, accountId, resolved })) return 0;
  const leaving: LeavingReplies = {
    externalUserId: turn.externalUserId,
    openKfId: turn.openKfId,
    eventCode: turn.eventCode,
    replies: resolved,
  };
  await tx.outbox.add([
    outboxRow(context, {
      topic: 'chat.replied',
      key: `chat.replied:${turn.messageId}`,
      payload: { accountId },
      // Each turn moves the conversation's version on: replies leave in the order of the turns, through every retry.
      group: laneOf(context, turn.externalUserId),
      place: asker.chat.version,
      secret: JSON.stringify(leaving),
    }),
  ]);
  await tx.transcripts.addNew(
    resolved.map((reply, index) => ({
      id: context.newId(),
      accountId,
      channel: 'kf',
      messageId: `${turn.messageId}:${index}`,
      from: 'bot',
      text: reply.text,
      at: context.clock.now(),
    })),
  );
  return resolved.length;
}

/** Group of the replies of one conversation. */
export function laneOf({ hash }: Pick<TurnContext, 'hash'>, externalUserId: string): string {
  return `chat.replied:${hash.hash('external_userid', externalUserId)}`;
}

/** Whether the last thing in the conversation is these very words, said for a resumption before this one. */
async function saidAtLastResumption(
  tx: Repositories,
  { turn, accountId, resolved }: { turn: ChatTurn; accountId: string; resolved: ResolvedReply[] },
): Promise<boolean> {
  if (turn.message.kind !== 'resumed' || turn.eventCode !== null) return false;
  const lines = await tx.transcripts.lastOf(accountId, resolved.length + 1);
  const last = lines.filter((line) => line.messageId !== turn.messageId).slice(-resolved.length);
  return (
    last.length === resolved.length &&
    last.every((line, at) => line.messageId.startsWith(RESUMED) && line.text === resolved[at]?.text)
  );
}

/** How the message id of a resumption begins. */
export const RESUMED = 'resumed:';
