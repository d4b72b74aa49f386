import { EntitySchema } from 'typeorm';
import { bigint, varchar } from './columns';

/** One change of hands of a conversation of the support desk, or its rating. */
export type HandoffEventRow = {
  id: string;
  account_id: string;
  handoff_id: string;
  what: string;
  from_staff_id: string | null;
  to_staff_id: string | null;
  reason: string | null;
  at: number;
};

export const HandoffEventEntity = new EntitySchema<HandoffEventRow>({
  name: 'handoff_events',
  columns: {
    id: varchar(64, { primary: true }),
    account_id: varchar(64),
    handoff_id: varchar(64),
    what: varchar(16),
    from_staff_id: varchar(64, { nullable: true }),
    to_staff_id: varchar(64, { nullable: true }),
    reason: varchar(32, { nullable: true }),
    at: bigint(),
  },
  indices: [{ name: 'handoff_events_account_id_at', columns: ['account_id', 'at'] }],
});
