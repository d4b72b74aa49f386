import {
  addDays,
  DAY_MS,
  HOUR_MS,
  instantOf,
  plainDateAt,
  type PlainDate,
} from '../../../shared/domain/time';
import { alarmMoney } from './alarm-money';
import { applyPlatformOrder } from './apply-payment';
import type { Context } from '../context';
import { outboxRow, type OutboxDraft } from '../outbox-rows';
import type { BillRow, TradeBills } from '../ports/pay';
import type { Payment } from '../ports/payments';
import { noteRefund } from './refund-payment';
import type { PaymentContext } from './start-payment';

export type BillContext = PaymentContext & { bills: TradeBills };

export type ComparedBill =
  | 'compared'
  /** There is none, and there need not be one: nothing was paid that day as far as we know. */
  | 'nothing'
  /** None yet, or the platform did not answer a question about it. */
  | 'try_again'
  /** Money of ours came that day, and a day later there is still no bill. */
  | 'missing';

/** The platform makes a day's bill from nine the next morning; asked for after ten (wechatpay.md 11). */
const BILL_AT_MS = DAY_MS + 10 * HOUR_MS;
const ROWS_AT_ONCE = 500;

/** Makes sure that the bill of today is looked at tomorrow, however often it is called. */
export async function planBill(context: Pick<Context, 'clock' | 'newId' | 'unitOfWork'>): Promise<void> {
  await plan(context, plainDateAt(context.clock.now()));
}

async function plan(
  context: Pick<Context, 'clock' | 'newId' | 'unitOfWork'>,
  date: PlainDate,
): Promise<void> {
  const dueAt = instantOf(date) + BILL_AT_MS;
  const draft: OutboxDraft = { topic: 'bill.due', key: `bill.due:${date}`, payload: { date }, dueAt };
  await context.unitOfWork.run((tx) => tx.outbox.add([outboxRow(context, draft)]));
}

/**
 * Compares a day's bill with our books, the last way by which money is learnt of (promise 3): what we never learnt goes
 * through the one routine that applies a payment, what does not agree is alarmed. Stores the job for the next day first.
 * Safe to repeat.
 */
export async function compareBill(context: BillContext, date: PlainDate): Promise<ComparedBill> {
  await plan(context, addDays(date, 1));
  const bill = await context.bills.tradeBill(date);
  const from = instantOf(date);
  if (bill === null) return withoutBill(context, from);
  const paid = bill.rows.filter(({ tradeState }) => tradeState === 'SUCCESS');
  let settled = true;
  for (let at = 0; at < paid.length; at += ROWS_AT_ONCE) {
    settled = (await comparePaid(context, paid.slice(at, at + ROWS_AT_ONCE))) && settled;
  }
  const told = new Set(paid.map(({ transactionId }) => transactionId));
  for await (const ours of paidOn(context, from)) {
    for (const payment of ours.filter(({ transactionId }) => !told.has(transactionId))) {
      await alarmDifference(context, payment);
    }
  }
  for (const row of bill.rows) if (row.outRefundNo !== null) await compareRefund(context, row);
  return settled ? 'compared' : 'try_again';
}

async function withoutBill(context: BillContext, from: number): Promise<ComparedBill> {
  if (context.clock.now() < from + 2 * DAY_MS) return 'try_again';
  for await (const _ of paidOn(context, from)) return 'missing';
  return 'nothing';
}

/** What came in a day of Beijing, page by page. */
async function* paidOn(context: BillContext, from: number): AsyncGenerator<Payment[]> {
  for (let afterId = ''; ;) {
    const span = { from, until: from + DAY_MS, afterId, limit: ROWS_AT_ONCE };
    const page = await context.unitOfWork.read((tx) => tx.payments.listPaidBetween(span));
    const last = page.at(-1);
    if (!last) return;
    yield page;
    afterId = last.transactionId;
  }
}

async function comparePaid(context: BillContext, rows: BillRow[]): Promise<boolean> {
  const ids = rows.map(({ transactionId }) => transactionId);
  const known = await context.unitOfWork.read((tx) => tx.payments.findAll(ids));
  const byId = new Map(known.map((payment) => [payment.transactionId, payment]));
  let settled = true;
  for (const row of rows) {
    const ours = byId.get(row.transactionId);
    if (!ours) settled = (await learn(context, row)) && settled;
    else if (ours.orderId !== row.outTradeNo || ours.amountFen !== row.orderAmountFen) {
      await alarmDifference(context, ours);
    }
  }
  return settled;
}

/**
 * Money we were never told of. The platform is asked how its order stands now, since the bill does not say what went back
 * after that day. False when it does not answer.
 */
async function learn(context: BillContext, row: BillRow): Promise<boolean> {
  const { outTradeNo, transactionId, orderAmountFen: amountFen } = row;
  const order = await context.unitOfWork.read((tx) => tx.orders.find(outTradeNo));
  const about = { outTradeNo, transactionId, amountFen };
  if (!order) {
    await context.unitOfWork.run((tx) => alarmMoney(tx, context, 'payment.unmatched', about));
    return true;
  }
  const asked = await context.provider.queryOrder({ outTradeNo });
  if (asked.outcome === 'unknown') return false;
  const applied =
    asked.outcome === 'ok' ? await applyPlatformOrder(context, asked.order, { asked: true }) : 'not_paid';
  if (applied === 'not_paid') {
    await context.unitOfWork.run((tx) => alarmMoney(tx, context, 'bill.different', about));
  }
  return true;
}

async function alarmDifference(context: BillContext, payment: Payment): Promise<void> {
  const { orderId: outTradeNo, transactionId, amountFen } = payment;
  const about = { outTradeNo, transactionId, amountFen };
  await context.unitOfWork.run((tx) => alarmMoney(tx, context, 'bill.different', about));
}

/** A refund done is noted like any other news of it, and one we never asked for raises its alarm there. */
async function compareRefund(context: BillContext, row: BillRow): Promise<void> {
  const { outRefundNo: refundId, refundFen: amountFen } = row;
  if (refundId === null) return;
  const ours = await context.unitOfWork.read((tx) => tx.refunds.find(refundId));
  const done = row.refundState === 'SUCCESS';
  // The bill tells yesterday's state of one that is under way; its own job asks for today's.
  if (ours?.amountFen === amountFen && !done) return;
  await noteRefund(context, { refundId, state: done ? 'success' : 'processing', amountFen });
}
