import type { Outcome } from '../../../bot/ports';
import type { Actor, Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { applyPlatformOrder, type AppliedPayment } from './apply-payment';
import type { Changed } from '../registrations/change-registration';
import type { Context } from '../context';
import { abandonOrder, orderClosing } from './end-order';
import { outboxRow } from '../outbox-rows';
import type { Repositories } from '../ports/storage';
import type { PaymentContext } from './start-payment';

interface Target {
  registration: Registration;
  season: Season;
  actor: Actor;
}

const NO_ORDER: Changed = {
  ok: false,
  why: 'refused',
  reasons: [{ code: 'state.not_possible', remedy: 'none' }],
};

/** The candidate gives the open order up (换科目, 取消支付): recorded now, done when the platform has confirmed. */
export async function requestClose(tx: Repositories, context: Context, target: Target): Promise<Changed> {
  const order = await tx.orders.openOf(target.registration.id);
  if (!order) return NO_ORDER;
  if (order.state !== 'closing' && !(await tx.orders.save({ ...order, state: 'closing' }))) {
    return { ok: false, why: 'version_conflict' };
  }
  await tx.outbox.add([outboxRow(context, orderClosing(order.id, 'given_up'))]);
  return { ok: true, registration: target.registration, from: target.registration.state };
}

/** "扣了钱却显示未支付": asks the platform now instead of at the next planned look. */
export async function requestPaymentCheck(
  tx: Repositories,
  context: Context,
  target: Target,
): Promise<Outcome> {
  const order = await tx.orders.openOf(target.registration.id);
  if (!order) return { ok: true };
  const key = `order.check_due:${order.id}:asked:${context.clock.now()}`;
  const payload = { orderId: order.id, round: 0 };
  await tx.outbox.add([outboxRow(context, { topic: 'order.check_due', key, payload })]);
  return { ok: true };
}

export type ClosedOrder = 'closed' | 'paid' | 'already_ended' | 'try_again';

/**
 * Settles an order with the platform: at its expiry, when given up, before a deletion. Asks first, because money may
 * have arrived; then closes. Only the platform's word ends it, never our timer alone (race rule 1).
 */
export async function closeOrder(context: PaymentContext, orderId: string): Promise<ClosedOrder> {
  const order = await context.unitOfWork.read((tx) => tx.orders.find(orderId));
  if (!order || order.state === 'closed' || order.state === 'paid') return 'already_ended';
  const asked = await context.provider.queryOrder({ outTradeNo: orderId });
  if (asked.outcome === 'ok') {
    if (wasPaid(await applyPlatformOrder(context, asked.order, { asked: true }))) return 'paid';
    if (asked.order.state === 'closed' || asked.order.state === 'revoked') return endIt(context, orderId);
  }
  const closed = await context.provider.closeOrder(orderId);
  if (closed.outcome === 'ok') return endIt(context, orderId);
  // An order the platform never had cannot be paid, unless our request is still on its way: its last moment decides.
  const expired = context.clock.now() >= order.expiresAt;
  if (asked.outcome === 'absent' && closed.outcome === 'refused' && expired) return endIt(context, orderId);
  return 'try_again';
}

async function endIt(context: PaymentContext, orderId: string): Promise<ClosedOrder> {
  const actor: Actor = { role: 'system', id: 'order.close', channel: 'job' };
  const ended = await context.unitOfWork.run((tx) => abandonOrder(tx, context, { orderId, actor }));
  return ended === 'conflict' ? 'try_again' : ended;
}

function wasPaid(applied: AppliedPayment): boolean {
  return applied === 'honoured' || applied === 'refunded' || applied === 'repeat';
}

export type CheckedOrder = 'paid' | 'ended' | 'open' | 'unknown';

/** Asks the platform about an order and applies what it says; the same routine as for a notification (promise 3). */
export async function checkOrder(context: PaymentContext, orderId: string): Promise<CheckedOrder> {
  const order = await context.unitOfWork.read((tx) => tx.orders.find(orderId));
  if (!order || order.state === 'closed') return 'ended';
  if (order.state === 'paid') return 'paid';
  const asked = await context.provider.queryOrder({ outTradeNo: orderId });
  if (asked.outcome === 'absent') return 'open';
  if (asked.outcome !== 'ok') return 'unknown';
  if (wasPaid(await applyPlatformOrder(context, asked.order, { asked: true }))) return 'paid';
  const over = asked.order.state === 'closed' || asked.order.state === 'revoked';
  return over && (await endIt(context, orderId)) !== 'try_again' ? 'ended' : 'open';
}
