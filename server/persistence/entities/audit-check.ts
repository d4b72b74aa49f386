import { EntitySchema } from 'typeorm';
import { bigint, int, text, varchar } from './columns';

/** One look through the chain over the audit, under way or done; what it found so far is JSON. */
export type AuditCheckRow = {
  id: string;
  began_at: number;
  finished_at: number | null;
  step: number;
  found: string;
};

export const AuditCheckEntity = new EntitySchema<AuditCheckRow>({
  name: 'audit_checks',
  columns: {
    id: varchar(64, { primary: true }),
    began_at: bigint(),
    finished_at: bigint({ nullable: true }),
    step: int(),
    found: text(),
  },
  indices: [
    { name: 'audit_checks_began_at', columns: ['began_at'] },
    { name: 'audit_checks_finished_at', columns: ['finished_at'] },
  ],
});
