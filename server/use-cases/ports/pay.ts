import type { PlatformErrorClass, PlatformError, TransportError } from './platform-errors';

/** What wx.requestPayment takes. */
export interface PayParams {
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: 'RSA';
  paySign: string;
}

/** The exact content of an order. Repeating it after an unclear answer must use the same values, number included. */
export interface NewPaymentOrder {
  /** 6 to 32 of `[0-9A-Za-z_-|*]`, unique for ever. */
  outTradeNo: string;
  /** Up to 127 characters; the person reads it in WeChat's order list. */
  description: string;
  amountFen: number;
  payerOpenid: string;
  /** Last moment to pay, epoch milliseconds. Under one minute ahead the platform moves it silently: do not open then. */
  expiresAt: number;
  /** Comes back with the payment and stands in the bill: no personal data. */
  attach?: string;
}

/** State of an order in the words of this port; each way of paying maps its own. */
export type PaymentState = 'not_paid' | 'paying' | 'paid' | 'refunding' | 'closed' | 'revoked' | 'failed';

/** An order as the platform tells it. Payment fields are null until it was paid; `refunding` was paid too. */
export interface PaymentOrder {
  outTradeNo: string;
  state: PaymentState;
  transactionId: string | null;
  /** Amount of the order (what is compared with ours), not what was paid after coupons. */
  amountFen: number | null;
  currency: string | null;
  /** Epoch milliseconds. */
  paidAt: number | null;
  payerOpenid: string | null;
  appId: string | null;
  mchId: string | null;
}

/** `abnormal`: the money cannot reach the person, people have to act. */
export type PlatformRefundState = 'success' | 'closed' | 'processing' | 'abnormal';

/** A refund to ask for. */
export interface NewRefund {
  outTradeNo: string;
  /** Up to 64 of `[0-9A-Za-z_-|*@]`. The same number refunds once: kept for ever. */
  outRefundNo: string;
  refundFen: number;
  /** Amount of the whole order. */
  totalFen: number;
  /** Up to 80 characters, shown to the person. */
  reason?: string;
}

/** A refund as the platform tells it. */
export interface PlatformRefund {
  refundId: string;
  outRefundNo: string;
  outTradeNo: string | null;
  state: PlatformRefundState;
  refundFen: number;
  /** Epoch milliseconds; null until done. */
  refundedAt: number | null;
}

/**
 * The platform refused and nothing happened. `class` says what to do: `SLOW` later under the same number (`NOTENOUGH`
 * for a refund), else final. Codes have their underscores removed (`ORDERCLOSED`).
 */
export interface PaymentRefused {
  outcome: 'refused';
  code: string;
  class: PlatformErrorClass;
}

/**
 * It is not known whether it happened: the answer was lost or unverifiable, the platform was busy, it contradicts
 * (`OUTTRADENOUSED`, `INVALIDREQUEST`, `ORDERPAID`), or speaks about our settings (class `CONFIG` of the error: alert).
 * Query, or repeat under the same number; never start another. `sent: 'no'` says that this one try did not leave, which
 * tells nothing about earlier ones.
 */
export interface PaymentUnknown {
  outcome: 'unknown';
  sent: 'no' | 'maybe';
  /** The platform's code if it gave one. */
  code: string | null;
  error: PlatformError | TransportError;
}

type Unsettled = PaymentRefused | PaymentUnknown;
/** `ok`: payable under this prepared id. */
export type OpenOrderOutcome = { outcome: 'ok'; prepayId: string } | Unsettled;
/** `absent`: the platform says, verified, that there is no such order. Just after ordering ask again. */
export type QueryOrderOutcome = { outcome: 'ok'; order: PaymentOrder } | { outcome: 'absent' } | Unsettled;
/** `ok`: closed now or before. An order that turned out paid is `unknown` with `ORDERPAID`: the query tells. */
export type CloseOrderOutcome = { outcome: 'ok' } | Unsettled;
/** `ok` means accepted: the money has moved only in state `success`. */
export type RefundOutcome = { outcome: 'ok'; refund: PlatformRefund } | Unsettled;
/** `absent`: the platform knows no such refund. */
export type QueryRefundOutcome =
  { outcome: 'ok'; refund: PlatformRefund } | { outcome: 'absent' } | Unsettled;

/** A way to collect fees. It never throws for what the platform says or does not say: outcomes tell it. */
export interface PaymentProvider {
  /** What this way can do by call; where it cannot, people do it and the screens say so. */
  readonly capabilities: { collects: boolean; closes: boolean; refunds: boolean };
  openOrder(order: NewPaymentOrder): Promise<OpenOrderOutcome>;
  queryOrder(by: { outTradeNo: string } | { transactionId: string }): Promise<QueryOrderOutcome>;
  closeOrder(outTradeNo: string): Promise<CloseOrderOutcome>;
  refund(refund: NewRefund): Promise<RefundOutcome>;
  queryRefund(outRefundNo: string): Promise<QueryRefundOutcome>;
  /** Signs what the phone needs to pay a prepared order. */
  payParams(prepayId: string): PayParams;
  /** Reads a payment notice after its signature was verified and its resource decrypted. Null: not one. */
  readPaymentNotice(plaintext: string): PaymentOrder | null;
  /** Likewise a refund notice. */
  readRefundNotice(plaintext: string): PlatformRefund | null;
}

/** One paid or refunded row of a day's bill. Amounts in fen; times as printed, Asia/Shanghai, as epoch milliseconds. */
export interface BillRow {
  tradedAt: number;
  transactionId: string;
  outTradeNo: string;
  /** `SUCCESS` or `REFUND` (others as printed). */
  tradeState: string;
  orderAmountFen: number;
  outRefundNo: string | null;
  refundId: string | null;
  refundFen: number;
  refundState: string | null;
}

/** One day, as the platform counted it. */
export interface TradeBill {
  rows: BillRow[];
  /** The bill's own closing row, already compared with the rows. */
  summary: { count: number; orderAmountFen: number; refundFen: number };
}

/** The day's bill, for comparing what the platform counted with what we hold. */
export interface TradeBills {
  /** `date` is `YYYY-MM-DD` in Beijing; made after nine the next morning. Null: there is none (yet). */
  tradeBill(date: string): Promise<TradeBill | null>;
}
