import { randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Clock } from '../../shared/domain/time';
import { signPayment } from '../signatures/wechatpay';
import { PlatformError, TransportError, type PlatformErrorClass } from '../use-cases/ports/platform-errors';
import type {
  CloseOrderOutcome,
  NewPaymentOrder,
  NewRefund,
  OpenOrderOutcome,
  PayParams,
  PaymentOrder,
  PaymentProvider,
  PaymentRefused,
  PaymentUnknown,
  PlatformRefund,
  QueryOrderOutcome,
  QueryRefundOutcome,
  RefundOutcome,
} from '../use-cases/ports/pay';
import { hasCode } from './errcode-api';
import type { WechatpayClient } from './wechatpay';
import { paymentOrderOf, platformRefundOf, readRefund, readTransaction } from './wechatpay-answers';

export interface WechatpayProviderOptions {
  client: WechatpayClient;
  appId: string;
  mchId: string;
  /** The merchant's key: it signs what the phone hands to WeChat. */
  privateKey: KeyObject;
  /** https addresses without query. */
  paymentNotifyUrl: string;
  refundNotifyUrl: string;
  clock: Clock;
  nonce?(): string;
}

const ABSENT = ['ORDERNOTEXIST', 'RESOURCENOTEXISTS'];
const CLOSED = ['ORDERCLOSED'];
const ORDER_PATH = '/v3/pay/transactions';

/** WeChat Pay as a way to collect fees. What an answer does not settle becomes `unknown`, never a guess. */
export class WechatpayProvider implements PaymentProvider {
  readonly capabilities = { collects: true, closes: true, refunds: true };

  constructor(private readonly options: WechatpayProviderOptions) {}

  async openOrder(order: NewPaymentOrder): Promise<OpenOrderOutcome> {
    const { client, appId, paymentNotifyUrl } = this.options;
    try {
      const { prepay_id } = await client.transactionsJsapi({
        appid: appId,
        description: order.description,
        out_trade_no: order.outTradeNo,
        time_expire: beijingTime(order.expiresAt),
        ...(order.attach ? { attach: order.attach } : {}),
        notify_url: paymentNotifyUrl,
        amount: { total: order.amountFen, currency: 'CNY' },
        payer: { openid: order.payerOpenid },
      });
      return { outcome: 'ok', prepayId: prepay_id };
    } catch (error) {
      return unsettled(error);
    }
  }

  async queryOrder(by: { outTradeNo: string } | { transactionId: string }): Promise<QueryOrderOutcome> {
    const { client } = this.options;
    try {
      const answer =
        'outTradeNo' in by
          ? await client.transactionsOutTradeNo(by.outTradeNo)
          : await client.transactionsId(by.transactionId);
      return { outcome: 'ok', order: this.ours(paymentOrderOf(answer)) };
    } catch (error) {
      return hasCode(error, ABSENT) ? { outcome: 'absent' } : unsettled(error);
    }
  }

  async closeOrder(outTradeNo: string): Promise<CloseOrderOutcome> {
    try {
      await this.options.client.transactionsOutTradeNoClose(outTradeNo);
      return { outcome: 'ok' };
    } catch (error) {
      if (hasCode(error, CLOSED)) return { outcome: 'ok' };
      return unsettled(error);
    }
  }

  async refund(refund: NewRefund): Promise<RefundOutcome> {
    const { client, refundNotifyUrl } = this.options;
    try {
      const answer = await client.refundDomesticRefunds({
        out_trade_no: refund.outTradeNo,
        out_refund_no: refund.outRefundNo,
        ...(refund.reason ? { reason: refund.reason } : {}),
        notify_url: refundNotifyUrl,
        amount: { refund: refund.refundFen, total: refund.totalFen, currency: 'CNY' },
      });
      return { outcome: 'ok', refund: platformRefundOf(answer) };
    } catch (error) {
      return unsettled(error);
    }
  }

  async queryRefund(outRefundNo: string): Promise<QueryRefundOutcome> {
    try {
      const answer = await this.options.client.refundDomesticRefundsQuery(outRefundNo);
      return { outcome: 'ok', refund: platformRefundOf(answer) };
    } catch (error) {
      return hasCode(error, ABSENT) ? { outcome: 'absent' } : unsettled(error);
    }
  }

  payParams(prepayId: string): PayParams {
    const { appId, privateKey, clock, nonce = randomNonce } = this.options;
    const timeStamp = String(Math.floor(clock.now() / 1000));
    const nonceStr = nonce();
    const paySign = signPayment(privateKey, { appId, timeStamp, nonceStr, prepayId });
    return { timeStamp, nonceStr, package: `prepay_id=${prepayId}`, signType: 'RSA', paySign };
  }

  readPaymentNotice(plaintext: string): PaymentOrder | null {
    return readTransaction(plaintext);
  }

  readRefundNotice(plaintext: string): PlatformRefund | null {
    return readRefund(plaintext);
  }

  /** An order of another merchant or app, or a "paid" without its facts, answers nothing. */
  private ours(order: PaymentOrder | null): PaymentOrder {
    if (order === null) throw openAnswer('unreadable');
    const paid = order.state === 'paid' || order.state === 'refunding';
    const fits = (given: string | null, own: string) => given === own || (given === null && !paid);
    if (fits(order.mchId, this.options.mchId) && fits(order.appId, this.options.appId)) return order;
    throw openAnswer('foreign');
  }
}

function openAnswer(reason: 'unreadable' | 'foreign'): TransportError {
  return new TransportError({ platform: 'wechatpay', path: ORDER_PATH, reason });
}

/** Answers that say nothing about the order: busy, contradictory, or about our settings (these may come unsigned). */
const OPEN_CLASSES: readonly PlatformErrorClass[] = ['RETRY', 'UNKNOWN', 'CONFIG'];

/** What a failed call leaves behind: a verified refusal, or an open question. Bugs pass through. */
function unsettled(error: unknown): PaymentRefused | PaymentUnknown {
  if (error instanceof TransportError) return { outcome: 'unknown', sent: error.sent, code: null, error };
  if (!(error instanceof PlatformError)) throw error;
  const code = error.code === null ? null : String(error.code);
  if (code === null || OPEN_CLASSES.includes(error.class)) {
    return { outcome: 'unknown', sent: 'maybe', code, error };
  }
  return { outcome: 'refused', code, class: error.class };
}

/** Epoch milliseconds as RFC 3339 in Beijing's offset, to the second below. */
function beijingTime(at: number): string {
  return `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}

function randomNonce(): string {
  return randomBytes(16).toString('hex').toUpperCase();
}
