import { EntitySchema } from 'typeorm';
import { bigint, int, serial, text, varchar } from './columns';

/** One change of a registration, without personal values. */
export type HistoryEntryRow = {
  seq: number;
  id: string;
  registration_id: string;
  event: string;
  from_state: string | null;
  to_state: string;
  revision: number;
  actor_role: string;
  actor_id: string;
  actor_channel: string;
  reason: string | null;
  at: number;
  on_behalf_of: string | null;
};

export const HistoryEntryEntity = new EntitySchema<HistoryEntryRow>({
  name: 'registration_history',
  columns: {
    seq: serial(),
    id: varchar(64),
    registration_id: varchar(64),
    event: varchar(64),
    from_state: varchar(16, { nullable: true }),
    to_state: varchar(16),
    revision: int(),
    actor_role: varchar(16),
    actor_id: varchar(64),
    actor_channel: varchar(16),
    reason: text({ nullable: true }),
    at: bigint(),
    on_behalf_of: varchar(255, { nullable: true }),
  },
  indices: [
    { name: 'registration_history_id', columns: ['id'], unique: true },
    { name: 'registration_history_registration_id_at', columns: ['registration_id', 'at'] },
  ],
});
