import { checkOrder, closeOrder } from '../../use-cases/payments/close-order';
import { compareBill, type BillContext } from '../../use-cases/payments/compare-bill';
import type { Logger } from '../../use-cases/ports/logger';
import type { ClaimedMessage } from '../../use-cases/ports/messaging';
import { refundPayment } from '../../use-cases/payments/refund-payment';
import { DONE, type Handled, type Handlers } from '../handler';

export type PaymentHandlerContext = BillContext & { logger: Logger };

const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;

/** Looks at an order nobody reported: growing intervals until it is paid, closed or expired (wechatpay.md 6). */
const CHECK_AFTER_MS = [15, 30, 60, 180, 300, 600].map((seconds) => seconds * SECOND_MS);
const CLOSE_AGAIN_MS = 30 * SECOND_MS;
const REFUND_AGAIN_MS = 60 * SECOND_MS;
const CLOSES_AN_HOUR = 120;
const TRIES_AN_HOUR = 60;
const BILL_AGAIN_MS = 4 * HOUR_MS;

/** Jobs about money. None is ever given up by itself: each tries until the platform has answered (race rule 1). */
export function paymentHandlers(context: PaymentHandlerContext): Handlers {
  return {
    'order.check_due': (message) => check(context, message),
    'order.close_requested': (message) => close(context, message),
    'refund.due': (message) => refund(context, message),
    'bill.due': (message) => compare(context, message),
    'bill.different': (message) => alarm(context, message),
    'payment.unmatched': (message) => alarm(context, message),
    'payment.returned': (message) => alarm(context, message),
    'refund.unmatched': (message) => alarm(context, message),
    'payment.doubled': (message) => alarm(context, message),
    'seats.over_capacity': (message) => alarm(context, message),
  };
}

async function check(context: PaymentHandlerContext, message: ClaimedMessage): Promise<Handled> {
  const checked = await checkOrder(context, String(message.payload.orderId));
  if (checked === 'paid' || checked === 'ended') return DONE;
  const pause = CHECK_AFTER_MS[Math.min(message.attempts, CHECK_AFTER_MS.length - 1)] ?? CLOSE_AGAIN_MS;
  return { kind: 'later', code: `order.${checked}`, dueAt: context.clock.now() + pause, keep: true };
}

async function close(context: PaymentHandlerContext, message: ClaimedMessage): Promise<Handled> {
  const orderId = String(message.payload.orderId);
  const closed = await closeOrder(context, orderId);
  if (closed !== 'try_again') return DONE;
  // Neither paid nor closed for an hour: the registration waits with it, and somebody has to know, each hour (promise 6).
  if (message.attempts % CLOSES_AN_HOUR === 0) context.logger.error('order.delayed', { orderId });
  return { kind: 'later', code: 'order.not_closed', dueAt: context.clock.now() + CLOSE_AGAIN_MS, keep: true };
}

async function refund(context: PaymentHandlerContext, message: ClaimedMessage): Promise<Handled> {
  const refundId = String(message.payload.refundId);
  const step = await refundPayment(context, refundId);
  if (step === 'settled') return DONE;
  if (step === 'needs_person') {
    context.logger.error('refund.needs_person', { refundId });
    return { kind: 'dead', code: 'refund.needs_person' };
  }
  // Promised to the candidate and not paid out for an hour: somebody has to know, each hour.
  if (message.attempts % TRIES_AN_HOUR === 0) context.logger.error('refund.delayed', { refundId });
  return {
    kind: 'later',
    code: 'refund.not_settled',
    dueAt: context.clock.now() + REFUND_AGAIN_MS,
    keep: true,
  };
}

/** Yesterday's bill; one that never comes though there was money is a person's business. */
async function compare(context: PaymentHandlerContext, message: ClaimedMessage): Promise<Handled> {
  const compared = await compareBill(context, String(message.payload.date));
  if (compared === 'compared' || compared === 'nothing') return DONE;
  if (compared === 'missing') {
    context.logger.error('bill.missing', { outboxId: message.id });
    return { kind: 'dead', code: 'bill.missing' };
  }
  return { kind: 'later', code: 'bill.not_compared', dueAt: context.clock.now() + BILL_AGAIN_MS, keep: true };
}

/** Money that matches no order, came twice or went back unasked, or takes a place beyond the last one: kept, and a person looks. */
function alarm(context: PaymentHandlerContext, { topic, payload }: ClaimedMessage): Promise<Handled> {
  const { outTradeNo, refundId, registrationId, siteCode } = payload;
  context.logger.error(topic, {
    ...(outTradeNo ? { orderId: String(outTradeNo) } : {}),
    ...(refundId ? { refundId: String(refundId) } : {}),
    ...(registrationId ? { registrationId: String(registrationId), siteCode: String(siteCode) } : {}),
  });
  return Promise.resolve({ kind: 'dead', code: topic });
}
