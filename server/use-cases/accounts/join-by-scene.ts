import type { Context } from '../context';
import { callAgain } from '../support/hand-off';
import { joinByLink, type Joined } from './join-identity';

/**
 * From the mini program into the chat: the phone opened the service link with a single-use value of ours, and
 * `enter_session` hands it back (kf.md 1). A refusal is no news to the person: the chat goes on as whoever it was. Whoever
 * has called a person before can be answered only here, and now is.
 */
export function joinByScene(
  context: Context,
  { sceneParam, externalUserId }: { sceneParam: string; externalUserId: string },
): Promise<Joined> {
  return context.unitOfWork.run(async (tx) => {
    const joined = await joinByLink(tx, context, {
      token: sceneParam,
      purposes: ['scene'],
      identity: { kind: 'external_userid', value: externalUserId },
      also: [],
      channel: 'chat',
    });
    if ('ok' in joined && joined.ok) await callAgain(tx, context, joined.accountId);
    return joined;
  });
}
