import { EntitySchema } from 'typeorm';
import { bigint, int, text, varchar } from './columns';

/**
 * One registration. `answers`, `change_set`, `decision` and `delete_reason` are sealed.
 * `live_key` (account and season) and `live_document_key` are null once the registration is final.
 */
export type RegistrationRow = {
  id: string;
  account_id: string;
  season_id: string;
  state: string;
  version: number;
  revision: number;
  answers: string;
  change_set: string | null;
  site_code: string | null;
  photo_id: string | null;
  seat: string | null;
  decision: string | null;
  document_key: string | null;
  live_key: string | null;
  live_document_key: string | null;
  information_submitted_at: number | null;
  submitted_for_review_at: number | null;
  open_order_id: string | null;
  delete_requested_at: number | null;
  delete_reason: string | null;
  created_at: number;
  updated_at: number;
  /** When the last personal value was removed by age; written by that job alone. */
  erased_at: number | null;
};

export const RegistrationEntity = new EntitySchema<RegistrationRow>({
  name: 'registrations',
  columns: {
    id: varchar(64, { primary: true }),
    account_id: varchar(64),
    season_id: varchar(32),
    state: varchar(16),
    version: int(),
    revision: int(),
    answers: text(),
    change_set: text({ nullable: true }),
    site_code: varchar(16, { nullable: true }),
    photo_id: varchar(64, { nullable: true }),
    seat: text({ nullable: true }),
    decision: text({ nullable: true }),
    document_key: varchar(64, { nullable: true }),
    live_key: varchar(128, { nullable: true }),
    live_document_key: varchar(64, { nullable: true }),
    information_submitted_at: bigint({ nullable: true }),
    submitted_for_review_at: bigint({ nullable: true }),
    open_order_id: varchar(64, { nullable: true }),
    delete_requested_at: bigint({ nullable: true }),
    delete_reason: text({ nullable: true }),
    created_at: bigint(),
    updated_at: bigint(),
    erased_at: bigint({ nullable: true }),
  },
  indices: [
    { name: 'registrations_live_key', columns: ['live_key'], unique: true },
    { name: 'registrations_live_document_key', columns: ['live_document_key'], unique: true },
    {
      name: 'registrations_account_id_season_id_created_at',
      columns: ['account_id', 'season_id', 'created_at'],
    },
    { name: 'registrations_season_id_site_code_state', columns: ['season_id', 'site_code', 'state'] },
    { name: 'registrations_state_site_code_id', columns: ['state', 'site_code', 'id'] },
    { name: 'registrations_document_key', columns: ['document_key'] },
    { name: 'registrations_erased_at_id', columns: ['erased_at', 'id'] },
  ],
});
