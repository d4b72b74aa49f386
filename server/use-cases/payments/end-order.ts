import { movesOf } from '../../../shared/domain/lifecycle';
import type { Actor } from '../../../shared/domain/registration';
import { changeRegistration } from '../registrations/change-registration';
import type { Context } from '../context';
import type { OutboxDraft } from '../outbox-rows';
import type { Order } from '../ports/payments';
import { resumeChat } from '../accounts/prove-address';
import { undone, type Repositories, type Undone } from '../ports/storage';

/** The job that settles an order with the platform; each cause asks once, and the job tries until it is answered. */
export function orderClosing(
  orderId: string,
  cause: 'given_up' | 'overdue' | 'superseded' | 'refused',
): OutboxDraft {
  return { topic: 'order.close_requested', key: `order.${cause}:${orderId}`, payload: { orderId } };
}

export type EndedOrder = 'closed' | 'already_ended' | 'conflict';

/**
 * Ends an order that, for sure, nobody can pay any more: the platform confirmed it closed, refused it, or never had it.
 * The registration goes where `close_order` leads: back to payable, to the deletion asked for meanwhile, or to its expiry.
 */
export async function abandonOrder(
  tx: Repositories,
  context: Context,
  { orderId, actor }: { orderId: string; actor: Actor },
): Promise<EndedOrder | Undone<EndedOrder>> {
  const order = await tx.orders.find(orderId);
  if (!order || order.state === 'closed' || order.state === 'paid') return 'already_ended';
  if (!(await tx.orders.save({ ...order, state: 'closed' }))) return undone<EndedOrder>('conflict');
  const freed = await freeRegistration(tx, context, { order, actor });
  return freed ? 'closed' : undone<EndedOrder>('conflict');
}

/** Takes an ended order off its registration; true unless somebody else changed the registration meanwhile. */
export async function freeRegistration(
  tx: Repositories,
  context: Context,
  { order, actor }: { order: Order; actor: Actor },
): Promise<boolean> {
  const registration = await tx.registrations.find(order.registrationId);
  const season = registration && (await tx.seasons.find(registration.seasonId));
  if (!registration || !season || registration.openOrderId !== order.id) return true;
  if (movesOf('close_order', registration.state).length === 0) {
    return (await tx.registrations.save({ ...registration, openOrderId: null })) === 'saved';
  }
  const changed = await changeRegistration(tx, context, {
    registration,
    season,
    action: 'close_order',
    actor: { role: 'system', id: actor.id, channel: actor.channel },
    patch: { openOrderId: null, deleteRequestedAt: null },
  });
  // Given up by the candidate, who was told to wait for the outcome; a deletion tells its own.
  if (changed.ok && order.state === 'closing' && registration.deleteRequestedAt === null) {
    await resumeChat(tx, context, { accountId: order.accountId, proofId: order.id });
  }
  return changed.ok;
}
