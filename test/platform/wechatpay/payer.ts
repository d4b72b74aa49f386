import { numbers } from './keys';
import { envelope, notify, sendNotice, type Notice } from './notices';
import { isPaySignGood, type RequestPaymentParams } from './signing';
import { transaction, type Order, type Pay } from './state';
import type { SignatureFault } from '../faults';
import type { Delivery } from '../core/courier';

export interface PaymentAttempt {
  /** What `wx.requestPayment` was given, whose paySign is checked, or a bare prepay_id. */
  request: RequestPaymentParams | string;
  openid: string;
  /**
   * `force` pays even when the order is closed or expired, as a bank that confirms too late does.
   * `success` is refused then.
   */
  outcome: 'success' | 'cancel' | 'force';
  /** What the payer gave after coupons; default the whole. */
  payerTotalFen?: number;
  /** What notice and query report instead of the order's amount. */
  reportedTotalFen?: number;
}

/** The `errMsg` that `wx.requestPayment` calls back with. */
export type PaymentResult = { errMsg: string };

const FAIL = 'requestPayment:fail';

export async function payOrder(pay: Pay, attempt: PaymentAttempt): Promise<PaymentResult> {
  const result = await decide(pay, attempt);
  pay.core.timeline.record({
    area: 'pay',
    kind: 'payment.tried',
    data: { ...result, outcome: attempt.outcome },
  });
  return result;
}

async function decide(pay: Pay, attempt: PaymentAttempt): Promise<PaymentResult> {
  const { request, outcome } = attempt;
  if (typeof request !== 'string' && !isPaySignGood(pay, request))
    return { errMsg: `${FAIL} 支付验证签名失败` };
  const prepayId = typeof request === 'string' ? request : request.package.replace(/^prepay_id=/, '');
  const order = [...pay.orders.values()].find(({ prepayIds }) => prepayIds.has(prepayId));
  if (!order) return { errMsg: `${FAIL} no such prepay_id` };
  if (outcome === 'cancel') return { errMsg: `${FAIL} cancel` };
  if (order.state === 'SUCCESS' || order.state === 'REFUND') return { errMsg: `${FAIL} 该订单已支付` };
  const problem =
    outcome === 'force' ? undefined : whyUnpayable(pay, order, { prepayId, openid: attempt.openid });
  if (problem) return { errMsg: `${FAIL} ${problem}` };
  settleOrder(pay, order, attempt);
  await notify(pay, paymentNotice(pay, order));
  return { errMsg: 'requestPayment:ok' };
}

function whyUnpayable(
  pay: Pay,
  order: Order,
  given: { prepayId: string; openid: string },
): string | undefined {
  const now = pay.core.clock.now();
  if (order.state === 'CLOSED') return '订单已关闭';
  if (order.expiresAt <= now || (order.prepayIds.get(given.prepayId) ?? 0) <= now) return '订单已过期';
  return order.openid === given.openid ? undefined : '下单人与支付人不一致';
}

function settleOrder(pay: Pay, order: Order, attempt: PaymentAttempt): void {
  order.state = 'SUCCESS';
  order.transactionId = `4200${numbers(pay.core.ids, 24)}`;
  order.paidAt = pay.core.clock.now();
  order.payerTotalFen = attempt.payerTotalFen;
  order.reportedTotalFen = attempt.reportedTotalFen;
}

export function paymentNotice(pay: Pay, order: Order): Notice {
  return {
    url: order.notifyUrl,
    eventType: 'TRANSACTION.SUCCESS',
    originalType: 'transaction',
    summary: '支付成功',
    content: transaction(pay, order),
  };
}

/** Sends the notice of a paid order once more, for example long after it was received. */
export function repeatNotice(pay: Pay, outTradeNo: string, fault?: SignatureFault): Promise<Delivery> {
  const order = pay.orders.get(outTradeNo);
  if (!order) throw new Error('no such order');
  const notice = paymentNotice(pay, order);
  return sendNotice(pay, { notice, body: envelope(pay, notice), fault });
}
