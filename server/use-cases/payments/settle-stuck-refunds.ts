import { refundStanding } from '../../../shared/domain/refund-standing';
import type { Context } from '../context';
import type { Refund } from '../ports/payments';
import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { noteRefund, settleRefund } from './refund-payment';
import { auditAccess } from '../audit/staff-audit';
import type { PaymentContext } from './start-payment';

/** How money went back that the platform could not pay out; kept with the act. */
export const HAND_WAYS = ['merchant_desk', 'bank_transfer', 'cash'] as const;
export type HandWay = (typeof HAND_WAYS)[number];

/** Refunds that wait for a person, oldest first, and how many there are (promise 6). */
export function listStuckRefunds(
  context: Context,
  { limit }: { limit: number },
): Promise<{ refunds: Refund[]; total: number }> {
  return context.unitOfWork.read(async (tx) => {
    const [refunds, total] = await Promise.all([tx.refunds.listStuck(limit), tx.refunds.countStuck()]);
    return { refunds, total };
  });
}

/** Refunds by our order or refund number, or by WeChat's payment number; no data of candidates (PR8). */
export function findRefunds(context: Context, number: string): Promise<Refund[]> {
  return context.unitOfWork.read((tx) => tx.refunds.listByNumber(number));
}

export type RefundActed =
  | { ok: true; state: Refund['state'] }
  /** `not_stuck`: it is settled, or still being tried by itself. */
  | { ok: false; code: 'absent' | 'not_stuck' | 'no_answer' | 'changed' };

/**
 * Asks the platform about a stuck refund once more, under its one number (promise 2): at the merchant's desk it may have been
 * paid out since. Grants nothing: what is not owed has no refund.
 */
export async function askAboutRefund(
  context: PaymentContext,
  { member, refundId }: { member: StaffMember; refundId: string },
): Promise<RefundActed> {
  const refund = await context.unitOfWork.read((tx) => tx.refunds.find(refundId));
  if (!refund) return { ok: false, code: 'absent' };
  if (refundStanding(refund) !== 'stuck') return { ok: false, code: 'not_stuck' };
  await context.unitOfWork.run((tx) =>
    auditRefund(tx, context, { member, refund, action: 'refund.asked_again', why: null }),
  );
  const asked = await context.provider.queryRefund(refundId);
  if (asked.outcome !== 'ok') return { ok: false, code: 'no_answer' };
  const { state, refundFen: amountFen } = asked.refund;
  const noted = await noteRefund(context, { refundId, state, amountFen });
  if (noted === 'conflict' || noted === 'unmatched') return { ok: false, code: 'changed' };
  const after = await context.unitOfWork.read((tx) => tx.refunds.find(refundId));
  return { ok: true, state: after?.state ?? refund.state };
}

/** Notes that the money of a stuck refund went back by hand; the candidate is told, as of any refund (promises 1 and 5). */
export function settleByHand(
  context: Context,
  { member, refundId, way }: { member: StaffMember; refundId: string; way: HandWay },
): Promise<RefundActed> {
  return context.unitOfWork.run(async (tx): Promise<RefundActed> => {
    const refund = await tx.refunds.find(refundId);
    if (!refund) return { ok: false, code: 'absent' };
    if (refundStanding(refund) !== 'stuck') return { ok: false, code: 'not_stuck' };
    if (!(await settleRefund(tx, context, refund))) return { ok: false, code: 'changed' };
    await auditRefund(tx, context, { member, refund, action: 'refund.settled_by_hand', why: way });
    return { ok: true, state: 'succeeded' };
  });
}

function auditRefund(
  tx: Repositories,
  context: Context,
  act: { member: StaffMember; refund: Refund; action: string; why: string | null },
): Promise<void> {
  const { member, refund, action, why } = act;
  const reason = why === null ? refund.id : `${refund.id}: ${why}`;
  const { registrationId } = refund;
  return auditAccess(tx, context, { member, action, role: 'administrator', registrationId, reason });
}
