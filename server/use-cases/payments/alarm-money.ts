import type { Context } from '../context';
import { outboxRow } from '../outbox-rows';
import type { Repositories } from '../ports/storage';

/** What a person at the office has to look at, each by the name of its row in the outbox. */
export type MoneyAlarm =
  /** Matches no order of ours, or not what was ordered. */
  | 'payment.unmatched'
  /** Paid for what is paid already. */
  | 'payment.doubled'
  /** The platform returned it before we learnt that it had come. */
  | 'payment.returned'
  /** A refund that we did not ask for, or not of this sum. */
  | 'refund.unmatched'
  /** The day's bill does not tell what our books tell. */
  | 'bill.different';

interface AboutMoney {
  outTradeNo?: string | null;
  transactionId?: string | null;
  refundId?: string;
  inboxId?: string;
  amountFen: number | null;
}

/**
 * Stores an alarm with the change it belongs to; the same money raises the same alarm once, however often it is told and
 * by whichever way. Nothing is applied: a person settles it (reliability.md 5, pay notify).
 */
export function alarmMoney(
  tx: Repositories,
  context: Pick<Context, 'clock' | 'newId'>,
  topic: MoneyAlarm,
  about: AboutMoney,
): Promise<void> {
  return tx.outbox.add([
    outboxRow(context, { topic, key: `${topic}:${nameOf(about)}`, payload: { ...about } }),
  ]);
}

function nameOf({ inboxId, refundId, outTradeNo, transactionId }: AboutMoney): string {
  return inboxId ?? refundId ?? `${outTradeNo ?? 'none'}:${transactionId ?? 'none'}`;
}
