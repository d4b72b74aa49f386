import { EntitySchema } from 'typeorm';
import { bigint, int, text, varchar } from './columns';

/** A payment order. `open_key` is the registration while the order has not ended: one at a time (promise 2). */
export type OrderRow = {
  id: string;
  registration_id: string;
  account_id: string;
  season_id: string;
  subjects: string;
  amount_fen: number;
  description: string;
  payer_openid: string;
  state: string;
  open_key: string | null;
  prepay_id: string | null;
  prepay_at: number | null;
  expires_at: number;
  transaction_id: string | null;
  succeeded_at: number | null;
  created_at: number;
  version: number;
};

export const OrderEntity = new EntitySchema<OrderRow>({
  name: 'orders',
  columns: {
    id: varchar(64, { primary: true }),
    registration_id: varchar(64),
    account_id: varchar(64),
    season_id: varchar(32),
    subjects: text(),
    amount_fen: int(),
    description: varchar(255),
    payer_openid: text(),
    state: varchar(16),
    open_key: varchar(64, { nullable: true }),
    prepay_id: varchar(128, { nullable: true }),
    prepay_at: bigint({ nullable: true }),
    expires_at: bigint(),
    transaction_id: varchar(64, { nullable: true }),
    succeeded_at: bigint({ nullable: true }),
    created_at: bigint(),
    version: int(),
  },
  indices: [
    { name: 'orders_open_key', columns: ['open_key'], unique: true },
    { name: 'orders_transaction_id', columns: ['transaction_id'], unique: true },
    { name: 'orders_registration_id_created_at', columns: ['registration_id', 'created_at'] },
    { name: 'orders_account_id_created_at', columns: ['account_id', 'created_at'] },
  ],
});
