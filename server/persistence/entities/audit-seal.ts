import { EntitySchema } from 'typeorm';
import { bigint, int, serial, varchar } from './columns';

/** One link of the chain over the audit: a batch of events, and the hash that holds it and all before. */
export type AuditSealRow = {
  seq: number;
  first_event: number;
  last_event: number;
  events: number;
  previous_hash: string;
  hash: string;
  sealed_at: number;
};

export const AuditSealEntity = new EntitySchema<AuditSealRow>({
  name: 'audit_chain',
  columns: {
    seq: serial(),
    first_event: int(),
    last_event: int(),
    events: int(),
    previous_hash: varchar(64),
    hash: varchar(64),
    sealed_at: bigint(),
  },
  indices: [
    { name: 'audit_chain_previous_hash', columns: ['previous_hash'], unique: true },
    { name: 'audit_chain_first_event', columns: ['first_event'], unique: true },
  ],
});
