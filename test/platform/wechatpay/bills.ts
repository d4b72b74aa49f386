import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Answer, Call, Route } from '../core/http-host';
import { PayRefusal, payJson, payRoute } from './http';
import { param } from './orders';
import { encryptResource, unsigned } from './signing';
import { payTime, type Order, type Pay, type Refund } from './state';

const LINK_LIFETIME_MS = 5 * 60_000;
const CHINA_MS = 8 * 3_600_000;

/** The daily bill, its download, and the list of platform certificates. */
export function billRoutes(pay: Pay): Route[] {
  return [
    payRoute(pay, 'GET', '/v3/bill/tradebill', ({ call }) => askBill(pay, call)),
    payRoute(pay, 'GET', '/v3/billdownload/file', ({ call }) => downloadBill(pay, call)),
    payRoute(pay, 'GET', '/v3/certificates', () => certificates(pay)),
  ];
}

function askBill(pay: Pay, { query }: Call): Answer {
  const date = query.get('bill_date') ?? '';
  const type = query.get('bill_type') ?? 'ALL';
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) param('bill_date');
  if (!['ALL', 'SUCCESS', 'REFUND'].includes(type)) param('bill_type');
  const dayStart = Date.parse(`${date}T00:00:00+08:00`);
  const readyAt = dayStart + 33 * 3_600_000;
  const rows = billRows(pay, date, type);
  if (pay.core.clock.now() < readyAt || rows.length === 0) {
    throw new PayRefusal(400, 'NO_STATEMENT_EXIST', '账单文件不存在');
  }
  const content = Buffer.from(billText(pay.mchId, rows), 'utf8');
  const packed = query.get('tar_type') === 'GZIP' ? gzipSync(content) : content;
  const token = pay.core.ids.secret(40);
  pay.bills.set(token, { content: packed, expiresAt: pay.core.clock.now() + LINK_LIFETIME_MS });
  return payJson({
    hash_type: 'SHA1',
    hash_value: createHash('sha1').update(content).digest('hex'),
    download_url: `${pay.url()}/v3/billdownload/file?token=${token}`,
  });
}

/** The file itself is not signed. */
function downloadBill(pay: Pay, { query }: Call): Answer {
  const bill = pay.bills.get(query.get('token') ?? '');
  if (!bill || bill.expiresAt <= pay.core.clock.now()) throw new PayRefusal(400, 'PARAM_ERROR', 'token');
  const headers = { 'Content-Type': 'application/octet-stream' };
  return unsigned({ status: 200, headers, body: bill.content });
}

interface BillRow {
  at: number;
  order: Order;
  refund?: Refund;
}

function billRows(pay: Pay, date: string, type: string): BillRow[] {
  const onDate = (at: number): boolean => new Date(at + CHINA_MS).toISOString().startsWith(date);
  const paid: BillRow[] = [...pay.orders.values()].flatMap((order) =>
    order.paidAt !== undefined && onDate(order.paidAt) ? [{ at: order.paidAt, order }] : [],
  );
  const refunded: BillRow[] = [...pay.refunds.values()].flatMap((refund) =>
    onDate(refund.createdAt) ? [{ at: refund.createdAt, order: refund.order, refund }] : [],
  );
  const wanted = [...(type === 'REFUND' ? [] : paid), ...(type === 'SUCCESS' ? [] : refunded)];
  return wanted.sort((a, b) => a.at - b.at);
}

const HEAD =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,' +
  '应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,' +
  '订单金额,申请退款金额,费率备注';
const SUMMARY_HEAD =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

function billText(mchId: string, rows: BillRow[]): string {
  const paidFen = rows.reduce((sum, { order, refund }) => sum + (refund ? 0 : totalOf(order)), 0);
  const refundFen = rows.reduce((sum, { refund }) => sum + (refund?.refundFen ?? 0), 0);
  const [paid, refunded] = [yuan(paidFen), yuan(refundFen)];
  const summary = [String(rows.length), paid, refunded, '0.00', '0.00', paid, refunded];
  return `\ufeff${[HEAD, ...rows.map((row) => billLine(mchId, row)), SUMMARY_HEAD, ticked(summary)].join('\r\n')}\r\n`;
}

function billLine(mchId: string, { at, order, refund }: BillRow): string {
  const total = yuan(refund ? 0 : totalOf(order));
  const back = yuan(refund?.refundFen ?? 0);
  const time = payTime(at).slice(0, 19).replace('T', ' ');
  const state = refund ? 'REFUND' : 'SUCCESS';
  const refundIds = refund ? [refund.refundId, refund.outRefundNo] : ['0', '0'];
  const refundState = refund ? ['ORIGINAL', refund.status] : ['', ''];
  const who = [time, order.appId, mchId, '0', '', order.transactionId ?? '', order.outTradeNo, order.openid];
  const money = ['JSAPI', state, 'OTHERS', 'CNY', total, '0.00', ...refundIds, back, '0.00', ...refundState];
  const what = [order.description, order.attach ?? '', '0.00000', '0.60%', total, back, ''];
  return ticked([...who, ...money, ...what]);
}

function totalOf(order: Order): number {
  return order.reportedTotalFen ?? order.totalFen;
}

/** Every value stands behind a backtick. */
function ticked(values: string[]): string {
  return values.map((value) => `\`${value}`).join(',');
}

function yuan(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

function certificates(pay: Pay): Answer {
  const { id, pem } = pay.keys.certificate;
  const sealed = encryptResource(pay, { plain: pem, associatedData: 'certificate' });
  const row = {
    serial_no: id,
    effective_time: '2020-01-01T08:00:00+08:00',
    expire_time: '2050-01-01T07:59:59+08:00',
    encrypt_certificate: sealed,
  };
  return payJson({ data: [row] });
}
