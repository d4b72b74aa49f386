import type { Context } from './context';
import { accountOf, bindFree, joinByLink, type Joined } from './join-identity';
import { undone, type Undone } from './ports/storage';

/**
 * From the mini program into the chat: the phone opened the service link with a single-use value of ours, and
 * `enter_session` hands it back (kf.md 1). A refusal is no news to the person: the chat goes on as whoever it was.
 */
export function joinByScene(
  context: Context,
  { sceneParam, externalUserId }: { sceneParam: string; externalUserId: string },
): Promise<Joined> {
  return context.unitOfWork.run((tx) =>
    joinByLink(tx, context, {
      token: sceneParam,
      purposes: ['scene'],
      identity: { kind: 'external_userid', value: externalUserId },
      also: [],
      channel: 'chat',
    }),
  );
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
    if (from) await tx.identities.bind({ kind: 'unionid', value: unionid, accountId: from.id, boundAt });
    return 'unknown';
  });
}
