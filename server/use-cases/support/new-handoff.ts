import type { Actor } from '../../../shared/domain/registration';
import type { Context } from '../context';
import { nobodys } from './own-handoff';
import type { Handoff } from '../ports/chat';
import type { Repositories } from '../ports/storage';

type Opening = Pick<
  Handoff,
  'accountId' | 'externalUserId' | 'trigger' | 'state' | 'answerBy' | 'harm' | 'deadlineAt'
>;

/** A conversation as it begins: nobody's yet, served by nobody before. */
export function newHandoff(context: Pick<Context, 'newId' | 'clock'>, opening: Opening): Handoff {
  return {
    id: context.newId(),
    ...opening,
    ...nobodys,
    openedAt: context.clock.now(),
    servedFrom: null,
    closedAt: null,
    outcome: null,
    ratingAskedAt: null,
    rating: null,
    answersThen: null,
    promisesBroken: 0,
    poolCode: null,
    version: 1,
  };
}

/** The audit row of a conversation that begins; it was in no state before. */
export async function auditOpened(
  tx: Repositories,
  context: Context,
  {
    handoff,
    actor,
    registrationId = null,
  }: { handoff: Handoff; actor: Actor; registrationId?: string | null },
): Promise<void> {
  await tx.audit.append({
    id: context.newId(),
    action: 'handoff.opened',
    actor,
    registrationId,
    from: null,
    to: handoff.state,
    revision: null,
    reason: handoff.trigger,
    at: handoff.openedAt,
  });
}
