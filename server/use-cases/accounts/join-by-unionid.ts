import type { Context } from '../context';
import { accountOf, bindFree } from './join-identity';
import type { KfPort } from '../ports/kf';
import type { Logger } from '../ports/logger';
import { PlatformError, TransportError } from '../ports/platform-errors';
import { undone, type Undone } from '../ports/storage';

export type CustomerContext = Context & { kf: Pick<KfPort, 'customerBatchGet'>; logger: Logger };

/**
 * The unionid of somebody who enters the chat and is not known by one, when the corp has bound a WeChat developer account
 * (kf.md 1); else, or when it cannot be asked now, null: the chat goes on without. Whoever has a passport has proven more
 * than this tells and is not asked about.
 */
export async function askUnionid(context: CustomerContext, externalUserId: string): Promise<string | null> {
  const isKnown = await context.unitOfWork.read(async (tx) => {
    const account = await tx.accounts.findBound('external_userid', externalUserId);
    if (account?.state !== 'guest') return account !== null;
    return (await tx.identities.listOf(account.id)).some(({ kind }) => kind === 'unionid');
  });
  if (isKnown) return null;
  try {
    const { customers } = await context.kf.customerBatchGet({ externalUserIds: [externalUserId] });
    return customers.find((one) => one.externalUserId === externalUserId)?.unionid ?? null;
  } catch (error) {
    if (!(error instanceof PlatformError || error instanceof TransportError)) throw error;
    context.logger.warn('chat.not_recognised', { error });
    return null;
  }
}

type ByUnionid = 'joined' | 'unknown' | 'other_person';

/** Joins a customer whose unionid the platform tells (kf.md 1) to the account that has it; else the chat's account learns it. */
export function joinByUnionid(
  context: Context,
  { externalUserId, unionid }: { externalUserId: string; unionid: string },
): Promise<ByUnionid> {
  return context.unitOfWork.run(async (tx): Promise<ByUnionid | Undone<ByUnionid>> => {
    const identity = { kind: 'external_userid', value: externalUserId } as const;
    const from = await accountOf(tx, identity);
    const person = await tx.identities.find('unionid', unionid);
    const into = person ? await tx.accounts.find(person.accountId) : null;
    if (into && into.state !== 'closed') {
      const bound = await bindFree(tx, context, { from, into, identity, also: [], channel: 'chat' });
      return bound === 'busy' ? undone<ByUnionid>('unknown') : bound;
    }
    const boundAt = context.clock.now();
    if (!from) return 'unknown';
    const own = { kind: 'unionid', value: unionid, accountId: from.id, boundAt } as const;
    // One of a closed account moves; one of nobody is taken by whoever is first, and the next run joins them.
    await (person ? tx.identities.bind(own) : tx.identities.claim(own));
    return 'unknown';
  });
}
