import { refundNumberOf } from '../../../shared/domain/ids';
import type { RefundCause } from '../../../shared/domain/payment-verdict';
import type { Actor, Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { alarmMoney, type MoneyAlarm } from './alarm-money';
import { changeRegistration } from '../registrations/change-registration';
import type { Context } from '../context';
import { candidateTold } from '../registrations/effect-messages';
import { freeRegistration, orderClosing } from './end-order';
import { outboxRow, type OutboxDraft } from '../outbox-rows';
import type { Order } from '../ports/payments';
import { undone, type Repositories, type Undone } from '../ports/storage';

/** Money that the platform says has arrived. */
export interface Money {
  transactionId: string;
  amountFen: number;
  succeededAt: number;
}

/** `document_taken`: the person has another live registration by now, so that this one cannot come back. */
type Honoured = 'honoured' | 'document_taken' | 'conflict';
type Returned = 'refunded' | 'conflict';

const PLATFORM: Actor = { role: 'platform', id: 'wechatpay', channel: 'callback' };

interface Target {
  registration: Registration;
  season: Season;
  /** As it stands with this money. */
  order: Order;
  money: Money;
}

/** Takes the money: the subjects of its order are paid. */
export async function honourPayment(
  tx: Repositories,
  context: Context,
  { registration, season, order, money }: Target,
): Promise<Honoured | Undone<Honoured>> {
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
    return undone<Honoured>(changed.why === 'duplicate_document' ? 'document_taken' : 'conflict');
  }
  const rows = [];
  if (deleteFailed) rows.push(outboxRow(context, candidateTold(changed.registration, 'delete.failed_paid')));
  if (registration.openOrderId !== null && otherOrder) {
    rows.push(outboxRow(context, orderClosing(registration.openOrderId, 'superseded')));
  }
  if (rows.length > 0) await tx.outbox.add(rows);
  return 'honoured';
}

/** Gives the money back, or writes down that it went back already. */
export async function returnPayment(
  tx: Repositories,
  context: Context,
  { registration, order, money }: Target,
  why: RefundCause,
): Promise<Returned | Undone<Returned>> {
  const [kept, refunds] = await Promise.all([
    keepMoney(tx, context, { order, money, outcome: 'refunded', why }),
    tx.refunds.listOf(registration.id),
  ]);
  if (!kept) return undone<Returned>('conflict');
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
  if (!inserted) return undone<Returned>('conflict');
  const told = refundTold(registration, { id, outside });
  const due = { topic: 'refund.due', key: `refund.due:${id}`, payload: { refundId: id } };
  await tx.outbox.add((outside ? [told] : [due, told]).map((draft) => outboxRow(context, draft)));
  const alarm = ALARMS[why];
  if (alarm) {
    const { transactionId, amountFen } = money;
    await alarmMoney(tx, context, alarm, { outTradeNo: order.id, transactionId, amountFen });
  }
  const freed = await freeRegistration(tx, context, { order, actor: PLATFORM });
  return freed ? 'refunded' : undone<Returned>('conflict');
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
