import { readKfMessage } from '../../bot/channels/wecom-kf';
import type { Context } from './context';
import { outboxRow } from './outbox-rows';
import type { KfPage, KfPort, KfSyncedMessage } from './ports/kf';
import { PlatformError } from './ports/platform-errors';
import type { Locks } from './ports/sessions';
import type { Repositories } from './ports/storage';

export type PullContext = Context & { kf: KfPort; locks: Locks };

const PAGE = 500;
/** Spares double work only. A puller that died holds it until then, and every chat waits so long. */
const LOCK_MS = 5_000;
const BAD_TOKEN = 95007;

/**
 * Answers the bell: pulls every page after the stored cursor. A page and its cursor are stored in one unit of work, each
 * message once by its id, so that a lost cursor or two pullers at once cost nothing but work (kf.md 3).
 */
export async function pullKfMessages(
  context: PullContext,
  { openKfId, token }: { openKfId: string; token: string | null },
): Promise<'pulled' | 'busy'> {
  const pulled = await context.locks.tryWith(`kf-pull:${openKfId}`, LOCK_MS, async () => {
    let hasMore = true;
    while (hasMore) {
      const cursor = await context.unitOfWork.read((tx) => tx.cursors.read(cursorName(openKfId)));
      const page = await pullPage(context, { openKfId, cursor, token });
      await context.unitOfWork.run((tx) => storePage(tx, context, { openKfId, page }));
      hasMore = page.hasMore;
    }
    return 'pulled' as const;
  });
  // Somebody else pulls now; a message that arrived after their last page needs another look.
  return pulled ?? 'busy';
}

async function pullPage(
  context: PullContext,
  { openKfId, cursor, token }: { openKfId: string; cursor: string; token: string | null },
): Promise<KfPage> {
  const pull = { openKfId, limit: PAGE, ...(cursor ? { cursor } : {}) };
  if (!token) return context.kf.syncMsg(pull);
  try {
    return await context.kf.syncMsg({ ...pull, token });
  } catch (error) {
    if (error instanceof PlatformError && error.code === BAD_TOKEN) return context.kf.syncMsg(pull);
    throw error;
  }
}

async function storePage(
  tx: Repositories,
  context: Context,
  { openKfId, page }: { openKfId: string; page: KfPage },
): Promise<void> {
  for (const message of page.messages) await storeMessage(tx, context, message);
  await tx.cursors.write(cursorName(openKfId), page.nextCursor, context.clock.now());
}

async function storeMessage(tx: Repositories, context: Context, message: KfSyncedMessage): Promise<void> {
  const read = readKfMessage(message);
  if (!read) return;
  const id = context.newId();
  const stored = await tx.inbox.add({
    id,
    kind: 'kf.message',
    digest: context.hash.hash('kf_message', message.msgid),
    content: JSON.stringify(message),
    lane: read.externalUserId,
    receivedAt: context.clock.now(),
  });
  if (stored === 'repeat') return;
  await tx.outbox.add([
    outboxRow(context, {
      topic: 'kf.message_received',
      key: `kf.message_received:${id}`,
      payload: { inboxId: id },
    }),
  ]);
}

function cursorName(openKfId: string): string {
  return `kf:${openKfId}`;
}
