import { keepReadable, readKfMessage, readServicerSwitch } from '../../../bot/channels/wecom-kf';
import type { Context } from '../context';
import { deskChanged } from '../support/look-at-owners';
import { outboxRow } from '../outbox-rows';
import type { KfPage, KfPort, KfSyncedMessage } from '../ports/kf';
import type { Logger } from '../ports/logger';
import type { InboxMessage } from '../ports/messaging';
import { PlatformError, TransportError } from '../ports/platform-errors';
import type { Locks } from '../ports/sessions';
import type { Repositories } from '../ports/storage';

export type PullContext = Context & { kf: KfPort; locks: Locks; logger: Logger };

export interface Bell {
  openKfId: string;
  /** Of the bell, alive for ten minutes; null for a look without a bell. */
  token: string | null;
}

/** Half of what the platform gives at most: a page is one transaction. */
const PAGE = 500;
/** Pages of one job, two hundred thousand messages: beyond that the platform turns in a circle. */
const MOST_PAGES = 400;
/** Pages in a row that promise more and lead nowhere: some may be empty for a moment (kf.md 3), not so many. */
const MOST_STANDING = 10;
/** Spares double work only. A puller that died holds it until then, and every chat waits so long. */
const LOCK_MS = 5_000;
const BAD_TOKEN = 95007;

/**
 * Answers the bell: pulls every page after the stored cursor. A page and its cursor are stored in one unit of work, each
 * message once by its id, so that a lost cursor or two pullers at once cost nothing but work (kf.md 3).
 */
export async function pullKfMessages(context: PullContext, bell: Bell): Promise<'pulled' | 'busy'> {
  const { openKfId } = bell;
  // Somebody else pulls now; a message that arrived after their last page needs another look.
  return (
    (await context.locks.tryWith(`kf-pull:${openKfId}`, LOCK_MS, () => pullAll(context, bell))) ?? 'busy'
  );
}

/** Page after page to the end. A stream without one is left with an alarm: the next bell or look tries anew. */
async function pullAll(context: PullContext, bell: Bell): Promise<'pulled'> {
  let standing = 0;
  for (let pages = 0; pages < MOST_PAGES && standing < MOST_STANDING; pages += 1) {
    const step = await pullOnce(context, bell);
    if (step === 'end') return 'pulled';
    standing = step === 'stood' ? standing + 1 : 0;
  }
  const code = standing < MOST_STANDING ? 'kf.too_many_pages' : 'kf.cursor_stuck';
  context.logger.error('kf.pull_endless', { code });
  return 'pulled';
}

/** Pulls and stores one page. `stood`: more is promised behind the very place where we were before. */
async function pullOnce(context: PullContext, { openKfId, token }: Bell): Promise<'end' | 'moved' | 'stood'> {
  const cursor = await context.unitOfWork.read((tx) => tx.cursors.read(cursorName(openKfId)));
  const { messages, nextCursor: given, hasMore } = await pullPage(context, { openKfId, cursor, token });
  // An answer without a cursor leaves ours: an empty one would bring three days back.
  const nextCursor = given || cursor;
  await context.unitOfWork.run((tx) => storePage(tx, context, { openKfId, messages, nextCursor }));
  if (!hasMore) return 'end';
  return nextCursor === cursor ? 'stood' : 'moved';
}

interface Pull {
  openKfId: string;
  cursor: string;
  token: string | null;
}

/** One page from the platform, in whatever way it can be had: without a token that is old, without a cursor it refuses. */
async function pullPage(context: PullContext, { openKfId, cursor, token }: Pull): Promise<KfPage> {
  const pull = { openKfId, ...(cursor ? { cursor } : {}), ...(token ? { token } : {}) };
  try {
    return await pullThatFits(context, pull, PAGE);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    if (token && error.code === BAD_TOKEN) return pullPage(context, { openKfId, cursor, token: null });
    if (!cursor || error.class !== 'PERMANENT') throw error;
    // From the oldest message of three days on; what is known is stored once.
    context.logger.error('kf.cursor_refused', { platformCode: error.code ?? error.status });
    return pullPage(context, { openKfId, cursor: '', token });
  }
}

/** Asks for fewer messages when so many make an answer too large to take: else the stream would stand still there. */
async function pullThatFits(
  context: PullContext,
  pull: Omit<Parameters<KfPort['syncMsg']>[0], 'limit'>,
  limit: number,
): Promise<KfPage> {
  try {
    return await context.kf.syncMsg({ ...pull, limit });
  } catch (error) {
    const tooLarge = error instanceof TransportError && error.reason === 'too_large';
    if (!tooLarge || limit === 1) throw error;
    return pullThatFits(context, pull, Math.ceil(limit / 10));
  }
}

async function storePage(
  tx: Repositories,
  context: Context,
  page: { openKfId: string; messages: KfSyncedMessage[]; nextCursor: string },
): Promise<void> {
  const rows = page.messages.flatMap((message) => inboxRowOf(context, message));
  const stored = await tx.inbox.addNew(rows);
  await tx.outbox.add(
    stored.map((inboxId) =>
      outboxRow(context, {
        topic: 'kf.message_received',
        key: `kf.message_received:${inboxId}`,
        payload: { inboxId },
      }),
    ),
  );
  for (const message of page.messages) {
    // No customer's message: whoever has conversations with somebody who stopped is looked at.
    if (readServicerSwitch(message))
      await deskChanged(tx, context, context.hash.hash('kf_message', message.msgid));
  }
  await tx.cursors.write(cursorName(page.openKfId), page.nextCursor, context.clock.now());
}

/** None for what has no id or no customer: nobody could work on it. */
function inboxRowOf(context: Context, message: KfSyncedMessage): InboxMessage[] {
  const read = readKfMessage(message);
  if (!read) return [];
  return [
    {
      id: context.newId(),
      kind: 'kf.message',
      digest: context.hash.hash('kf_message', message.msgid),
      content: JSON.stringify(keepReadable(message)),
      lane: read.externalUserId,
      receivedAt: context.clock.now(),
    },
  ];
}

function cursorName(openKfId: string): string {
  return `kf:${openKfId}`;
}
