import { plainDateAt } from '../../shared/domain/time';
import type {
  BillRow,
  NewPaymentOrder,
  NewRefund,
  PaymentOrder,
  PaymentProvider,
  PaymentUnknown,
  PlatformRefund,
  PlatformRefundState,
  TradeBill,
  TradeBills,
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

export interface FakePayments extends PaymentProvider, TradeBills {
  /** The platform has made its bills. */
  billsReady: boolean;
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
    billsReady: true,
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
    tradeBill: (date) => Promise.resolve(fake.billsReady ? billOf(date, { orders, refunds }) : null),
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

/** What came and what went back on a day of Beijing; null when nothing did, as the platform answers then. */
function billOf(
  date: string,
  { orders, refunds }: { orders: Map<string, KnownOrder>; refunds: Map<string, PlatformRefund> },
): TradeBill | null {
  const on = (at: number | null): at is number => at !== null && plainDateAt(at) === date;
  const paid = [...orders.values()].flatMap(({ order, paidAt, transactionId }): BillRow[] =>
    on(paidAt)
      ? [{ ...NO_REFUND, ...idsOf(order, transactionId), tradedAt: paidAt, orderAmountFen: order.amountFen }]
      : [],
  );
  const back = [...refunds.values()].flatMap((refund): BillRow[] => {
    const known = orders.get(refund.outTradeNo ?? '');
    if (!known || !on(refund.refundedAt)) return [];
    const { outRefundNo, refundId, refundFen, refundedAt } = refund;
    const row = { ...idsOf(known.order, known.transactionId), tradedAt: refundedAt, orderAmountFen: 0 };
    return [{ ...row, tradeState: 'REFUND', outRefundNo, refundId, refundFen, refundState: 'SUCCESS' }];
  });
  const rows = [...paid, ...back];
  if (rows.length === 0) return null;
  const orderAmountFen = rows.reduce((sum, row) => sum + row.orderAmountFen, 0);
  const refundFen = rows.reduce((sum, row) => sum + row.refundFen, 0);
  return { rows, summary: { count: rows.length, orderAmountFen, refundFen } };
}

const NO_REFUND = {
  tradeState: 'SUCCESS',
  outRefundNo: null,
  refundId: null,
  refundFen: 0,
  refundState: null,
};

function idsOf({ outTradeNo }: NewPaymentOrder, transactionId: string | null) {
  return { outTradeNo, transactionId: transactionId ?? '' };
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
