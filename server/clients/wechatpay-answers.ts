import { z } from 'zod';
import type { PaymentOrder, PaymentState, PlatformRefund, PlatformRefundState } from '../use-cases/ports/pay';
import { textOrNull } from './answer';

/** RFC 3339 with an offset, to epoch milliseconds; a time without offset is refused. */
const instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/)
  .transform((text) => Date.parse(text))
  .refine(Number.isSafeInteger);

const fen = z.number().int().nonnegative();

const TRADE_STATES = {
  NOTPAY: 'not_paid',
  ACCEPT: 'paying',
  USERPAYING: 'paying',
  SUCCESS: 'paid',
  REFUND: 'refunding',
  CLOSED: 'closed',
  REVOKED: 'revoked',
  PAYERROR: 'failed',
} as const satisfies Record<string, PaymentState>;

const REFUND_STATES = {
  SUCCESS: 'success',
  CLOSED: 'closed',
  PROCESSING: 'processing',
  ABNORMAL: 'abnormal',
} as const satisfies Record<string, PlatformRefundState>;

export const prepayAnswer = z.object({ prepay_id: z.string().min(1) });

/** The transaction of queries and payment notices; unpaid ones lack number, time and parts of the amount. */
export const transactionAnswer = z.object({
  appid: textOrNull,
  mchid: textOrNull,
  out_trade_no: z.string().min(1),
  transaction_id: textOrNull,
  trade_state: z.enum(keysOf(TRADE_STATES)),
  success_time: instant.nullish(),
  payer: z.object({ openid: textOrNull }).nullish(),
  amount: z.object({ total: fen.nullish(), currency: textOrNull }).nullish(),
});
export type TransactionAnswer = z.infer<typeof transactionAnswer>;

const refundFields = {
  refund_id: z.string().min(1),
  out_refund_no: z.string().min(1),
  out_trade_no: textOrNull,
  success_time: instant.nullish(),
  amount: z.object({ refund: fen }),
};

export const refundAnswer = z.object({ ...refundFields, status: z.enum(keysOf(REFUND_STATES)) });
export type RefundAnswer = z.infer<typeof refundAnswer>;

/** In a notice the state is called `refund_status`. */
const refundNotice = z.object({ ...refundFields, refund_status: z.enum(keysOf(REFUND_STATES)) });

/** A paid order must say by which transaction, when and how much: anything less is null, not paid. */
export function paymentOrderOf(answer: TransactionAnswer): PaymentOrder | null {
  const state = TRADE_STATES[answer.trade_state];
  const order: PaymentOrder = {
    outTradeNo: answer.out_trade_no,
    state,
    transactionId: answer.transaction_id,
    amountFen: answer.amount?.total ?? null,
    currency: answer.amount?.currency ?? null,
    paidAt: answer.success_time ?? null,
    payerOpenid: answer.payer?.openid ?? null,
    appId: answer.appid,
    mchId: answer.mchid,
  };
  const whole = order.transactionId !== null && order.paidAt !== null && order.amountFen !== null;
  return (state === 'paid' || state === 'refunding') && !whole ? null : order;
}

export function platformRefundOf(answer: RefundAnswer): PlatformRefund {
  return {
    refundId: answer.refund_id,
    outRefundNo: answer.out_refund_no,
    outTradeNo: answer.out_trade_no,
    state: REFUND_STATES[answer.status],
    refundFen: answer.amount.refund,
    refundedAt: answer.success_time ?? null,
  };
}

/** A decrypted payment notice; null when it is not one. */
export function readTransaction(plaintext: string): PaymentOrder | null {
  const read = transactionAnswer.safeParse(parsed(plaintext));
  return read.success ? paymentOrderOf(read.data) : null;
}

/** A decrypted refund notice; null when it is not one. */
export function readRefund(plaintext: string): PlatformRefund | null {
  const read = refundNotice.safeParse(parsed(plaintext));
  return read.success ? platformRefundOf({ ...read.data, status: read.data.refund_status }) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function keysOf<T extends object>(table: T): [keyof T & string, ...(keyof T & string)[]] {
  return Object.keys(table) as [keyof T & string, ...(keyof T & string)[]];
}
