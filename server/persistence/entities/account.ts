import { EntitySchema } from 'typeorm';
import { bigint, int, text, varchar } from './columns';

/** The passport of a person. `*_key` is the keyed hash of a verified address, null otherwise. */
export type AccountRow = {
  id: string;
  state: string;
  email: string | null;
  email_key: string | null;
  email_verified_at: number | null;
  mobile: string | null;
  mobile_key: string | null;
  mobile_verified_at: number | null;
  password_hash: string | null;
  locale: string;
  created_at: number;
  /** Null before the first turn in the in-app chat. */
  app_turns: number | null;
  version: number;
};

export const AccountEntity = new EntitySchema<AccountRow>({
  name: 'accounts',
  columns: {
    id: varchar(64, { primary: true }),
    state: varchar(16),
    email: text({ nullable: true }),
    email_key: varchar(64, { nullable: true }),
    email_verified_at: bigint({ nullable: true }),
    mobile: text({ nullable: true }),
    mobile_key: varchar(64, { nullable: true }),
    mobile_verified_at: bigint({ nullable: true }),
    password_hash: varchar(255, { nullable: true }),
    locale: varchar(8),
    created_at: bigint(),
    app_turns: int({ nullable: true }),
    version: int(),
  },
  indices: [
    { name: 'accounts_email_key', columns: ['email_key'], unique: true },
    { name: 'accounts_mobile_key', columns: ['mobile_key'], unique: true },
  ],
});
