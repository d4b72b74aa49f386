import { EntitySchema } from 'typeorm';
import { bigint, int, text, varchar } from './columns';

/** A state-changing call and its sealed answer, bound to caller and content. */
export type IdempotentCallRow = {
  caller: string;
  call_key: string;
  route: string;
  request_hash: string;
  response_status: number | null;
  response_body: string | null;
  created_at: number;
};

export const IdempotentCallEntity = new EntitySchema<IdempotentCallRow>({
  name: 'idempotent_calls',
  columns: {
    caller: varchar(128, { primary: true }),
    call_key: varchar(128, { primary: true }),
    route: varchar(128),
    request_hash: varchar(64),
    response_status: int({ nullable: true }),
    response_body: text({ nullable: true }),
    created_at: bigint(),
  },
  indices: [{ name: 'idempotent_calls_created_at', columns: ['created_at'] }],
});
