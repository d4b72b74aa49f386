import type { Actor } from '../../shared/domain/registration';
import type { Context } from './context';
import type { Repositories } from './ports/storage';

/**
 * A person of the support desk begins to serve an account: its open handoff has an owner, and nobody is reminded of it any
 * more (promise 12). Another one may take it over. False = somebody changed it meanwhile.
 */
export async function takeHandoff(
  tx: Repositories,
  context: Context,
  { accountId, servicerUserid }: { accountId: string; servicerUserid: string },
): Promise<boolean> {
  const handoff = await tx.handoffs.openOf(accountId);
  if (!handoff || (handoff.state === 'served' && handoff.servicerUserid === servicerUserid)) return true;
  if (!(await tx.handoffs.save({ ...handoff, state: 'served', servicerUserid }))) return false;
  await tx.outbox.cancelGroup(`handoff:${handoff.id}`);
  const actor: Actor = { role: 'support', id: servicerUserid, channel: 'callback' };
  await tx.audit.append({
    id: context.newId(),
    action: 'handoff.taken',
    actor,
    registrationId: null,
    from: handoff.state,
    to: 'served',
    revision: null,
    reason: handoff.trigger,
    at: context.clock.now(),
  });
  return true;
}
