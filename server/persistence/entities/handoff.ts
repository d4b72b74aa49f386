import { EntitySchema } from 'typeorm';
import { bigint, int, text, varchar } from './columns';

/** A conversation handed to a person. `open_key` is the account until the handoff is closed. */
export type HandoffRow = {
  id: string;
  account_id: string;
  external_user_id: string | null;
  reason: string;
  state: string;
  servicer_userid: string | null;
  opened_at: number;
  answer_by: number;
  closed_at: number | null;
  open_key: string | null;
  version: number;
};

export const HandoffEntity = new EntitySchema<HandoffRow>({
  name: 'handoffs',
  columns: {
    id: varchar(64, { primary: true }),
    account_id: varchar(64),
    external_user_id: text({ nullable: true }),
    reason: varchar(32),
    state: varchar(16),
    servicer_userid: varchar(64, { nullable: true }),
    opened_at: bigint(),
    answer_by: bigint(),
    closed_at: bigint({ nullable: true }),
    open_key: varchar(64, { nullable: true }),
    version: int(),
  },
  indices: [
    { name: 'handoffs_open_key', columns: ['open_key'], unique: true },
    { name: 'handoffs_state_answer_by', columns: ['state', 'answer_by'] },
  ],
});
