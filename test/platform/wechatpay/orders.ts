import type { Answer, Route } from '../core/http-host';
import { child, text, type Json } from '../core/json';
import { PayRefusal, payJson, payRoute } from './http';
import { transaction, type Order, type Pay } from './state';

const PREPAY_LIFETIME_MS = 2 * 3_600_000;
const DAY_MS = 86_400_000;
const ORDERS = '/v3/pay/transactions';

/** Order, query by either number, and close. */
export function orderRoutes(pay: Pay): Route[] {
  return [
    payRoute(pay, 'POST', `${ORDERS}/jsapi`, ({ body }) => placeOrder(pay, body)),
    payRoute(pay, 'GET', `${ORDERS}/out-trade-no/:no`, ({ call, params }) => {
      checkMchid(pay, call.query.get('mchid'));
      return payJson(transaction(pay, findOrder(pay, params['no'])));
    }),
    payRoute(pay, 'GET', `${ORDERS}/id/:id`, ({ call, params }) => {
      checkMchid(pay, call.query.get('mchid'));
      const order = [...pay.orders.values()].find(({ transactionId }) => transactionId === params['id']);
      return payJson(transaction(pay, findOrder(pay, order?.outTradeNo)));
    }),
    payRoute(pay, 'POST', `${ORDERS}/out-trade-no/:no/close`, ({ body, params }) => {
      checkMchid(pay, text(body['mchid']));
      return closeOrder(pay, findOrder(pay, params['no']));
    }),
  ];
}

function checkMchid(pay: Pay, mchid: string | null): void {
  if (mchid !== pay.mchId) throw new PayRefusal(400, 'PARAM_ERROR', 'mchid');
}

function findOrder(pay: Pay, outTradeNo: string | undefined): Order {
  const order = pay.orders.get(outTradeNo ?? '');
  if (!order) throw new PayRefusal(404, 'ORDER_NOT_EXIST', '订单不存在');
  return order;
}

function placeOrder(pay: Pay, body: Json): Answer {
  const order = readOrder(pay, body);
  const known = pay.orders.get(order.outTradeNo);
  if (known) return payJson({ prepay_id: newPrepayId(pay, repeatable(pay, known, order)) });
  pay.orders.set(order.outTradeNo, order);
  const { outTradeNo, description, totalFen } = order;
  pay.core.timeline.record({
    area: 'pay',
    kind: 'order.placed',
    data: { outTradeNo, description, totalFen },
  });
  return payJson({ prepay_id: newPrepayId(pay, order) });
}

/** The same number again: the same request gives a fresh prepay_id, anything else is refused. */
function repeatable(pay: Pay, known: Order, wanted: Order): Order {
  if (known.state === 'CLOSED') throw new PayRefusal(400, 'ORDER_CLOSED', '订单已关闭');
  if (known.state !== 'NOTPAY') throw new PayRefusal(400, 'ORDERPAID', '该订单已支付');
  if (known.fingerprint !== wanted.fingerprint) {
    throw new PayRefusal(400, 'INVALID_REQUEST', '请求重入时，参数与首次请求时不一致');
  }
  if (known.expiresAt <= pay.core.clock.now()) throw new PayRefusal(400, 'INVALID_REQUEST', '订单已过期');
  return known;
}

function newPrepayId(pay: Pay, order: Order): string {
  const prepayId = `${pay.core.ids.next('wx')}${pay.core.ids.secret(20)}`;
  order.prepayIds.set(prepayId, pay.core.clock.now() + PREPAY_LIFETIME_MS);
  return prepayId;
}

function readOrder(pay: Pay, body: Json): Order {
  const outTradeNo = text(body['out_trade_no']);
  const amount = child(body, 'amount');
  const total = amount['total'];
  if (!/^[0-9A-Za-z_\-|*]{6,32}$/.test(outTradeNo)) param('out_trade_no');
  if (body['mchid'] !== pay.mchId) throw new PayRefusal(400, 'MCH_NOT_EXISTS', '商户号不存在');
  if (body['appid'] !== pay.appId) throw new PayRefusal(400, 'APPID_MCHID_NOT_MATCH', 'appid和mchid不匹配');
  if (typeof total !== 'number' || !Number.isInteger(total) || total < 1) param('amount.total');
  if ((amount['currency'] ?? 'CNY') !== 'CNY') param('amount.currency');
  if (!text(child(body, 'payer')['openid'])) param('payer.openid');
  length(body['description'], 'description', 127);
  if (body['attach'] !== undefined) length(body['attach'], 'attach', 128);
  return {
    outTradeNo,
    appId: pay.appId,
    description: text(body['description']),
    attach: body['attach'] === undefined ? undefined : text(body['attach']),
    notifyUrl: readNotifyUrl(body['notify_url'], 255),
    openid: text(child(body, 'payer')['openid']),
    totalFen: Number(total),
    fingerprint: JSON.stringify(sorted(body)),
    createdAt: pay.core.clock.now(),
    expiresAt: readExpiry(pay, body['time_expire']),
    prepayIds: new Map(),
    state: 'NOTPAY',
  };
}

/** Too early is moved to a minute from now, too late is cut to 90 days; without it seven days. */
function readExpiry(pay: Pay, value: unknown): number {
  const now = pay.core.clock.now();
  if (value === undefined) return now + 7 * DAY_MS;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(text(value))) param('time_expire');
  return Math.min(Math.max(Date.parse(text(value)), now + 60_000), now + 90 * DAY_MS);
}

/** Https without a query; plain http only for this machine. */
export function readNotifyUrl(value: unknown, max: number): string {
  const url = text(value);
  const allowed = /^https:\/\/|^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url);
  if (!allowed || url.includes('?') || url.length > max) param('notify_url');
  return url;
}

function closeOrder(pay: Pay, order: Order): Answer {
  if (order.state === 'SUCCESS' || order.state === 'REFUND') {
    throw new PayRefusal(400, 'ORDERPAID', '订单已支付');
  }
  order.state = 'CLOSED';
  pay.core.timeline.record({ area: 'pay', kind: 'order.closed', data: { outTradeNo: order.outTradeNo } });
  return { status: 204, body: '' };
}

export function param(field: string): never {
  throw new PayRefusal(400, 'PARAM_ERROR', `参数错误: ${field}`);
}

export function length(value: unknown, field: string, max: number): void {
  const size = [...text(value)].length;
  if (size < 1 || size > max) param(field);
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, inner]) => [name, sorted(inner)]);
}
