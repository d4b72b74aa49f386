import { createHash, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { createPlatformKeys, type PlatformKeys } from '../signatures/wechatpay';
import { decryptResource } from '../signatures/wechatpay-resource';
import { PlatformError, TransportError } from '../use-cases/ports/platform-errors';
import type { TradeBill, TradeBills } from '../use-cases/ports/pay';
import { readAnswer } from './answer';
import { parseTradeBill } from './wechatpay-bill';
import type { WechatpayApi } from './wechatpay-api';
import {
  prepayAnswer,
  refundAnswer,
  transactionAnswer,
  type RefundAnswer,
  type TransactionAnswer,
} from './wechatpay-answers';

/** The body of an order, in the platform's own words. */
export interface JsapiOrder {
  appid: string;
  description: string;
  out_trade_no: string;
  /** RFC 3339 with offset. */
  time_expire: string;
  attach?: string;
  notify_url: string;
  amount: { total: number; currency: 'CNY' };
  payer: { openid: string };
}

export interface RefundRequest {
  out_trade_no: string;
  out_refund_no: string;
  reason?: string;
  notify_url?: string;
  amount: { refund: number; total: number; currency: 'CNY' };
}

const TRANSACTIONS = '/v3/pay/transactions';
const REFUNDS = '/v3/refund/domestic/refunds';
const CERTIFICATES = '/v3/certificates';
const TRADEBILL = '/v3/bill/tradebill';

/**
 * WeChat Pay v3, one method per platform path. Throws PlatformError for verified refusals and TransportError when the
 * result is open; `wechatpay-provider.ts` turns both into outcomes.
 */
export class WechatpayClient implements TradeBills {
  constructor(
    private readonly api: WechatpayApi,
    private readonly merchant: { mchId: string; apiV3Key: string },
  ) {}

  /**
   * `POST /v3/pay/transactions/jsapi`. Repeating the very same order before its expiry gives a fresh prepay_id (alive
   * for two hours); changed values are refused (INVALIDREQUEST, which also stands for "already paid": query).
   */
  async transactionsJsapi(order: JsapiOrder): Promise<{ prepay_id: string }> {
    const path = `${TRANSACTIONS}/jsapi`;
    const json = { mchid: this.merchant.mchId, ...order };
    return read(prepayAnswer, await this.api.call({ path, target: path, json }), path);
  }

  /** `GET /v3/pay/transactions/out-trade-no/{out_trade_no}`. ORDERNOTEXIST: never placed, or just now. */
  async transactionsOutTradeNo(outTradeNo: string): Promise<TransactionAnswer> {
    const path = `${TRANSACTIONS}/out-trade-no/{out_trade_no}`;
    const target = `${TRANSACTIONS}/out-trade-no/${encodeURIComponent(outTradeNo)}?mchid=${this.merchant.mchId}`;
    const answer = read(transactionAnswer, await this.api.call({ path, target }), path);
    return sameOrForeign(answer, answer.out_trade_no === outTradeNo, path);
  }

  /** `GET /v3/pay/transactions/id/{transaction_id}`. */
  async transactionsId(transactionId: string): Promise<TransactionAnswer> {
    const path = `${TRANSACTIONS}/id/{transaction_id}`;
    const target = `${TRANSACTIONS}/id/${encodeURIComponent(transactionId)}?mchid=${this.merchant.mchId}`;
    const answer = read(transactionAnswer, await this.api.call({ path, target }), path);
    return sameOrForeign(answer, answer.transaction_id === transactionId, path);
  }

  /** `POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close`: unpaid orders only. */
  async transactionsOutTradeNoClose(outTradeNo: string): Promise<void> {
    const path = `${TRANSACTIONS}/out-trade-no/{out_trade_no}/close`;
    const target = `${TRANSACTIONS}/out-trade-no/${encodeURIComponent(outTradeNo)}/close`;
    await this.api.call({ path, target, json: { mchid: this.merchant.mchId } });
  }

  /**
   * `POST /v3/refund/domestic/refunds`, within a year of the payment. The same out_refund_no refunds once: keep it for
   * every repeat. Success means accepted. NOTENOUGH: not enough unsettled money, later under the same number.
   */
  async refundDomesticRefunds(refund: RefundRequest): Promise<RefundAnswer> {
    const json = { ...refund };
    const answer = read(refundAnswer, await this.api.call({ path: REFUNDS, target: REFUNDS, json }), REFUNDS);
    return sameOrForeign(answer, answer.out_refund_no === refund.out_refund_no, REFUNDS);
  }

  /** `GET /v3/refund/domestic/refunds/{out_refund_no}`. */
  async refundDomesticRefundsQuery(outRefundNo: string): Promise<RefundAnswer> {
    const path = `${REFUNDS}/{out_refund_no}`;
    const target = `${REFUNDS}/${encodeURIComponent(outRefundNo)}`;
    const answer = read(refundAnswer, await this.api.call({ path, target }), path);
    return sameOrForeign(answer, answer.out_refund_no === outRefundNo, path);
  }

  /**
   * `GET /v3/certificates`: serial to certificate PEM. The answer is believed when it decrypts under the APIv3 key and
   * is signed by a key that we hold or that it brings.
   */
  async certificates(): Promise<Record<string, string>> {
    let pems: Record<string, string> = {};
    await this.api.callForKeys({ path: CERTIFICATES, target: CERTIFICATES }, (json): PlatformKeys => {
      pems = this.openCertificates(json);
      return createPlatformKeys(pems).keys;
    });
    return pems;
  }

  async tradeBill(date: string): Promise<TradeBill | null> {
    const target = `${TRADEBILL}?bill_date=${encodeURIComponent(date)}&bill_type=ALL`;
    const answer = await this.api.call({ path: TRADEBILL, target }).catch(nullIfNoBill);
    if (answer === null) return null;
    const { hash_type, hash_value, download_url } = read(billAnswer, answer, TRADEBILL);
    const path = '/v3/billdownload/file';
    const bytes = await this.api.download({ path, url: download_url });
    // The file itself is not signed; its hash stands in the signed answer.
    const hash = createHash('sha1').update(bytes).digest('hex');
    const where = { platform: 'wechatpay', path } as const;
    if (hash_type !== 'SHA1' || hash !== hash_value.toLowerCase()) {
      throw new TransportError({ ...where, reason: 'unverified' });
    }
    const bill = parseTradeBill(bytes.toString('utf8'));
    if (bill === null) throw new TransportError({ ...where, reason: 'unreadable' });
    return bill;
  }

  private openCertificates(json: Record<string, unknown>): Record<string, string> {
    const { data } = read(certificatesAnswer, json, CERTIFICATES);
    const opened = data.map(({ serial_no, encrypt_certificate }) => {
      const plain = decryptResource(this.merchant.apiV3Key, encrypt_certificate);
      if (!plain.ok || !isCertificate(plain.plaintext)) {
        throw new TransportError({ platform: 'wechatpay', path: CERTIFICATES, reason: 'unverified' });
      }
      return [serial_no, plain.plaintext] as const;
    });
    return Object.fromEntries(opened);
  }
}

function read<T>(schema: z.ZodType<T>, answer: unknown, path: string): T {
  return readAnswer(schema, answer, { platform: 'wechatpay', path });
}

/** A signed answer about another order answers nothing. */
function sameOrForeign<T>(answer: T, same: boolean, path: string): T {
  if (same) return answer;
  throw new TransportError({ platform: 'wechatpay', path, reason: 'foreign' });
}

function nullIfNoBill(error: unknown): null {
  const codes: unknown[] = ['NOSTATEMENTEXIST', 'STATEMENTCREATING'];
  if (error instanceof PlatformError && codes.includes(error.code)) return null;
  throw error;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).publicKey.asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

const billAnswer = z.object({ hash_type: z.string(), hash_value: z.string(), download_url: z.string() });
const certificatesAnswer = z.object({
  data: z.array(
    z.object({
      serial_no: z.string().min(1),
      encrypt_certificate: z.object({
        algorithm: z.string(),
        ciphertext: z.string(),
        nonce: z.string(),
        associated_data: z.string().optional(),
      }),
    }),
  ),
});
