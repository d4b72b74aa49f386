import { EntitySchema } from 'typeorm';
import { bigint, int, varchar } from './columns';

/** One of the last failed calls of an account; slots are used in turn. */
export type CallFailureRow = {
  account_id: string;
  slot: number;
  code: string;
  request_id: string;
  route: string;
  at: number;
};

export const CallFailureEntity = new EntitySchema<CallFailureRow>({
  name: 'call_failures',
  columns: {
    account_id: varchar(64, { primary: true }),
    slot: int({ primary: true }),
    code: varchar(64),
    request_id: varchar(64),
    route: varchar(128),
    at: bigint(),
  },
});
