import { judgePayment } from '../../../shared/domain/payment-verdict';
import { alarmMoney } from './alarm-money';
import type { Context } from '../context';
import type { PaymentOrder } from '../ports/pay';
import type { Order } from '../ports/payments';
import type { Repositories, Undone } from '../ports/storage';
import { registrationDeadlines } from '../registrations/registration-facts';
import { honourPayment, returnPayment, type Money } from './settle-payment';

export type AppliedPayment =
  | 'honoured'
  | 'refunded'
  | 'repeat'
  /** The platform says that nothing was paid. */
  | 'not_paid'
  /** Verified, but not ours or not what was ordered: kept, alarmed, not applied. */
  | 'unmatched'
  | 'conflict';

const TRIES = 5;

/**
 * The one routine that applies a payment (promise 3): notification, active query, close and bill all end here. Safe to
 * repeat and in any order; money ends as honoured or refunded, never in silence (promise 1). `asked`: it is the platform's
 * answer about an order that we asked for. Then money of another sum goes back; one that is only told is asked about first.
 */
export async function applyPlatformOrder(
  context: Context,
  paid: PaymentOrder,
  { asked = false }: { asked?: boolean } = {},
): Promise<AppliedPayment> {
  if (paid.state !== 'paid' && paid.state !== 'refunding') return 'not_paid';
  let documentTaken = false;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const applied = await context.unitOfWork.run((tx) =>
      applyOnce(tx, context, { paid, asked, documentTaken }),
    );
    if (applied !== 'conflict' && applied !== 'document_taken') return applied;
    documentTaken ||= applied === 'document_taken';
  }
  throw new Error('payment could not be applied: the registration keeps changing');
}

/** `document_taken`: the person has another live registration by now, so that this one cannot come back. */
type Attempt = AppliedPayment | 'document_taken';

async function applyOnce(
  tx: Repositories,
  context: Context,
  { paid, asked, documentTaken }: { paid: PaymentOrder; asked: boolean; documentTaken: boolean },
): Promise<Attempt | Undone<Attempt>> {
  const { transactionId, amountFen, paidAt } = paid;
  const { order, known, registration, season } = await load(tx, paid);
  if (!order || transactionId === null || amountFen === null || paidAt === null) {
    return unmatched(tx, context, paid);
  }
  if (known) {
    // One transaction pays one order, once: under another number or of another sum it is not ours to judge.
    const same = known.orderId === order.id && known.amountFen === amountFen;
    return same ? 'repeat' : unmatched(tx, context, paid);
  }
  if (!matches(order, paid) && !asked) return unmatched(tx, context, paid);
  if (!registration || !season) throw new Error('order without registration or season');

  const money: Money = { transactionId, amountFen, succeededAt: paidAt };
  const verdict = judgePayment({
    state: registration.state,
    subjects: registration.subjects,
    charged: order.subjects,
    succeededAt: paidAt,
    paymentDueAt: registrationDeadlines(registration, season, context.clock.now()).paymentDueAt,
    alreadyApplied: order.state === 'paid' && order.transactionId === transactionId,
    newerRegistration:
      documentTaken ||
      (registration.state === 'expired' && (await tx.registrations.hasNewerLive(registration))),
    returnedOutside: paid.state === 'refunding',
    matchesOrder: matches(order, paid),
  });
  // The first money keeps its place on the order; a second one is told apart by its own payment row.
  const first = order.state !== 'paid';
  const settled: Order = first ? { ...order, state: 'paid', transactionId, succeededAt: paidAt } : order;
  const target = { registration, season, order: settled, money };
  switch (verdict.outcome) {
    case 'repeat':
      return 'repeat';
    case 'honour':
      return honourPayment(tx, context, target);
    case 'refund':
      return returnPayment(tx, context, target, verdict.why);
  }
}

/**
 * What a payment is judged by, in one round trip. Whoever changes any of it meanwhile is met by the version of the order:
 * a payment is only ever added together with it.
 */
async function load(tx: Repositories, { outTradeNo, transactionId }: PaymentOrder) {
  const [order, known, registration, season] = await Promise.all([
    tx.orders.find(outTradeNo),
    transactionId === null ? null : tx.payments.find(transactionId),
    tx.registrations.findOfOrder(outTradeNo),
    tx.seasons.findOfOrder(outTradeNo),
  ]);
  return { order, known, registration, season };
}

async function unmatched(tx: Repositories, context: Context, paid: PaymentOrder): Promise<'unmatched'> {
  const { outTradeNo, transactionId, amountFen } = paid;
  await alarmMoney(tx, context, 'payment.unmatched', { outTradeNo, transactionId, amountFen });
  return 'unmatched';
}

/** Compared with what we ordered: amount, currency; merchant and app were checked when the answer was verified. */
function matches(order: Order, paid: PaymentOrder): boolean {
  return paid.amountFen === order.amountFen && (paid.currency ?? 'CNY') === 'CNY';
}
