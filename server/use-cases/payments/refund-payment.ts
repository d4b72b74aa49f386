import { alarmMoney } from './alarm-money';
import { refundStanding } from '../../../shared/domain/refund-standing';
import type { Context } from '../context';
import { outboxRow } from '../outbox-rows';
import type { PlatformRefundState } from '../ports/pay';
import type { Refund } from '../ports/payments';
import type { Repositories } from '../ports/storage';
import type { PaymentContext } from './start-payment';

export type RefundStep = 'settled' | 'try_again' | 'needs_person';

export type NotedRefund =
  | RefundStep
  /** No refund of ours has this number, or it is of another sum: nothing is changed. */
  | 'unmatched'
  /** Somebody changed the refund meanwhile. */
  | 'conflict';

/**
 * Moves one refund on, always under its one number (promise 2): asks the platform for it, or about it when it was asked
 * before. `needs_person`: the payer's account cannot take the money, or refunds are no call here.
 */
export async function refundPayment(context: PaymentContext, refundId: string): Promise<RefundStep> {
  const refund = await context.unitOfWork.read((tx) => tx.refunds.find(refundId));
  if (!refund || refund.state === 'succeeded') return 'settled';
  if (refundStanding(refund) === 'stuck' || !context.provider.capabilities.refunds) return 'needs_person';
  const asked =
    refund.state === 'processing'
      ? await context.provider.queryRefund(refund.id)
      : await context.provider.refund({
          outTradeNo: refund.orderId,
          outRefundNo: refund.id,
          refundFen: refund.amountFen,
          totalFen: refund.totalFen,
        });
  if (asked.outcome !== 'ok') {
    const final = asked.outcome === 'refused' && asked.class === 'PERMANENT';
    return final ? stepAfter(await noteRefund(context, { refundId, state: 'abnormal' })) : 'try_again';
  }
  const { state, refundFen } = asked.refund;
  return stepAfter(await noteRefund(context, { refundId, state, amountFen: refundFen }));
}

function stepAfter(noted: NotedRefund): RefundStep {
  if (noted === 'unmatched') return 'needs_person';
  return noted === 'conflict' ? 'try_again' : noted;
}

/**
 * Stores what the platform says of a refund: by its answer, by query or by notification. One that we did not ask for, for
 * example made by hand at the merchant's desk, leaves less money than the books say: kept and alarmed (promise 1).
 */
export async function noteRefund(
  context: Context,
  told: { refundId: string; state: PlatformRefundState; amountFen?: number },
): Promise<NotedRefund> {
  const { refundId, state, amountFen } = told;
  return context.unitOfWork.run(async (tx): Promise<NotedRefund> => {
    const refund = await tx.refunds.find(refundId);
    if (!refund || (amountFen ?? refund.amountFen) !== refund.amountFen) {
      await alarmMoney(tx, context, 'refund.unmatched', { refundId, amountFen: amountFen ?? null });
      return 'unmatched';
    }
    if (refund.state === 'succeeded') return 'settled';
    const next = STATE_OF[state];
    if (next === refund.state) return stepOf(next);
    if (next === 'succeeded') return (await settleRefund(tx, context, refund)) ? 'settled' : 'conflict';
    if (!(await tx.refunds.save({ ...refund, state: next, settledAt: null }))) return 'conflict';
    await tell(tx, context, { ...refund, state: next });
    if (refundStanding(refund) === 'stuck' && stepOf(next) === 'try_again')
      await tx.outbox.add([resumed(context, refund)]);
    return stepOf(next);
  });
}

/** Its job was given up when it got stuck: one that is on its way again gets a new one (promise 1). */
function resumed(context: Context, { id, version }: Refund): ReturnType<typeof outboxRow> {
  const payload = { refundId: id };
  return outboxRow(context, { topic: 'refund.due', key: `refund.due:${id}:${version}`, payload });
}

/** The money is back: kept, and the candidate told. False when somebody changed the refund meanwhile. */
export async function settleRefund(tx: Repositories, context: Context, refund: Refund): Promise<boolean> {
  const settled: Refund = { ...refund, state: 'succeeded', settledAt: context.clock.now() };
  if (!(await tx.refunds.save(settled))) return false;
  await tell(tx, context, settled);
  return true;
}

const STATE_OF: Record<PlatformRefundState, Refund['state']> = {
  success: 'succeeded',
  processing: 'processing',
  abnormal: 'abnormal',
  closed: 'closed',
};

const STEPS = { done: 'settled', under_way: 'try_again', stuck: 'needs_person' } as const;

function stepOf(state: Refund['state']): RefundStep {
  return STEPS[refundStanding({ state })];
}

async function tell(tx: Repositories, context: Context, refund: Refund): Promise<void> {
  if (refundStanding(refund) === 'under_way') return;
  const registration = await tx.registrations.find(refund.registrationId);
  if (!registration) return;
  const about = refund.state === 'succeeded' ? 'payment.refunded' : 'payment.refund_stuck';
  const payload = {
    about,
    registrationId: registration.id,
    accountId: registration.accountId,
    refundId: refund.id,
  };
  await tx.outbox.add([
    outboxRow(context, { topic: 'candidate.told', key: `${about}:${refund.id}`, payload }),
  ]);
}
