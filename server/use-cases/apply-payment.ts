import { refundNumberOf } from '../../shared/domain/ids';
import type { Actor, Registration } from '../../shared/domain/registration';
import type { Season } from '../../shared/domain/season';
import { judgePayment, type RefundCause } from '../../shared/domain/payment-verdict';
import { changeRegistration, tellCandidate } from './change-registration';
import type { Context } from './context';
import { freeRegistration, orderClosing } from './end-order';
import { outboxRow } from './outbox-rows';
import type { PaymentOrder } from './ports/pay';
import type { Order } from './ports/payments';
import { undone, type Repositories, type Undone } from './ports/storage';
import { registrationDeadlines } from './registration-facts';

export type AppliedPayment =
  | 'honoured'
  | 'refunded'
  | 'repeat'
  /** The platform says that nothing was paid. */
  | 'not_paid'
  /** Verified, but not ours or not what was ordered: kept, alarmed, not applied. */
  | 'unmatched'
  | 'conflict';

const PLATFORM: Actor = { role: 'platform', id: 'wechatpay', channel: 'callback' };
const TRIES = 5;

/**
 * The one routine that applies a payment (promise 3): notification, active query, close and bill all end here. Safe to
 * repeat and in any order; money ends as honoured or refunded, never in silence (promise 1).
 */
export async function applyPlatformOrder(context: Context, paid: PaymentOrder): Promise<AppliedPayment> {
  if (paid.state !== 'paid' && paid.state !== 'refunding') return 'not_paid';
  let documentTaken = false;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const applied = await context.unitOfWork.run((tx) => applyOnce(tx, context, { paid, documentTaken }));
    if (applied !== 'conflict' && applied !== 'document_taken') return applied;
    documentTaken ||= applied === 'document_taken';
  }
  throw new Error('payment could not be applied: the registration keeps changing');
}

/** `document_taken`: the person has another live registration by now, so that this one cannot come back. */
type Attempt = AppliedPayment | 'document_taken';

interface Money {
  transactionId: string;
  succeededAt: number;
}

async function applyOnce(
  tx: Repositories,
  context: Context,
  { paid, documentTaken }: { paid: PaymentOrder; documentTaken: boolean },
): Promise<Attempt | Undone<Attempt>> {
  const { transactionId, paidAt } = paid;
  const order = await tx.orders.find(paid.outTradeNo);
  if (!order || transactionId === null || paidAt === null || !matches(order, paid)) {
    await alarm(tx, context, paid);
    return 'unmatched';
  }
  if (await tx.payments.find(transactionId)) return 'repeat';
  const registration = await tx.registrations.find(order.registrationId);
  const season = registration && (await tx.seasons.find(registration.seasonId));
  if (!registration || !season) throw new Error('order without registration or season');

  const money: Money = { transactionId, succeededAt: paidAt };
  const verdict = judgePayment({
    state: registration.state,
    subjects: registration.subjects,
    charged: order.subjects,
    succeededAt: paidAt,
    paymentDueAt: registrationDeadlines(registration, season, context.clock.now()).paymentDueAt,
    alreadyApplied: order.state === 'paid' && order.transactionId === transactionId,
    newerRegistration: documentTaken || (await tx.registrations.hasNewerLive(registration)),
  });
  // The first money keeps its place on the order; a second one is told apart by its own payment row.
  const first = order.state !== 'paid';
  const settled: Order = first ? { ...order, state: 'paid', transactionId, succeededAt: paidAt } : order;
  const target = { registration, season, order: settled, money };
  switch (verdict.outcome) {
    case 'repeat':
      return 'repeat';
    case 'honour':
      return honour(tx, context, target);
    case 'refund':
      return refund(tx, context, target, verdict.why);
  }
}

/** Compared with what we ordered: amount, currency; merchant and app were checked when the answer was verified. */
function matches(order: Order, paid: PaymentOrder): boolean {
  return paid.amountFen === order.amountFen && (paid.currency ?? 'CNY') === 'CNY';
}

interface Target {
  registration: Registration;
  season: Season;
  order: Order;
  money: Money;
}

async function honour(
  tx: Repositories,
  context: Context,
  { registration, season, order, money }: Target,
): Promise<Attempt | Undone<Attempt>> {
  const deleteFailed = registration.deleteRequestedAt !== null;
  const otherOrder = registration.openOrderId !== null && registration.openOrderId !== order.id;
  const changed = await changeRegistration(tx, context, {
    registration,
    season,
    action: 'apply_payment',
    actor: PLATFORM,
    request: { subjectCodes: order.subjects.map((subject) => subject.code) },
    patch: {
      openOrderId: otherOrder ? registration.openOrderId : null,
      deleteRequestedAt: null,
      deleteReason: null,
    },
    force: true,
  });
  if (!changed.ok) {
    return undone<Attempt>(changed.why === 'duplicate_document' ? 'document_taken' : 'conflict');
  }
  if (!(await keepMoney(tx, context, { order, money, outcome: 'honoured', why: null }))) {
    return undone<Attempt>('conflict');
  }
  const rows = [];
  if (deleteFailed) rows.push(outboxRow(context, tellCandidate(changed.registration, 'delete.failed_paid')));
  if (registration.openOrderId !== null && otherOrder) {
    rows.push(outboxRow(context, orderClosing(registration.openOrderId, 'superseded')));
  }
  if (rows.length > 0) await tx.outbox.add(rows);
  return 'honoured';
}

async function refund(
  tx: Repositories,
  context: Context,
  { registration, order, money }: Target,
  why: RefundCause,
): Promise<AppliedPayment | Undone<AppliedPayment>> {
  if (!(await keepMoney(tx, context, { order, money, outcome: 'refunded', why }))) {
    return undone<AppliedPayment>('conflict');
  }
  const earlier = (await tx.refunds.listOf(registration.id)).filter((one) => one.orderId === order.id);
  const refundId = refundNumberOf(order.id, earlier.length + 1);
  const inserted = await tx.refunds.insert({
    id: refundId,
    transactionId: money.transactionId,
    orderId: order.id,
    registrationId: registration.id,
    amountFen: order.amountFen,
    totalFen: order.amountFen,
    cause: why,
    state: 'due',
    createdAt: context.clock.now(),
    settledAt: null,
    version: 1,
  });
  if (!inserted) return undone<AppliedPayment>('conflict');
  const told = tellCandidate(registration, 'payment.refund_started');
  await tx.outbox.add([
    outboxRow(context, { topic: 'refund.due', key: `refund.due:${refundId}`, payload: { refundId } }),
    outboxRow(context, {
      ...told,
      key: `payment.refund_started:${refundId}`,
      payload: { ...told.payload, refundId },
    }),
  ]);
  if (why === 'subject_already_paid') await alarmDoubled(tx, context, { order, money });
  const freed = await freeRegistration(tx, context, { order, actor: PLATFORM });
  return freed ? 'refunded' : undone<AppliedPayment>('conflict');
}

interface Kept {
  order: Order;
  money: Money;
  outcome: 'honoured' | 'refunded';
  why: RefundCause | null;
}

async function keepMoney(
  tx: Repositories,
  context: Context,
  { order, money, outcome, why }: Kept,
): Promise<boolean> {
  const inserted = await tx.payments.insert({
    ...money,
    orderId: order.id,
    registrationId: order.registrationId,
    amountFen: order.amountFen,
    learnedAt: context.clock.now(),
    outcome,
    why,
  });
  return inserted && (await tx.orders.save(order));
}

/** Money we cannot place is stored and alarmed; a person settles it (reliability.md 5, pay notify). */
async function alarm(tx: Repositories, context: Context, paid: PaymentOrder): Promise<void> {
  const key = `payment.unmatched:${paid.outTradeNo}:${paid.transactionId ?? 'none'}`;
  const payload = {
    outTradeNo: paid.outTradeNo,
    transactionId: paid.transactionId,
    amountFen: paid.amountFen,
  };
  await tx.outbox.add([outboxRow(context, { topic: 'payment.unmatched', key, payload })]);
}

/** Paid twice: the second money goes back, and the office looks why it could be paid (domain.md 2). */
async function alarmDoubled(
  tx: Repositories,
  context: Context,
  { order, money }: Pick<Target, 'order' | 'money'>,
): Promise<void> {
  const key = `payment.doubled:${money.transactionId}`;
  const payload = { outTradeNo: order.id, transactionId: money.transactionId, amountFen: order.amountFen };
  await tx.outbox.add([outboxRow(context, { topic: 'payment.doubled', key, payload })]);
}
