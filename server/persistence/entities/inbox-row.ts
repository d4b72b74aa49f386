import { EntitySchema } from 'typeorm';
import { bigint, serial, text, varchar } from './columns';

/**
 * A verified callback, once per kind and digest; `content` and `lane` are sealed and blanked after processing.
 * `open_lane_key` is the keyed hash of the lane until then, so that its index holds open rows alone.
 */
export type InboxRow = {
  seq: number;
  id: string;
  kind: string;
  digest: string;
  content: string;
  lane: string | null;
  open_lane_key: string | null;
  received_at: number;
  processed_at: number | null;
};

export const InboxEntity = new EntitySchema<InboxRow>({
  name: 'inbox',
  columns: {
    seq: serial(),
    id: varchar(64),
    kind: varchar(64),
    digest: varchar(64),
    content: text(),
    lane: text({ nullable: true }),
    open_lane_key: varchar(64, { nullable: true }),
    received_at: bigint(),
    processed_at: bigint({ nullable: true }),
  },
  indices: [
    { name: 'inbox_id', columns: ['id'], unique: true },
    { name: 'inbox_kind_digest', columns: ['kind', 'digest'], unique: true },
    { name: 'inbox_open_lane_key_seq', columns: ['open_lane_key', 'seq'] },
    { name: 'inbox_processed_at_received_at', columns: ['processed_at', 'received_at'] },
  ],
});
