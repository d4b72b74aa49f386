import type { RowDataPacket } from 'mysql2/promise';
import type { CrowdStage } from './crowd-stage';

interface MoneyRow {
  id: string;
  state: string;
  received: string | number;
  refunded: string | number;
  fees: string | number;
  open_orders: number;
}

/** Money of each registration: received less refunded is the fee of what is paid; one payable order at most (1, 2). */
export async function countMoney({ database, platform }: CrowdStage): Promise<string[]> {
  const [rows] = await database.query<RowDataPacket[]>(
    `SELECT r.id, r.state,
      (SELECT COALESCE(SUM(amount_fen), 0) FROM payments p WHERE p.registration_id = r.id) AS received,
      (SELECT COALESCE(SUM(amount_fen), 0) FROM refunds f WHERE f.registration_id = r.id) AS refunded,
      (SELECT COALESCE(SUM(fee_fen), 0) FROM registration_subjects s WHERE s.registration_id = r.id AND s.state = 'paid') AS fees,
      (SELECT COUNT(*) FROM orders o WHERE o.registration_id = r.id AND o.open_key IS NOT NULL) AS open_orders
      FROM registrations r`,
  );
  const [orders] = await database.query<RowDataPacket[]>('SELECT id, registration_id, state FROM orders');
  const held = [...platform.pay.orders.values()];
  const ours = new Map(
    (orders as { id: string; registration_id: string; state: string }[]).map((order) => [order.id, order]),
  );
  const registrations = rows as MoneyRow[];
  const collected = held
    .filter(({ state }) => state === 'SUCCESS')
    .reduce((sum, { totalFen }) => sum + totalFen, 0);
  const kept = registrations.reduce((sum, { fees }) => sum + Number(fees), 0);
  return [
    ...registrations.flatMap(({ id, received, refunded, fees, open_orders }) => [
      ...(Number(received) - Number(refunded) === Number(fees)
        ? []
        : [`${id}: ${received} − ${refunded} is not ${fees} fen`]),
      ...(Number(open_orders) === 0 ? [] : [`${id} has ${open_orders} open orders`]),
    ]),
    ...(collected === kept ? [] : [`the platform holds ${collected} fen, fees of what is paid are ${kept}`]),
    ...held.flatMap(({ outTradeNo, state }) => {
      const own = ours.get(outTradeNo);
      if (!own) return [`the platform has an order that is not ours`];
      return state === 'NOTPAY' || (state === 'SUCCESS') !== (own.state === 'paid')
        ? [`order ${own.state} is ${state}`]
        : [];
    }),
  ];
}
