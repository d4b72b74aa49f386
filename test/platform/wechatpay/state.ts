import type { Core } from '../core/core';
import type { Json } from '../core/json';
import type { SignatureFault } from '../faults';
import { createPayKeys, numbers, type PayKeys } from './keys';

export interface PayOptions {
  /** Which key signs answers when the request names none. */
  answersSignedWith: 'public-key' | 'certificate';
  /** During a key change notices come with either key. */
  noticesSignedWith: 'public-key' | 'certificate' | 'alternate';
  refundDelayMs: number;
}

export type TradeState = 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED';

export interface Order {
  outTradeNo: string;
  appId: string;
  description: string;
  attach?: string;
  notifyUrl: string;
  openid: string;
  totalFen: number;
  /** The first request without what may differ, for the comparison with later ones. */
  fingerprint: string;
  createdAt: number;
  expiresAt: number;
  prepayIds: Map<string, number>;
  state: TradeState;
  transactionId?: string;
  paidAt?: number;
  payerTotalFen?: number;
  /** What the notice and the query say was paid; differs from the order only when told to. */
  reportedTotalFen?: number;
}

export type RefundStatus = 'SUCCESS' | 'CLOSED' | 'PROCESSING' | 'ABNORMAL';

export interface Refund {
  refundId: string;
  outRefundNo: string;
  order: Order;
  refundFen: number;
  status: RefundStatus;
  createdAt: number;
  successAt?: number;
  notifyUrl?: string;
  fingerprint: string;
}

/** How the next notice travels. */
export interface NoticePlan {
  /** Never delivered: only a query finds the payment. */
  lost?: boolean;
  /** Delivered this much later, by the clock. */
  delayMs?: number;
  /** How many times it comes although it was received; default 1. */
  copies?: number;
  /** The first delivery is spoilt like this; the repeats are good. */
  signature?: SignatureFault;
}

export interface Pay {
  core: Core;
  mchId: string;
  appId: string;
  apiV3Key: string;
  keys: PayKeys;
  options: PayOptions;
  orders: Map<string, Order>;
  refunds: Map<string, Refund>;
  nonces: Set<string>;
  bills: Map<string, { content: Buffer; expiresAt: number }>;
  nextNotices: NoticePlan[];
  nextRefundStatuses: RefundStatus[];
  noticeCount: number;
  /** Own address, for the bill's download link. */
  url(): string;
}

export function createPay(core: Core, input: PayOptions & { appId: string; url: () => string }): Pay {
  const { appId, url, ...options } = input;
  return {
    core,
    mchId: `16${numbers(core.identities, 8)}`,
    appId,
    apiV3Key: core.identities.secret(32),
    keys: createPayKeys(core.identities),
    options,
    orders: new Map(),
    refunds: new Map(),
    nonces: new Set(),
    bills: new Map(),
    nextNotices: [],
    nextRefundStatuses: [],
    noticeCount: 0,
    url,
  };
}

/** A time as WeChat Pay writes it: seconds, with China's offset. */
export function payTime(at: number): string {
  return `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}

/** The object that a query returns and a notice carries. */
export function transaction(pay: Pay, order: Order): Json {
  const paid = order.transactionId !== undefined;
  const total = order.reportedTotalFen ?? order.totalFen;
  return {
    appid: order.appId,
    mchid: pay.mchId,
    out_trade_no: order.outTradeNo,
    trade_state: order.state,
    trade_state_desc: STATE_TEXT[order.state],
    ...(paid && {
      transaction_id: order.transactionId,
      trade_type: 'JSAPI',
      bank_type: 'OTHERS',
      ...(order.attach !== undefined && { attach: order.attach }),
      success_time: payTime(order.paidAt ?? 0),
      payer: { openid: order.openid },
      amount: {
        total,
        payer_total: order.payerTotalFen ?? total,
        currency: 'CNY',
        payer_currency: 'CNY',
      },
    }),
  };
}

const STATE_TEXT: Record<TradeState, string> = {
  NOTPAY: '订单未支付',
  SUCCESS: '支付成功',
  REFUND: '转入退款',
  CLOSED: '订单已关闭',
};
