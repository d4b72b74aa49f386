import type { Context } from './context';
import { outboxRow } from './outbox-rows';
import type { PlatformRefundState } from './ports/pay';
import type { Refund } from './ports/payments';
import type { Repositories } from './ports/storage';
import type { PaymentContext } from './start-payment';

export type RefundStep = 'settled' | 'try_again' | 'needs_person';

/**
 * Moves one refund on, always under its one number (promise 2): asks the platform for it, or about it when it was asked
 * before. `needs_person`: the payer's account cannot take the money, or refunds are no call here.
 */
export async function refundPayment(context: PaymentContext, refundId: string): Promise<RefundStep> {
  const refund = await context.unitOfWork.read((tx) => tx.refunds.find(refundId));
  if (!refund || refund.state === 'succeeded') return 'settled';
  if (STUCK.includes(refund.state) || !context.provider.capabilities.refunds) return 'needs_person';
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
    return final ? noteRefund(context, { refundId, state: 'abnormal' }) : 'try_again';
  }
  return noteRefund(context, { refundId, state: asked.refund.state });
}

/** Stores what the platform says of a refund: by its answer, by query or by notification. */
export async function noteRefund(
  context: Context,
  { refundId, state }: { refundId: string; state: PlatformRefundState },
): Promise<RefundStep> {
  return context.unitOfWork.run(async (tx): Promise<RefundStep> => {
    const refund = await tx.refunds.find(refundId);
    if (!refund || refund.state === 'succeeded') return 'settled';
    const next = STATE_OF[state];
    if (next === refund.state) return stepOf(next);
    const settledAt = next === 'succeeded' ? context.clock.now() : null;
    if (!(await tx.refunds.save({ ...refund, state: next, settledAt }))) return 'try_again';
    await tell(tx, context, { ...refund, state: next });
    return stepOf(next);
  });
}

/** Not paid out, and never will be under the one number a refund keeps: a person has to settle it. */
const STUCK: readonly Refund['state'][] = ['abnormal', 'closed'];

const STATE_OF: Record<PlatformRefundState, Refund['state']> = {
  success: 'succeeded',
  processing: 'processing',
  abnormal: 'abnormal',
  closed: 'closed',
};

function stepOf(state: Refund['state']): RefundStep {
  if (state === 'succeeded') return 'settled';
  return STUCK.includes(state) ? 'needs_person' : 'try_again';
}

async function tell(tx: Repositories, context: Context, refund: Refund): Promise<void> {
  if (refund.state !== 'succeeded' && !STUCK.includes(refund.state)) return;
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
