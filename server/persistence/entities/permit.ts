import { EntitySchema } from 'typeorm';
import { bigint, int, varchar } from './columns';

/** Subscription messages a person still allows; `openid_key` is a keyed hash. */
export type PermitRow = {
  openid_key: string;
  template_id: string;
  balance: number;
  at: number;
  choice: string | null;
  always: number | null;
};

export const PermitEntity = new EntitySchema<PermitRow>({
  name: 'permits',
  columns: {
    openid_key: varchar(64, { primary: true }),
    template_id: varchar(64, { primary: true }),
    balance: int(),
    at: bigint(),
    choice: varchar(16, { nullable: true }),
    always: int({ nullable: true }),
  },
});
