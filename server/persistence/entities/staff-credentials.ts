import { EntitySchema } from 'typeorm';
import { bigint, int, text, varchar } from './columns';

/** What a member of staff proves who they are with; secrets are sealed, passwords and codes hashed. */
export type StaffCredentialsRow = {
  staff_id: string;
  password_hash: string | null;
  totp_secret: string | null;
  totp_pending: string | null;
  totp_step: number | null;
  totp_enrolled_at: number | null;
  recovery_codes: string;
  misses: number;
  locked_until: number | null;
  sessions_since: number;
};

export const StaffCredentialsEntity = new EntitySchema<StaffCredentialsRow>({
  name: 'staff_credentials',
  columns: {
    staff_id: varchar(64, { primary: true }),
    password_hash: varchar(255, { nullable: true }),
    totp_secret: text({ nullable: true }),
    totp_pending: text({ nullable: true }),
    totp_step: bigint({ nullable: true }),
    totp_enrolled_at: bigint({ nullable: true }),
    recovery_codes: text(),
    misses: int(),
    locked_until: bigint({ nullable: true }),
    sessions_since: bigint(),
  },
});
