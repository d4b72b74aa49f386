import { EntitySchema } from 'typeorm';
import { bigint, int, serial, text, varchar } from './columns';

/** Append-only record of who did what. */
export type AuditEventRow = {
  seq: number;
  id: string;
  action: string;
  actor_role: string;
  actor_id: string;
  actor_channel: string;
  registration_id: string | null;
  from_state: string | null;
  to_state: string | null;
  revision: number | null;
  reason: string | null;
  at: number;
};

export const AuditEventEntity = new EntitySchema<AuditEventRow>({
  name: 'audit_events',
  columns: {
    seq: serial(),
    id: varchar(64),
    action: varchar(64),
    actor_role: varchar(16),
    actor_id: varchar(64),
    actor_channel: varchar(16),
    registration_id: varchar(64, { nullable: true }),
    from_state: varchar(64, { nullable: true }),
    to_state: varchar(64, { nullable: true }),
    revision: int({ nullable: true }),
    reason: text({ nullable: true }),
    at: bigint(),
  },
  indices: [
    { name: 'audit_events_id', columns: ['id'], unique: true },
    { name: 'audit_events_registration_id_at', columns: ['registration_id', 'at'] },
    { name: 'audit_events_at', columns: ['at'] },
    { name: 'audit_events_action_seq', columns: ['action', 'seq'] },
    { name: 'audit_events_actor_id_seq', columns: ['actor_id', 'seq'] },
  ],
});
