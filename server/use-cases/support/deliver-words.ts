import { render } from '../../../bot/replies/render';
import { HOUR_MS } from '../../../shared/domain/time';
import type { WritingRoad } from './choose-road';
import type { Context } from '../context';
import { outboxRow } from '../outbox-rows';
import { REPEATED_ID } from '../ports/kf';
import type { Delivery } from '../ports/messaging';
import { mayHaveLeft, PlatformError, TransportError } from '../ports/platform-errors';
import type { Repositories } from '../ports/storage';
import type { NoticeContext } from '../reminders/send-notice';
import { hasSpokenInApp, tellToLook } from './tell-to-look';
import { rereadConversation } from './watch-conversation';
import type { LeavingWords } from './write-to-candidate';

export type WordsContext = NoticeContext;

/** A `support.written` row as its handler reads it. */
export interface WordsRow {
  outboxId: string;
  handoffId: string;
  accountId: string;
  road: WritingRoad;
  mark: string;
  writtenAt: number;
  leaving: LeavingWords;
}

type Outcome = Extract<Delivery['outcome'], 'sent' | 'unknown' | 'refused' | 'undeliverable'>;

const STATE_FORBIDS: readonly unknown[] = [95013, 95016, 95018];
const FINAL: readonly PlatformError['class'][] = ['CHANNEL', 'TARGET', 'PERMANENT'];
/** An answer that could not leave for so long is said to have failed, so that its writer takes another road. */
const TOO_LATE_MS = HOUR_MS;

/**
 * Sends what a member of the desk wrote by the road they chose. That it was begun is on record before it leaves, as of unknown
 * fate: whoever dies in between is followed by a try that knows it may have arrived. What did not arrive is told to whoever
 * owns the conversation (promise 5). Safe to run again: chat messages keep their id, and a mail of unknown fate is not sent
 * twice.
 */
export async function deliverWords(context: WordsContext, row: WordsRow): Promise<void | { waitMs: number }> {
  if (row.road === 'app') return tellOfLine(context, row);
  const earlier = await begin(context, row);
  if (earlier !== null && earlier.outcome !== 'unknown' && earlier.outcome !== 'not_sent') return;
  const mayBeThere = earlier?.outcome === 'unknown';
  const outcome = await SENDERS[row.road](context, row, mayBeThere).catch(async (error: unknown) => {
    if (!mayBeThere && !mayHaveLeft(error))
      await context.unitOfWork.run((tx) => mark(tx, context, row, 'not_sent'));
    throw error;
  });
  if (outcome === null) return;
  await context.unitOfWork.run(async (tx) => {
    await mark(tx, context, row, outcome);
    // Of what may have arrived the line on the page says so; nobody is told that it did not.
    if (outcome === 'refused' || outcome === 'undeliverable')
      await tx.outbox.add([notDelivered(context, row)]);
  });
}

/** A row by which the owner learns that their words did not arrive. */
export function notDelivered(
  context: Context,
  { mark: one, handoffId }: Pick<WordsRow, 'mark' | 'handoffId'>,
): ReturnType<typeof outboxRow> {
  const topic = 'support.not_delivered';
  return outboxRow(context, { topic, key: `${topic}:${one}`, payload: { handoffId } });
}

/** The record of this message as an earlier try left it, or null; from now on its fate is unknown. */
function begin(context: Context, row: WordsRow): Promise<Delivery | null> {
  return context.unitOfWork.run(async (tx) => {
    const earlier = await tx.deliveries.findByDetail(row.mark);
    if (earlier?.outcome === 'not_sent') await mark(tx, context, row, 'unknown');
    if (earlier) return earlier;
    const channel = row.road === 'chat' ? 'chat' : 'mail';
    await tx.deliveries.add({ ...recordOf(context, row), channel, outcome: 'unknown' });
    return null;
  });
}

function recordOf(context: Context, { outboxId, accountId, mark: detail }: WordsRow) {
  const at = context.clock.now();
  return { id: context.newId(), outboxId, accountId, topic: 'support.written', detail, at };
}

function mark(
  tx: Repositories,
  context: Context,
  row: WordsRow,
  outcome: Delivery['outcome'],
): Promise<void> {
  return tx.deliveries.markByDetail(row.mark, outcome, context.clock.now());
}

const SENDERS: Record<
  Exclude<WritingRoad, 'app'>,
  (context: WordsContext, row: WordsRow, mayBeThere: boolean) => Promise<Outcome | null>
> = {
  chat: sendToChat,
  mail: sendMail,
  // The servicer's own client sends it.
  wecom: () => Promise.resolve(null),
};

async function sendToChat(
  context: WordsContext,
  { leaving, mark: msgId, writtenAt }: WordsRow,
  mayBeThere: boolean,
): Promise<Outcome> {
  const { externalUserId, openKfId, text } = leaving;
  if (externalUserId === null || openKfId === null) return 'undeliverable';
  if (context.clock.now() - writtenAt > TOO_LATE_MS) return mayBeThere ? 'unknown' : 'undeliverable';
  const message = { msgtype: 'text' as const, text: { content: text } };
  try {
    await context.kf.sendMsg({ toUser: externalUserId, openKfId, msgId, message });
    return 'sent';
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    if (error.code === REPEATED_ID && mayBeThere) return 'sent';
    if (!FINAL.includes(error.class)) throw error;
    if (STATE_FORBIDS.includes(error.code)) await reread(context, { externalUserId, openKfId });
    return mayBeThere ? 'unknown' : 'refused';
  }
}

/** The refusal stands even when the platform does not tell now whose the conversation is. */
async function reread(
  context: WordsContext,
  of: { externalUserId: string; openKfId: string },
): Promise<void> {
  await rereadConversation(context, of).catch((error: unknown) => {
    if (!(error instanceof PlatformError) && !(error instanceof TransportError)) throw error;
  });
}

async function sendMail(context: WordsContext, row: WordsRow, mayBeThere: boolean): Promise<Outcome> {
  // It may have arrived, and a mail has no id by which a second one would be left out.
  if (mayBeThere) return 'unknown';
  const account = await context.unitOfWork.read((tx) => tx.accounts.find(row.accountId));
  const to = account?.emailVerifiedAt == null ? null : account.email;
  if (!account || to === null) return 'undeliverable';
  const { locale } = account;
  const subject = render(locale, 'mail.support_answer.subject');
  const text = render(locale, 'mail.support_answer.text', { text: row.leaving.text });
  try {
    await context.mailer.sendMail({ to, subject, text, id: row.mark });
    return 'sent';
  } catch (error) {
    if (mayHaveLeft(error)) return 'unknown';
    if (error instanceof PlatformError && FINAL.includes(error.class)) return 'refused';
    throw error;
  }
}

/** A line of the mini program stands there already: whoever has not spoken there since is told elsewhere. */
async function tellOfLine(context: WordsContext, row: WordsRow): Promise<void | { waitMs: number }> {
  const { outboxId, accountId, writtenAt, mark: one } = row;
  const told = await tellToLook(context, {
    ...{ outboxId, accountId, topic: 'support.written', at: writtenAt, mark: one },
    find: async (tx) =>
      (await hasSpokenInApp(tx, { accountId, since: writtenAt })) ? null : { about: 'answer' },
  });
  return typeof told === 'object' ? told : undefined;
}
