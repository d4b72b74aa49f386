import type { Actor } from '../../../shared/domain/registration';
import type { Context } from '../context';
import { HOUR_MS } from '../../../shared/domain/time';
import type { Handoff } from '../ports/chat';
import { newHandoff } from './new-handoff';
import { giveOwner } from './own-handoff';
import type { Repositories } from '../ports/storage';

/**
 * A person of the support desk begins to serve an account in the WeCom client: its open handoff has an owner, and nobody of
 * the desk is reminded of it any more (promise 12). Another one may take it over. False = somebody changed it meanwhile.
 */
export async function takeHandoff(
  tx: Repositories,
  context: Context,
  { accountId, servicerUserid }: { accountId: string; servicerUserid: string },
): Promise<boolean> {
  const handoff = (await tx.handoffs.openOf(accountId)) ?? (await reopened(tx, context, accountId));
  if (!handoff) return false;
  const isTheirs = handoff.servicerUserid?.toLowerCase() === servicerUserid.toLowerCase();
  if (handoff.state === 'served' && isTheirs) return true;
  const member = await tx.staff.findByUserid(servicerUserid);
  const owner = { servicerUserid, staffId: member?.id ?? null };
  const actor: Actor = { role: 'support', id: servicerUserid, channel: 'callback' };
  return giveOwner(tx, context, { handoff, owner, actor });
}

/**
 * A person wrote to somebody who had called nobody, or whose call was closed: in WeCom they may go on with a conversation that
 * has ended (kf.md 5). It has an owner like any other. Null = somebody was faster.
 */
async function reopened(tx: Repositories, context: Context, accountId: string): Promise<Handoff | null> {
  const now = context.clock.now();
  const chat = await tx.chats.findByAccount(accountId);
  const handoff = newHandoff(context, {
    accountId,
    externalUserId: chat?.externalUserId ?? null,
    trigger: 'staff',
    state: 'queued',
    answerBy: now + HOUR_MS,
    harm: 'other',
    deadlineAt: null,
  });
  return (await tx.handoffs.insert(handoff)) ? handoff : null;
}
