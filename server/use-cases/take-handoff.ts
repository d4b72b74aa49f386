import type { Actor } from '../../shared/domain/registration';
import type { Context } from './context';
import { giveOwner } from './own-handoff';
import type { Repositories } from './ports/storage';

/**
 * A person of the support desk begins to serve an account in the WeCom client: its open handoff has an owner, and nobody of
 * the desk is reminded of it any more (promise 12). Another one may take it over. False = somebody changed it meanwhile.
 */
export async function takeHandoff(
  tx: Repositories,
  context: Context,
  { accountId, servicerUserid }: { accountId: string; servicerUserid: string },
): Promise<boolean> {
  const handoff = await tx.handoffs.openOf(accountId);
  if (!handoff) return true;
  const isTheirs = handoff.servicerUserid?.toLowerCase() === servicerUserid.toLowerCase();
  if (handoff.state === 'served' && isTheirs) return true;
  const member = await tx.staff.findByUserid(servicerUserid);
  const owner = { servicerUserid, staffId: member?.id ?? null };
  const actor: Actor = { role: 'support', id: servicerUserid, channel: 'callback' };
  return giveOwner(tx, context, { handoff, owner, actor });
}
