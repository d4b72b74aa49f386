import type {
  NewPaymentOrder,
  NewRefund,
  PaymentOrder,
  PaymentProvider,
  PaymentUnknown,
  PlatformRefund,
  PlatformRefundState,
} from '../../server/use-cases/ports/pay';
import { TransportError } from '../../server/use-cases/ports/platform-errors';

interface KnownOrder {
  order: NewPaymentOrder;
  expiresAt: number;
  state: 'not_paid' | 'paid' | 'refunding' | 'closed';
  transactionId: string | null;
  paidAt: number | null;
}

/**
 * What the next calls meet: `lost` = done, the answer never arrives; `undelivered` = nothing happened, unclear to us;
 * `refused` = verified refusal, nothing happened.
 */
export type Fault = 'lost' | 'undelivered' | 'refused';

export interface FakePayments extends PaymentProvider {
  /** Faults of the coming calls, one each; `null` is a call that goes well. */
  faults: (Fault | null)[];
  orders: Map<string, KnownOrder>;
  refunds: Map<string, PlatformRefund>;
  /** State in which new refunds are answered. */
  refundState: PlatformRefundState;
  /** The person pays, unless the order is closed, paid or over; what the platform then notifies. */
  pay(outTradeNo: string): PaymentOrder | null;
  /** Money that arrives against every rule: on a closed order, or with another success time. */
  payAnyway(outTradeNo: string, paidAt: number): PaymentOrder | null;
  /** Orders that a person could pay now. */
  payable(): NewPaymentOrder[];
  /** Fen received less fen refunded, of these orders. */
  balance(outTradeNos: readonly string[]): number;
}

/** WeChat Pay as contracts describe it (wechatpay.md 4, 7, 8, 10), in memory, with faults on request. */
export function fakePayments(clock: { now(): number }): FakePayments {
  const orders = new Map<string, KnownOrder>();
  const refunds = new Map<string, PlatformRefund>();
  let counted = 0;

  const told = ({ order, state, transactionId, paidAt }: KnownOrder): PaymentOrder => ({
    outTradeNo: order.outTradeNo,
    state,
    transactionId,
    amountFen: transactionId === null ? null : order.amountFen,
    currency: transactionId === null ? null : 'CNY',
    paidAt,
    payerOpenid: transactionId === null ? null : order.payerOpenid,
    appId: 'app',
    mchId: 'merchant',
  });
  const receive = (known: KnownOrder, paidAt: number): PaymentOrder => {
    counted += 1;
    Object.assign(known, { state: 'paid', transactionId: `42000000000000000000${counted}`, paidAt });
    return told(known);
  };
  /** Runs a call with the next fault. */
  function answer<T>(work: () => T): Promise<T | PaymentUnknown | Refused> {
    const fault = fake.faults.shift() ?? null;
    if (fault === 'refused') return Promise.resolve(refusal('RULELIMIT', 'SLOW'));
    if (fault === 'undelivered') return Promise.resolve(unclear());
    const result = work();
    return Promise.resolve(fault === 'lost' ? unclear() : result);
  }

  const fake: FakePayments = {
    capabilities: { collects: true, closes: true, refunds: true },
    faults: [],
    orders,
    refunds,
    refundState: 'success',
    openOrder: (order) =>
      answer(() => {
        const known = orders.get(order.outTradeNo);
        if (known?.state === 'closed') return refusal('ORDERCLOSED', 'PERMANENT');
        if (known && known.state !== 'not_paid') return unclear('ORDERPAID');
        if (known && JSON.stringify(known.order) !== JSON.stringify(order)) return unclear('INVALIDREQUEST');
        // An expiry under a minute ahead is moved without a word.
        const expiresAt = known?.expiresAt ?? Math.max(order.expiresAt, clock.now() + 60_000);
        orders.set(
          order.outTradeNo,
          known ?? { order, expiresAt, state: 'not_paid', transactionId: null, paidAt: null },
        );
        counted += 1;
        return { outcome: 'ok' as const, prepayId: `wx${counted}` };
      }),
    queryOrder: (by) =>
      answer(() => {
        const known = 'outTradeNo' in by ? orders.get(by.outTradeNo) : undefined;
        return known ? { outcome: 'ok' as const, order: told(known) } : { outcome: 'absent' as const };
      }),
    closeOrder: (outTradeNo) =>
      answer(() => {
        const known = orders.get(outTradeNo);
        if (!known) return refusal('ORDERNOTEXIST', 'PERMANENT');
        if (known.state === 'paid' || known.state === 'refunding') return unclear('ORDERPAID');
        known.state = 'closed';
        return { outcome: 'ok' as const };
      }),
    refund: (refund: NewRefund) =>
      answer(() => {
        const known = orders.get(refund.outTradeNo);
        if (!known?.transactionId) return refusal('RESOURCENOTEXISTS', 'PERMANENT');
        const state = fake.refundState;
        const earlier = refunds.get(refund.outRefundNo);
        const made: PlatformRefund = earlier ?? {
          refundId: `5030${refunds.size}`,
          outRefundNo: refund.outRefundNo,
          outTradeNo: refund.outTradeNo,
          state,
          refundFen: refund.refundFen,
          refundedAt: state === 'success' ? clock.now() : null,
        };
        refunds.set(refund.outRefundNo, made);
        known.state = 'refunding';
        return { outcome: 'ok' as const, refund: made };
      }),
    queryRefund: (outRefundNo) =>
      answer(() => {
        const refund = refunds.get(outRefundNo);
        return refund ? { outcome: 'ok' as const, refund } : { outcome: 'absent' as const };
      }),
    payParams: (prepayId) => ({
      timeStamp: '1',
      nonceStr: 'n',
      package: `prepay_id=${prepayId}`,
      signType: 'RSA',
      paySign: 's',
    }),
    readPaymentNotice: () => null,
    readRefundNotice: () => null,
    pay: (outTradeNo) => {
      const known = orders.get(outTradeNo);
      const open = known?.state === 'not_paid' && clock.now() < known.expiresAt;
      return known && open ? receive(known, clock.now()) : null;
    },
    payAnyway: (outTradeNo, paidAt) => {
      const known = orders.get(outTradeNo);
      return known && known.transactionId === null ? receive(known, paidAt) : null;
    },
    payable: () =>
      [...orders.values()]
        .filter(({ state, expiresAt }) => state === 'not_paid' && clock.now() < expiresAt)
        .map(({ order }) => order),
    balance: (outTradeNos) => {
      const ours = [...orders.values()].filter(({ order }) => outTradeNos.includes(order.outTradeNo));
      const received = ours.reduce(
        (sum, { order, paidAt }) => sum + (paidAt === null ? 0 : order.amountFen),
        0,
      );
      const back = [...refunds.values()].filter(
        ({ outTradeNo, state }) => state === 'success' && outTradeNos.includes(outTradeNo ?? ''),
      );
      return received - back.reduce((sum, { refundFen }) => sum + refundFen, 0);
    },
  };
  return fake;
}

interface Refused {
  outcome: 'refused';
  code: string;
  class: 'SLOW' | 'PERMANENT';
}

function refusal(code: string, kind: Refused['class']): Refused {
  return { outcome: 'refused', code, class: kind };
}

function unclear(code: string | null = null): PaymentUnknown {
  const error = new TransportError({ platform: 'wechatpay', path: '/v3/pay', reason: 'timeout' });
  return { outcome: 'unknown', sent: 'maybe', code, error };
}
