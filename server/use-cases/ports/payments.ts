import type { RefundState } from '../../../shared/domain/refund-standing';
/**
 * A payment order. `opening`: stored, the platform was not asked yet or its answer is unknown (the same number is used
 * again, promise 2). `open`: payable. `closing`: close asked for, not confirmed. `closed`, `paid`: ended.
 */
export type OrderState = 'opening' | 'open' | 'closing' | 'closed' | 'paid';

/** One attempt to collect fees; its number is kept for ever (promise 2). */
export interface Order {
  /** Our number, the platform's out_trade_no. */
  id: string;
  registrationId: string;
  accountId: string;
  seasonId: string;
  subjects: { code: string; feeFen: number }[];
  amountFen: number;
  /** What the payer reads in WeChat's own list; no name. */
  description: string;
  payerOpenid: string;
  state: OrderState;
  prepayId: string | null;
  prepayAt: number | null;
  expiresAt: number;
  transactionId: string | null;
  succeededAt: number | null;
  createdAt: number;
  version: number;
}

/** Payment orders. */
export interface OrderRepository {
  find(id: string): Promise<Order | null>;
  /** The order of a registration that is not ended, if any. */
  openOf(registrationId: string): Promise<Order | null>;
  listOf(registrationId: string): Promise<Order[]>;
  /** Oldest first, as `listOf`. */
  listOfAccount(accountId: string): Promise<Order[]>;
  /** False when the registration already has an order that is not ended (unique in storage). */
  insert(order: Order): Promise<boolean>;
  /** Conditional on `order.version`; stores version + 1. */
  save(order: Order): Promise<boolean>;
}

/** Money that arrived, once per platform transaction. */
export interface Payment {
  transactionId: string;
  orderId: string;
  registrationId: string;
  amountFen: number;
  succeededAt: number;
  learnedAt: number;
  outcome: 'honoured' | 'refunded';
  /** RefundCause of shared/domain/transition when refunded. */
  why: string | null;
}

/** Money that arrived, once per transaction of the platform. */
export interface PaymentRepository {
  find(transactionId: string): Promise<Payment | null>;
  findAll(transactionIds: readonly string[]): Promise<Payment[]>;
  listOf(registrationId: string): Promise<Payment[]>;
  /** Money that came between two instants, the second excluded, in the order of its transactions. */
  listPaidBetween(span: { from: number; until: number; afterId: string; limit: number }): Promise<Payment[]>;
  /**
   * Written no later than the commit, which fails when the transaction is there already: whoever saved its order before,
   * by version, is the only one who adds it.
   */
  add(payment: Payment): Promise<void>;
}

/** Money that goes back; the number stays the same for ever (promise 2). */
export interface Refund {
  /** Our number, the platform's out_refund_no. */
  id: string;
  transactionId: string;
  orderId: string;
  registrationId: string;
  amountFen: number;
  totalFen: number;
  cause: string;
  state: RefundState;
  createdAt: number;
  settledAt: number | null;
  version: number;
}

/** Refunds. `insert` answers false when the refund is there already, `save` when somebody was faster. */
export interface RefundRepository {
  find(id: string): Promise<Refund | null>;
  listOf(registrationId: string): Promise<Refund[]>;
  /** Those that wait for a person (`abnormal`, `closed`), oldest first. */
  listStuck(limit: number): Promise<Refund[]>;
  countStuck(): Promise<number>;
  /** By our order or refund number, or the platform's transaction, oldest first. */
  listByNumber(number: string): Promise<Refund[]>;
  insert(refund: Refund): Promise<boolean>;
  save(refund: Refund): Promise<boolean>;
}
