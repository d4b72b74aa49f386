import { EntitySchema } from 'typeorm';
import { bigint, int, varchar } from './columns';

/** Money that arrived, once per platform transaction. */
export type PaymentRow = {
  transaction_id: string;
  order_id: string;
  registration_id: string;
  amount_fen: number;
  succeeded_at: number;
  learned_at: number;
  outcome: string;
  why: string | null;
};

export const PaymentEntity = new EntitySchema<PaymentRow>({
  name: 'payments',
  columns: {
    transaction_id: varchar(64, { primary: true }),
    order_id: varchar(64),
    registration_id: varchar(64),
    amount_fen: int(),
    succeeded_at: bigint(),
    learned_at: bigint(),
    outcome: varchar(16),
    why: varchar(64, { nullable: true }),
  },
  indices: [
    { name: 'payments_registration_id_learned_at', columns: ['registration_id', 'learned_at'] },
    { name: 'payments_succeeded_at', columns: ['succeeded_at'] },
    { name: 'payments_order_id', columns: ['order_id'] },
  ],
});
