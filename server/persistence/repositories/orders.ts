import type { Order, OrderRepository } from '../../use-cases/ports/payments';
import type { FieldCipher } from '../../use-cases/ports/secrets';
import type { OrderRow } from '../entities/order';
import { insertInto, updateOf, type SqlValue } from '../sql';
import type { RepositoryContext } from './context';

export function orderRepository({ sql, cipher }: RepositoryContext): OrderRepository {
  const select = async (condition: string, values: SqlValue[]): Promise<Order[]> => {
    const rows = await sql.rows<OrderRow>(`SELECT * FROM orders WHERE ${condition}`, values);
    return rows.map((row) => toOrder(row, cipher));
  };
  return {
    find: async (id) => (await select('id = ?', [id]))[0] ?? null,
    openOf: async (registrationId) => (await select('open_key = ?', [registrationId]))[0] ?? null,
    listOf: (registrationId) => select('registration_id = ? ORDER BY created_at, id', [registrationId]),
    listOfAccount: (accountId) => select('account_id = ? ORDER BY created_at, id', [accountId]),
    insert: (order) => sql.insertNew(insertInto('orders', [toRow(order, cipher)]), 'open_key'),
    save: async (order) => {
      const { id, version } = order;
      const changing = { ...changingColumns(order), version: version + 1 };
      return (await sql.change(updateOf('orders', changing, { id, version }))) === 1;
    },
  };
}

/** What was asked of the platform never changes under one number (promise 2); this does. */
function changingColumns(order: Order) {
  const ended = order.state === 'closed' || order.state === 'paid';
  return {
    state: order.state,
    open_key: ended ? null : order.registrationId,
    prepay_id: order.prepayId,
    prepay_at: order.prepayAt,
    transaction_id: order.transactionId,
    succeeded_at: order.succeededAt,
  };
}

function toRow(order: Order, cipher: FieldCipher): OrderRow {
  return {
    id: order.id,
    registration_id: order.registrationId,
    account_id: order.accountId,
    season_id: order.seasonId,
    subjects: JSON.stringify(order.subjects),
    amount_fen: order.amountFen,
    description: order.description,
    payer_openid: cipher.seal(order.payerOpenid, `orders.payer_openid:${order.id}`),
    ...changingColumns(order),
    expires_at: order.expiresAt,
    created_at: order.createdAt,
    version: order.version,
  };
}

function toOrder(row: OrderRow, cipher: FieldCipher): Order {
  return {
    id: row.id,
    registrationId: row.registration_id,
    accountId: row.account_id,
    seasonId: row.season_id,
    subjects: JSON.parse(row.subjects) as Order['subjects'],
    amountFen: row.amount_fen,
    description: row.description,
    payerOpenid: cipher.open(row.payer_openid, `orders.payer_openid:${row.id}`),
    state: row.state as Order['state'],
    prepayId: row.prepay_id,
    prepayAt: row.prepay_at,
    expiresAt: row.expires_at,
    transactionId: row.transaction_id,
    succeededAt: row.succeeded_at,
    createdAt: row.created_at,
    version: row.version,
  };
}
