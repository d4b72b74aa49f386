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
  owner_staff_id: string | null;
  served_from: number | null;
  taken_at: number | null;
  owner_active_at: number | null;
  waiting_since: number | null;
  harm: string | null;
  harm_rank: number | null;
  deadline_at: number | null;
  /** Nearer of promise and deadline. */
  urgent_at: number | null;
  outcome: string | null;
  rating_asked_at: number | null;
  rating: number | null;
  answers_then: string | null;
  promises_broken: number | null;
  pool_code: string | null;
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
    owner_staff_id: varchar(64, { nullable: true }),
    served_from: bigint({ nullable: true }),
    taken_at: bigint({ nullable: true }),
    owner_active_at: bigint({ nullable: true }),
    waiting_since: bigint({ nullable: true }),
    harm: varchar(16, { nullable: true }),
    harm_rank: int({ nullable: true }),
    deadline_at: bigint({ nullable: true }),
    urgent_at: bigint({ nullable: true }),
    outcome: varchar(16, { nullable: true }),
    rating_asked_at: bigint({ nullable: true }),
    rating: int({ nullable: true }),
    answers_then: text({ nullable: true }),
    promises_broken: int({ nullable: true }),
    pool_code: text({ nullable: true }),
    version: int(),
  },
  indices: [
    { name: 'handoffs_open_key', columns: ['open_key'], unique: true },
    { name: 'handoffs_state_answer_by', columns: ['state', 'answer_by'] },
    { name: 'handoffs_account_id_opened_at', columns: ['account_id', 'opened_at'] },
    { name: 'handoffs_owner_staff_id_opened_at', columns: ['owner_staff_id', 'opened_at'] },
    { name: 'handoffs_served_from', columns: ['served_from'] },
  ],
});
