import type { Refund, RefundRepository } from '../../use-cases/ports/payments';
import type { RefundRow } from '../entities/refund';
import { insertInto, updateOf, type SqlValue } from '../sql';
import type { RepositoryContext } from './context';

export function refundRepository({ sql }: RepositoryContext): RefundRepository {
  const select = async (condition: string, value: SqlValue): Promise<Refund[]> => {
    const rows = await sql.rows<RefundRow>(
      `SELECT * FROM refunds WHERE ${condition} ORDER BY created_at, id`,
      [value],
    );
    return rows.map(toRefund);
  };
  return {
    find: async (id) => (await select('id = ?', id))[0] ?? null,
    listOf: (registrationId) => select('registration_id = ?', registrationId),
    insert: (refund) => sql.insertNew(insertInto('refunds', [toRow(refund)])),
    save: async (refund) => {
      const { id, version } = refund;
      const { id: _, ...row } = toRow({ ...refund, version: version + 1 });
      return (await sql.change(updateOf('refunds', row, { id, version }))) === 1;
    },
  };
}

function toRow(refund: Refund): RefundRow {
  return {
    id: refund.id,
    transaction_id: refund.transactionId,
    order_id: refund.orderId,
    registration_id: refund.registrationId,
    amount_fen: refund.amountFen,
    total_fen: refund.totalFen,
    cause: refund.cause,
    state: refund.state,
    created_at: refund.createdAt,
    settled_at: refund.settledAt,
    version: refund.version,
  };
}

function toRefund(row: RefundRow): Refund {
  return {
    id: row.id,
    transactionId: row.transaction_id,
    orderId: row.order_id,
    registrationId: row.registration_id,
    amountFen: row.amount_fen,
    totalFen: row.total_fen,
    cause: row.cause,
    state: row.state as Refund['state'],
    createdAt: row.created_at,
    settledAt: row.settled_at,
    version: row.version,
  };
}
