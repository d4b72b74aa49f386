import type { Answer, Route } from '../core/http-host';
import { child, text, type Json } from '../core/json';
import { PayRefusal, payJson, payRoute } from './http';
import { numbers } from './keys';
import { notify } from './notices';
import { length, param, readNotifyUrl } from './orders';
import { payTime, type Order, type Pay, type Refund, type RefundStatus } from './state';

const PATH = '/v3/refund/domestic/refunds';
const YEAR_MS = 365 * 86_400_000;
const APART_MS = 60_000;
const MAX_REFUNDS = 50;

export function refundRoutes(pay: Pay): Route[] {
  return [
    payRoute(pay, 'POST', PATH, ({ body }) => requestRefund(pay, body)),
    payRoute(pay, 'GET', `${PATH}/:no`, ({ params }) => {
      const refund = pay.refunds.get(params['no'] ?? '');
      if (!refund) throw new PayRefusal(404, 'RESOURCE_NOT_EXISTS', '退款单不存在');
      return payJson(present(refund));
    }),
  ];
}

function requestRefund(pay: Pay, body: Json): Answer {
  const outRefundNo = text(body['out_refund_no']);
  if (!/^[0-9A-Za-z_\-|*@]{1,64}$/.test(outRefundNo)) param('out_refund_no');
  if (body['reason'] !== undefined) length(body['reason'], 'reason', 80);
  const order = paidOrder(pay, body);
  const amount = child(body, 'amount');
  const refundFen = amount['refund'];
  if (amount['currency'] !== 'CNY') param('amount.currency');
  if (typeof refundFen !== 'number' || !Number.isInteger(refundFen) || refundFen < 1) param('amount.refund');
  if (amount['total'] !== (order.reportedTotalFen ?? order.totalFen)) param('amount.total');
  const fingerprint = JSON.stringify([order.outTradeNo, refundFen]);
  const known = pay.refunds.get(outRefundNo);
  if (known) {
    if (known.fingerprint !== fingerprint)
      throw new PayRefusal(400, 'INVALID_REQUEST', '退款参数与原请求不一致');
    return payJson(present(known));
  }
  checkLimits(pay, order, refundFen as number);
  const notifyUrl = body['notify_url'] === undefined ? undefined : readNotifyUrl(body['notify_url'], 256);
  const refund = startRefund(pay, {
    outRefundNo,
    order,
    refundFen: refundFen as number,
    notifyUrl,
    fingerprint,
  });
  return payJson(present(refund));
}

function paidOrder(pay: Pay, body: Json): Order {
  const byId = [...pay.orders.values()].find(({ transactionId }) => transactionId === body['transaction_id']);
  const order = body['transaction_id'] === undefined ? pay.orders.get(text(body['out_trade_no'])) : byId;
  if (!order?.paidAt) throw new PayRefusal(404, 'RESOURCE_NOT_EXISTS', '订单不存在');
  if (pay.core.clock.now() - order.paidAt > YEAR_MS)
    throw new PayRefusal(403, 'TRADE_ERROR', '订单已超过退款期限');
  return order;
}

function checkLimits(pay: Pay, order: Order, refundFen: number): void {
  const earlier = [...pay.refunds.values()].filter(
    (refund) => refund.order === order && refund.status !== 'CLOSED',
  );
  const sum = earlier.reduce((total, refund) => total + refund.refundFen, 0);
  if (sum + refundFen > (order.reportedTotalFen ?? order.totalFen)) {
    throw new PayRefusal(400, 'INVALID_REQUEST', '订单金额或退款金额不正确');
  }
  const tooSoon = earlier.some(({ createdAt }) => pay.core.clock.now() - createdAt < APART_MS);
  if (tooSoon) throw new PayRefusal(429, 'FREQUENCY_LIMITED', '频率超限');
  if (earlier.length >= MAX_REFUNDS) throw new PayRefusal(403, 'RULE_LIMIT', '退款次数超限');
}

/** A refund is accepted at once and ends later, by the clock. */
function startRefund(
  pay: Pay,
  input: Pick<Refund, 'outRefundNo' | 'order' | 'refundFen' | 'notifyUrl' | 'fingerprint'>,
): Refund {
  const now = pay.core.clock.now();
  const refundId = `5030${numbers(pay.core.ids, 25)}`;
  const refund: Refund = { ...input, refundId, status: 'PROCESSING', createdAt: now };
  pay.refunds.set(refund.outRefundNo, refund);
  refund.order.state = 'REFUND';
  const end = pay.nextRefundStatuses.shift() ?? 'SUCCESS';
  pay.core.timeline.record({
    area: 'pay',
    kind: 'refund.accepted',
    data: { outRefundNo: refund.outRefundNo, refundFen: refund.refundFen },
  });
  if (end !== 'PROCESSING') {
    pay.core.schedule.at(now + pay.options.refundDelayMs, () => endRefund(pay, refund, end));
  }
  return refund;
}

/** Ends a refund as told and sends its notice; also for one that was left PROCESSING or ABNORMAL. */
export async function endRefund(
  pay: Pay,
  refund: Refund,
  status: Exclude<RefundStatus, 'PROCESSING'>,
): Promise<void> {
  refund.status = status;
  if (status === 'SUCCESS') refund.successAt = pay.core.clock.now();
  const { outRefundNo, refundFen, order, notifyUrl } = refund;
  pay.core.timeline.record({ area: 'pay', kind: 'refund.ended', data: { outRefundNo, refundFen, status } });
  if (!notifyUrl) return;
  const total = order.reportedTotalFen ?? order.totalFen;
  await notify(pay, {
    url: notifyUrl,
    eventType: `REFUND.${status}`,
    originalType: 'refund',
    summary: '退款通知',
    content: {
      mchid: pay.mchId,
      out_trade_no: order.outTradeNo,
      transaction_id: order.transactionId,
      out_refund_no: outRefundNo,
      refund_id: refund.refundId,
      refund_status: status,
      ...(refund.successAt && { success_time: payTime(refund.successAt) }),
      user_received_account: '支付用户零钱',
      amount: {
        total,
        refund: refundFen,
        payer_total: order.payerTotalFen ?? total,
        payer_refund: refundFen,
      },
    },
  });
}

function present(refund: Refund): Json {
  const { order, refundFen } = refund;
  const total = order.reportedTotalFen ?? order.totalFen;
  return {
    refund_id: refund.refundId,
    out_refund_no: refund.outRefundNo,
    transaction_id: order.transactionId,
    out_trade_no: order.outTradeNo,
    channel: 'ORIGINAL',
    user_received_account: '支付用户零钱',
    ...(refund.successAt && { success_time: payTime(refund.successAt) }),
    create_time: payTime(refund.createdAt),
    status: refund.status,
    funds_account: 'AVAILABLE',
    amount: {
      total,
      refund: refundFen,
      payer_total: order.payerTotalFen ?? total,
      payer_refund: refundFen,
      settlement_refund: refundFen,
      settlement_total: total,
      discount_refund: 0,
      currency: 'CNY',
    },
  };
}
