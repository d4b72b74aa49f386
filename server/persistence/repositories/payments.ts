import type { Payment, PaymentRepository } from '../../use-cases/ports/payments';
import type { PaymentRow } from '../entities/payment';
import { insertInto, placeholders } from '../sql';
import type { RepositoryContext } from './context';

export function paymentRepository({ sql }: RepositoryContext): PaymentRepository {
  return {
    find: async (transactionId) => {
      const [row] = await sql.rows<PaymentRow>('SELECT * FROM payments WHERE transaction_id = ?', [
        transactionId,
      ]);
      return row ? toPayment(row) : null;
    },
    findAll: async (transactionIds) => {
      if (transactionIds.length === 0) return [];
      const rows = await sql.rows<PaymentRow>(
        `SELECT * FROM payments WHERE transaction_id IN (${placeholders(transactionIds.length)})`,
        transactionIds,
      );
      return rows.map(toPayment);
    },
    listPaidBetween: async ({ from, until, afterId, limit }) => {
      const rows = await sql.rows<PaymentRow>(
        `SELECT * FROM payments WHERE succeeded_at >= ? AND succeeded_at < ? AND transaction_id > ?
          ORDER BY transaction_id LIMIT ?`,
        [from, until, afterId, limit],
      );
      return rows.map(toPayment);
    },
    listOf: async (registrationId) => {
      const rows = await sql.rows<PaymentRow>(
        'SELECT * FROM payments WHERE registration_id = ? ORDER BY learned_at, transaction_id',
        [registrationId],
      );
      return rows.map(toPayment);
    },
    add: async (payment) => sql.later(insertInto('payments', [toRow(payment)])),
  };
}

function toRow(payment: Payment): PaymentRow {
  return {
    transaction_id: payment.transactionId,
    order_id: payment.orderId,
    registration_id: payment.registrationId,
    amount_fen: payment.amountFen,
    succeeded_at: payment.succeededAt,
    learned_at: payment.learnedAt,
    outcome: payment.outcome,
    why: payment.why,
  };
}

function toPayment(row: PaymentRow): Payment {
  return {
    transactionId: row.transaction_id,
    orderId: row.order_id,
    registrationId: row.registration_id,
    amountFen: row.amount_fen,
    succeededAt: row.succeeded_at,
    learnedAt: row.learned_at,
    outcome: row.outcome as Payment['outcome'],
    why: row.why,
  };
}
