import { EntitySchema } from 'typeorm';
import { bigint, int, varchar } from './columns';

/** Money that goes back, under one number for ever (promise 2). */
export type RefundRow = {
  id: string;
  transaction_id: string;
  order_id: string;
  registration_id: string;
  amount_fen: number;
  total_fen: number;
  cause: string;
  state: string;
  created_at: number;
  settled_at: number | null;
  version: number;
};

export const RefundEntity = new EntitySchema<RefundRow>({
  name: 'refunds',
  columns: {
    id: varchar(64, { primary: true }),
    transaction_id: varchar(64),
    order_id: varchar(64),
    registration_id: varchar(64),
    amount_fen: int(),
    total_fen: int(),
    cause: varchar(64),
    state: varchar(16),
    created_at: bigint(),
    settled_at: bigint({ nullable: true }),
    version: int(),
  },
  indices: [
    { name: 'refunds_transaction_id', columns: ['transaction_id'] },
    { name: 'refunds_state_created_at', columns: ['state', 'created_at'] },
    { name: 'refunds_registration_id_created_at', columns: ['registration_id', 'created_at'] },
  ],
});
