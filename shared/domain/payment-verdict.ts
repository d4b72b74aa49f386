import { movesOf, type State } from './lifecycle';
import type { ChosenSubject } from './registration';

/** Where money of an order belongs (domain.md 2, row "payment confirmed", race rule 3). */
export type PaymentVerdict =
  { outcome: 'honour' } | { outcome: 'repeat' } | { outcome: 'refund'; why: RefundCause };
/** Why money that arrived goes back. */
export type RefundCause =
  | 'late'
  | 'deleted'
  | 'subject_already_paid'
  | 'not_payable_state'
  | 'newer_registration'
  | 'order_superseded'
  | 'returned_outside'
  | 'amount_differs';

/** What is known about money that arrived and the registration it is for. */
export interface PaymentFacts {
  state: State;
  subjects: readonly ChosenSubject[];
  /** Subjects the money is for, each with the fee that was charged for it. */
  charged: readonly { code: string; feeFen: number }[];
  /** Success time told by the platform, never the time of learning (race rule 3). */
  succeededAt: number;
  paymentDueAt: number;
  /** This very payment was applied before. */
  alreadyApplied: boolean;
  /** The person has a newer live registration in the season. */
  newerRegistration: boolean;
  /** The platform returns it already, in part or whole, and not because we asked. */
  returnedOutside: boolean;
  /** It has the sum and the currency of its order. */
  matchesOrder: boolean;
}

/** Honoured when it is on time, for exactly the fees of subjects still unpaid, in a state that can be paid; else returned. */
export function judgePayment(facts: PaymentFacts): PaymentVerdict {
  if (facts.alreadyApplied) return { outcome: 'repeat' };
  // Nobody keeps what went back: it must not make anybody paid (promise 1).
  if (facts.returnedOutside) return { outcome: 'refund', why: 'returned_outside' };
  if (!facts.matchesOrder) return { outcome: 'refund', why: 'amount_differs' };
  if (facts.state === 'deleted') return { outcome: 'refund', why: 'deleted' };
  if (facts.succeededAt >= facts.paymentDueAt) return { outcome: 'refund', why: 'late' };
  if (facts.state === 'expired' && facts.newerRegistration) {
    return { outcome: 'refund', why: 'newer_registration' };
  }
  const wanted = facts.charged.map(({ code }) => facts.subjects.find((subject) => subject.code === code));
  if (wanted.some((subject) => subject?.state === 'paid')) {
    return { outcome: 'refund', why: 'subject_already_paid' };
  }
  // Money has to be exactly the fee (promise 1): an old order whose subject or fee has changed since goes back.
  const fits = facts.charged.every(({ feeFen }, index) => wanted[index]?.feeFen === feeFen);
  if (!fits || wanted.length === 0) return { outcome: 'refund', why: 'order_superseded' };
  if (movesOf('apply_payment', facts.state).length === 0) {
    return { outcome: 'refund', why: 'not_payable_state' };
  }
  return { outcome: 'honour' };
}
