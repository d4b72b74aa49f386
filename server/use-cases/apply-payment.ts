import { movesOf } from '../../shared/domain/lifecycle';
import type { Actor, Registration } from '../../shared/domain/registration';
import type { Season } from '../../shared/domain/season';
import { judgePayment, type RefundCause } from '../../shared/domain/payment-verdict';
import { changeRegistration, tellCandidate } from './change-registration';
import type { Context } from './context';
import { freeRegistration } from './end-order';
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
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const applied = await context.unitOfWork.run((tx) => applyOnce(tx, context, paid));
    if (applied !== 'conflict') return applied;
  }
  throw new Error('payment could not be applied: the registration keeps changing');
}

interface Money {
  transactionId: string;
  succeededAt: number;
}

async function applyOnce(
  tx: Repositories,
  context: Context,
  paid: PaymentOrder,
): Promise<AppliedPayment | Undone<AppliedPayment>> {
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
    subjectCodes: order.subjects.map((subject) => subject.code),
    succeededAt: paidAt,
    paymentDueAt: registrationDeadlines(registration, season, context.clock.now()).paymentDueAt,
    alreadyApplied: order.state === 'paid' && order.transactionId === transactionId,
    newerRegistration: await tx.registrations.hasNewerLive(registration),
  });
  const settled: Order = { ...order, state: 'paid', transactionId, succeededAt: paidAt };
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
): Promise<AppliedPayment | Undone<AppliedPayment>> {
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
  if (!changed.ok) return undone<AppliedPayment>('conflict');
  if (!(await keepMoney(tx, context, { order, money, outcome: 'honoured', why: null }))) {
    return undone<AppliedPayment>('conflict');
  }
  const rows = [];
  if (deleteFailed) rows.push(outboxRow(context, tellCandidate(changed.registration, 'delete.failed_paid')));
  if (otherOrder) rows.push(outboxRow(context, closeOther(registration.openOrderId)));
  if (rows.length > 0) await tx.outbox.add(rows);
  return 'honoured';
}

function closeOther(orderId: string | null) {
  return { topic: 'order.close_requested', key: `order.superseded:${orderId}`, payload: { orderId } };
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
  const refundId = `R${order.id}-${money.transactionId.slice(-12)}`;
  await tx.refunds.insert({
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
  const told = tellCandidate(registration, 'payment.refund_started');
  await tx.outbox.add([
    outboxRow(context, { topic: 'refund.due', key: `refund.due:${refundId}`, payload: { refundId } }),
    outboxRow(context, {
      ...told,
      key: `payment.refund_started:${refundId}`,
      payload: { ...told.payload, refundId },
    }),
  ]);
  const openState = movesOf('close_order', registration.state).length > 0;
  const freed = !openState || (await freeRegistration(tx, context, { order, actor: PLATFORM }));
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
