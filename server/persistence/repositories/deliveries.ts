import type { Delivery, DeliveryRepository } from '../../use-cases/ports/messaging';
import type { DeliveryRow } from '../entities/delivery';
import { insertInto, statement } from '../sql';
import type { RepositoryContext } from './context';

export function deliveryRepository({ sql }: RepositoryContext): DeliveryRepository {
  return {
    add: async (delivery) => {
      sql.later(insertInto('deliveries', [toRow(delivery)]));
    },
    listOf: async (outboxId) => {
      const rows = await sql.rows<DeliveryRow>(
        'SELECT * FROM deliveries WHERE outbox_id = ? ORDER BY at, id',
        [outboxId],
      );
      return rows.map(toDelivery);
    },
    findByDetail: async (detail) => {
      const [row] = await sql.rows<DeliveryRow>('SELECT * FROM deliveries WHERE detail = ? LIMIT 1', [
        detail,
      ]);
      return row ? toDelivery(row) : null;
    },
    markByDetail: async (detail, outcome, at) => {
      const text = "UPDATE deliveries SET outcome = ?, at = ? WHERE detail = ? AND outcome <> 'failed'";
      await sql.change(statement(text, [outcome, at, detail]));
    },
  };
}

function toRow(delivery: Delivery): DeliveryRow {
  return {
    id: delivery.id,
    outbox_id: delivery.outboxId,
    account_id: delivery.accountId,
    channel: delivery.channel,
    topic: delivery.topic,
    outcome: delivery.outcome,
    detail: delivery.detail,
    at: delivery.at,
  };
}

function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    outboxId: row.outbox_id,
    accountId: row.account_id,
    channel: row.channel as Delivery['channel'],
    topic: row.topic,
    outcome: row.outcome as Delivery['outcome'],
    detail: row.detail,
    at: row.at,
  };
}
