import { refundNumberOf } from '../../shared/domain/ids';
import type { Actor, Registration } from '../../shared/domain/registration';
import type { Season } from '../../shared/domain/season';
import { judgePayment, type RefundCause } from '../../shared/domain/payment-verdict';
import { alarmMoney, type MoneyAlarm } from './alarm-money';
import { candidateTold, changeRegistration } from './change-registration';
import type { Context } from './context';
import { freeRegistration, orderClosing } from './end-order';
import { outboxRow, type OutboxDraft } from './outbox-rows';
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

interface Money {
  transactionId: string;
  amountFen: number;
  succeededAt: number;
}

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
      return honour(tx, context, target);
    case 'refund':
      return refund(tx, context, target, verdict.why);
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
    alongside: () => keepMoney(tx, context, { order, money, outcome: 'honoured', why: null }),
  });
  if (!changed.ok) {
    return undone<Attempt>(changed.why === 'duplicate_document' ? 'document_taken' : 'conflict');
  }
  const rows = [];
  if (deleteFailed) rows.push(outboxRow(context, candidateTold(changed.registration, 'delete.failed_paid')));
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
  const [kept, refunds] = await Promise.all([
    keepMoney(tx, context, { order, money, outcome: 'refunded', why }),
    tx.refunds.listOf(registration.id),
  ]);
  if (!kept) return undone<AppliedPayment>('conflict');
  const earlier = refunds.filter((one) => one.orderId === order.id);
  const id = refundNumberOf(order.id, earlier.length + 1);
  const now = context.clock.now();
  // Money that went back already is only written down: asked for once more it would leave twice.
  const outside = why === 'returned_outside';
  const inserted = await tx.refunds.insert({
    id,
    transactionId: money.transactionId,
    orderId: order.id,
    registrationId: registration.id,
    amountFen: money.amountFen,
    totalFen: money.amountFen,
    cause: why,
    state: outside ? 'succeeded' : 'due',
    createdAt: now,
    settledAt: outside ? now : null,
    version: 1,
  });
  if (!inserted) return undone<AppliedPayment>('conflict');
  const told = refundTold(registration, { id, outside });
  const due = { topic: 'refund.due', key: `refund.due:${id}`, payload: { refundId: id } };
  await tx.outbox.add((outside ? [told] : [due, told]).map((draft) => outboxRow(context, draft)));
  const alarm = ALARMS[why];
  if (alarm) {
    const { transactionId, amountFen } = money;
    await alarmMoney(tx, context, alarm, { outTradeNo: order.id, transactionId, amountFen });
  }
  const freed = await freeRegistration(tx, context, { order, actor: PLATFORM });
  return freed ? 'refunded' : undone<AppliedPayment>('conflict');
}

/**
 * Returns that the office has to look into: how another sum or a second one could be paid, and whether all of it went back
 * outside.
 */
const ALARMS: Partial<Record<RefundCause, MoneyAlarm>> = {
  amount_differs: 'payment.unmatched',
  subject_already_paid: 'payment.doubled',
  returned_outside: 'payment.returned',
};

function refundTold(
  registration: Registration,
  { id, outside }: { id: string; outside: boolean },
): OutboxDraft {
  const about = outside ? 'payment.refunded' : 'payment.refund_started';
  const told = candidateTold(registration, about);
  return { ...told, key: `${about}:${id}`, payload: { ...told.payload, refundId: id } };
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
  const saved = await tx.orders.save(order);
  await tx.payments.add({
    ...money,
    orderId: order.id,
    registrationId: order.registrationId,
    learnedAt: context.clock.now(),
    outcome,
    why,
  });
  return saved;
}
