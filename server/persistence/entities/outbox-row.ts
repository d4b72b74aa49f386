import { EntitySchema } from 'typeorm';
import { bigint, int, text, varchar } from './columns';

/**
 * A job or message. `open_due_at` is when it may be claimed next: moved to the end of the lease by a claim,
 * null once the row is done or parked, so that its index holds open rows alone.
 */
export type OutboxRow = {
  id: string;
  topic: string;
  dedup_key: string;
  payload: string;
  secret: string | null;
  group_key: string | null;
  /** Among the open rows of its group only the one with the least place is claimed; null waits for nobody. */
  place: number | null;
  due_at: number;
  open_due_at: number | null;
  claim_token: string | null;
  claimed_by: string | null;
  attempts: number;
  last_error: string | null;
  created_at: number;
  done_at: number | null;
  parked_at: number | null;
};

export const OutboxEntity = new EntitySchema<OutboxRow>({
  name: 'outbox',
  columns: {
    id: varchar(64, { primary: true }),
    topic: varchar(64),
    dedup_key: varchar(191),
    payload: text(),
    secret: text({ nullable: true }),
    group_key: varchar(128, { nullable: true }),
    place: int({ nullable: true }),
    due_at: bigint(),
    open_due_at: bigint({ nullable: true }),
    claim_token: varchar(64, { nullable: true }),
    claimed_by: varchar(64, { nullable: true }),
    attempts: int(),
    last_error: varchar(255, { nullable: true }),
    created_at: bigint(),
    done_at: bigint({ nullable: true }),
    parked_at: bigint({ nullable: true }),
  },
  indices: [
    { name: 'outbox_dedup_key', columns: ['dedup_key'], unique: true },
    { name: 'outbox_open_due_at', columns: ['open_due_at'] },
    { name: 'outbox_topic_open_due_at', columns: ['topic', 'open_due_at'] },
    { name: 'outbox_group_key', columns: ['group_key'] },
    { name: 'outbox_parked_at', columns: ['parked_at'] },
  ],
});
