import { EntitySchema } from 'typeorm';
import { bigint, int, text, varchar } from './columns';

/** A code and a link sent to one address; `target_key` is its keyed hash. */
export type VerificationRow = {
  id: string;
  account_id: string;
  purpose: string;
  via: string;
  target: string;
  target_key: string;
  code_hash: string;
  link_hash: string;
  tries_left: number;
  created_at: number;
  expires_at: number;
  used_at: number | null;
  about: string | null;
};

export const VerificationEntity = new EntitySchema<VerificationRow>({
  name: 'verifications',
  columns: {
    id: varchar(64, { primary: true }),
    account_id: varchar(64),
    purpose: varchar(24),
    via: varchar(8),
    target: text(),
    target_key: varchar(64),
    code_hash: varchar(64),
    link_hash: varchar(64),
    tries_left: int(),
    created_at: bigint(),
    expires_at: bigint(),
    used_at: bigint({ nullable: true }),
    about: text({ nullable: true }),
  },
  indices: [
    { name: 'verifications_link_hash', columns: ['link_hash'], unique: true },
    { name: 'verifications_account_id_purpose_created_at', columns: ['account_id', 'purpose', 'created_at'] },
    { name: 'verifications_target_key_created_at', columns: ['target_key', 'created_at'] },
  ],
});
