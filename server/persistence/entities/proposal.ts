import { EntitySchema } from 'typeorm';
import { bigint, int, text, varchar } from './columns';

/** A proposed correction. `open_key` is the registration until it is settled; `content` is sealed, and null from then on. */
export type ProposalRow = {
  id: string;
  account_id: string;
  registration_id: string;
  handoff_id: string | null;
  staff_id: string;
  state: string;
  fields: string;
  content: string | null;
  revision: number;
  open_key: string | null;
  created_at: number;
  expires_at: number;
  settled_at: number | null;
};

export const ProposalEntity = new EntitySchema<ProposalRow>({
  name: 'proposals',
  columns: {
    id: varchar(64, { primary: true }),
    account_id: varchar(64),
    registration_id: varchar(64),
    handoff_id: varchar(64, { nullable: true }),
    staff_id: varchar(64),
    state: varchar(16),
    fields: varchar(255),
    content: text({ nullable: true }),
    revision: int(),
    open_key: varchar(64, { nullable: true }),
    created_at: bigint(),
    expires_at: bigint(),
    settled_at: bigint({ nullable: true }),
  },
  indices: [
    { name: 'proposals_open_key', columns: ['open_key'], unique: true },
    { name: 'proposals_account_id_created_at', columns: ['account_id', 'created_at'] },
    { name: 'proposals_registration_id_created_at', columns: ['registration_id', 'created_at'] },
  ],
});
