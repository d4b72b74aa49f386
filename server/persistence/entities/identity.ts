import { EntitySchema } from 'typeorm';
import { bigint, text, varchar } from './columns';

/** A platform identity; `value_key` is its keyed hash, `value` is sealed. */
export type IdentityRow = {
  kind: string;
  value_key: string;
  value: string;
  account_id: string;
  bound_at: number;
};

export const IdentityEntity = new EntitySchema<IdentityRow>({
  name: 'identities',
  columns: {
    kind: varchar(24, { primary: true }),
    value_key: varchar(64, { primary: true }),
    value: text(),
    account_id: varchar(64),
    bound_at: bigint(),
  },
  indices: [{ name: 'identities_account_id', columns: ['account_id'] }],
});
