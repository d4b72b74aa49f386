import type { Context } from '../context';
import { heldKeyOf } from '../privacy/held-answers';
import { liveKeyOf } from '../chat/live-session';
import { outboxRow } from '../outbox-rows';
import type { SessionStore } from '../ports/sessions';
import type { Repositories } from '../ports/storage';

/** Where an account's live sessions are kept, and the answers that wait for a guardian. */
export async function sessionKeysOf(
  tx: Repositories,
  context: Context,
  accountId: string,
): Promise<string[]> {
  const customers = (await tx.identities.listOf(accountId)).filter(({ kind }) => kind === 'external_userid');
  const chat = await tx.chats.findByAccount(accountId);
  const live = [
    { accountId },
    ...(chat ? [{ externalUserId: chat.externalUserId }] : []),
    ...customers.map(({ value }) => ({ externalUserId: value })),
  ].map((of) => liveKeyOf(context, of));
  return [...new Set([...live, heldKeyOf(accountId)])];
}

/** What is removed after the commit is removed by a job as well: the store may be down, and come back with it. */
export async function planEnd(
  tx: Repositories,
  context: Context,
  { accountId, cause, keys }: { accountId: string; cause: string; keys: string[] },
): Promise<void> {
  await tx.outbox.add([
    outboxRow(context, {
      topic: 'session.ended',
      key: `session.ended:${cause}`,
      payload: { accountId },
      // A key is the hash of a platform's name for the person: gone once it has served.
      secret: JSON.stringify(keys),
    }),
  ]);
}

/** Removes sessions; false while the store is down. Safe to repeat: a conversation that went on loses one question. */
export async function endSessions(
  { sessions }: { sessions: SessionStore },
  keys: readonly string[],
): Promise<boolean> {
  const removed = await Promise.all(keys.map((key) => sessions.remove(key)));
  return removed.every(Boolean);
}
