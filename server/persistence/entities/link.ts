import { EntitySchema } from 'typeorm';
import { bigint, int, text, varchar } from './columns';

/** A random token that opens one thing; the payload holds ids only. */
export type LinkRow = {
  token_hash: string;
  purpose: string;
  account_id: string;
  payload: string;
  single_use: number;
  created_at: number;
  expires_at: number;
  used_at: number | null;
};

export const LinkEntity = new EntitySchema<LinkRow>({
  name: 'links',
  columns: {
    token_hash: varchar(64, { primary: true }),
    purpose: varchar(24),
    account_id: varchar(64),
    payload: text(),
    single_use: int(),
    created_at: bigint(),
    expires_at: bigint(),
    used_at: bigint({ nullable: true }),
  },
  indices: [{ name: 'links_expires_at', columns: ['expires_at'] }],
});
