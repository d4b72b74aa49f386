import { MOST_COUNTED } from '../../use-cases/ports/counting';
import type { Refund, RefundRepository } from '../../use-cases/ports/payments';
import type { RefundRow } from '../entities/refund';
import { countUpTo, insertInto, updateOf, type SqlValue } from '../sql';
import type { RepositoryContext } from './context';

const STUCK = "state IN ('abnormal', 'closed')";

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
    listStuck: async (limit) => {
      const text = `SELECT * FROM refunds WHERE ${STUCK} ORDER BY created_at, id LIMIT ?`;
      return (await sql.rows<RefundRow>(text, [limit])).map(toRefund);
    },
    countStuck: async () => {
      const { text, values } = countUpTo(`refunds WHERE ${STUCK}`, [], MOST_COUNTED);
      const [row] = await sql.rows<{ count: number | string }>(text, values);
      return Number(row?.count ?? 0);
    },
    listByNumber: async (number) => {
      // Each by its own index. Our refund numbers are made from order numbers, and no two kinds meet.
      const [byId, byTransaction, order] = await Promise.all([
        select('id = ?', number),
        select('transaction_id = ?', number),
        sql.rows<{ registration_id: string }>('SELECT registration_id FROM orders WHERE id = ?', [number]),
      ]);
      const ofOrder = order[0] ? await select('registration_id = ?', order[0].registration_id) : [];
      return [...byId, ...byTransaction, ...ofOrder.filter(({ orderId }) => orderId === number)];
    },
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
