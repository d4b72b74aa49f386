import { alarmMoney } from './alarm-money';
import { applyPlatformOrder } from './apply-payment';
import type { PaymentOrder } from '../ports/pay';
import { noteRefund } from './refund-payment';
import type { PaymentContext } from './start-payment';

export type NoticeContext = PaymentContext & { merchant: { mchId: string; appId: string } };

export type AppliedNotice =
  | 'applied'
  | 'unmatched'
  | 'nothing'
  /** Somebody changed the row meanwhile: the stored notice is worked on again. */
  | 'conflict';

/**
 * Works on a stored payment notice: the same routine as for a query applies it (promise 3). One of another merchant or app
 * is kept and alarmed, never applied.
 */
export async function applyPaymentNotice(context: NoticeContext, inboxId: string): Promise<AppliedNotice> {
  const content = await contentOf(context, inboxId);
  if (content === null) return 'nothing';
  const paid = context.provider.readPaymentNotice(content);
  if (paid === null) return unreadable(context, inboxId);
  const { mchId, appId } = context.merchant;
  const ours = paid.mchId === mchId && paid.appId === appId;
  const applied = ours ? await applyPlatformOrder(context, paid) : await foreign(context, paid);
  await finish(context, inboxId);
  return applied === 'unmatched' ? 'unmatched' : 'applied';
}

/** The same for a refund notice; the refund's own number finds it. */
export async function applyRefundNotice(context: NoticeContext, inboxId: string): Promise<AppliedNotice> {
  const content = await contentOf(context, inboxId);
  if (content === null) return 'nothing';
  const refund = context.provider.readRefundNotice(content);
  if (refund === null) return unreadable(context, inboxId);
  const { outRefundNo: refundId, state, refundFen: amountFen } = refund;
  const noted = await noteRefund(context, { refundId, state, amountFen });
  if (noted === 'conflict') return 'conflict';
  await finish(context, inboxId);
  return noted === 'unmatched' ? 'unmatched' : 'applied';
}

async function contentOf(context: NoticeContext, inboxId: string): Promise<string | null> {
  const stored = await context.unitOfWork.read((tx) => tx.inbox.find(inboxId));
  return stored?.content ? stored.content : null;
}

/** Signed by the platform and still not to be read: its content is kept for a person to look at. */
async function unreadable(context: NoticeContext, inboxId: string): Promise<'unmatched'> {
  const about = { outTradeNo: null, transactionId: null, amountFen: null, inboxId };
  await context.unitOfWork.run((tx) => alarmMoney(tx, context, 'payment.unmatched', about));
  return 'unmatched';
}

async function foreign(context: NoticeContext, paid: PaymentOrder): Promise<'unmatched'> {
  const { outTradeNo, transactionId, amountFen } = paid;
  const about = { outTradeNo, transactionId, amountFen };
  await context.unitOfWork.run((tx) => alarmMoney(tx, context, 'payment.unmatched', about));
  return 'unmatched';
}

async function finish(context: NoticeContext, inboxId: string): Promise<void> {
  await context.unitOfWork.run((tx) => tx.inbox.finish(inboxId, context.clock.now()));
}
