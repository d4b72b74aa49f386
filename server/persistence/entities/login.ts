import { EntitySchema } from 'typeorm';
import { bigint, text, varchar } from './columns';

/** A signed-in mini program. Openid and unionid are sealed. */
export type LoginRow = {
  token_hash: string;
  account_id: string | null;
  openid: string;
  unionid: string | null;
  created_at: number;
  expires_at: number;
};

export const LoginEntity = new EntitySchema<LoginRow>({
  name: 'logins',
  columns: {
    token_hash: varchar(64, { primary: true }),
    account_id: varchar(64, { nullable: true }),
    openid: text(),
    unionid: text({ nullable: true }),
    created_at: bigint(),
    expires_at: bigint(),
  },
  indices: [
    { name: 'logins_account_id', columns: ['account_id'] },
    { name: 'logins_expires_at', columns: ['expires_at'] },
  ],
});
