import { EntitySchema } from 'typeorm';
import { bigint, varchar } from './columns';

/** What became of one message on one channel. */
export type DeliveryRow = {
  id: string;
  outbox_id: string;
  account_id: string | null;
  channel: string;
  topic: string;
  outcome: string;
  detail: string | null;
  at: number;
};

export const DeliveryEntity = new EntitySchema<DeliveryRow>({
  name: 'deliveries',
  columns: {
    id: varchar(64, { primary: true }),
    outbox_id: varchar(64),
    account_id: varchar(64, { nullable: true }),
    channel: varchar(16),
    topic: varchar(64),
    outcome: varchar(16),
    detail: varchar(191, { nullable: true }),
    at: bigint(),
  },
  indices: [
    { name: 'deliveries_outbox_id', columns: ['outbox_id'] },
    { name: 'deliveries_detail', columns: ['detail'] },
  ],
});
