import { EntitySchema } from 'typeorm';
import { bigint, text, varchar } from './columns';

/** A mailed link by which one member of staff sets a password, once. */
export type StaffLinkRow = {
  token_hash: string;
  staff_id: string;
  purpose: string;
  totp_secret: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
};

export const StaffLinkEntity = new EntitySchema<StaffLinkRow>({
  name: 'staff_links',
  columns: {
    token_hash: varchar(64, { primary: true }),
    staff_id: varchar(64),
    purpose: varchar(24),
    totp_secret: text(),
    created_at: bigint(),
    expires_at: bigint(),
    used_at: bigint({ nullable: true }),
  },
  indices: [
    { name: 'staff_links_staff_id_created_at', columns: ['staff_id', 'created_at'] },
    { name: 'staff_links_expires_at', columns: ['expires_at'] },
  ],
});
