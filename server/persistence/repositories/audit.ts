import type { AuditRepository } from '../../use-cases/ports/records';
import type { AuditEventRow } from '../entities/audit-event';
import { insertInto } from '../sql';
import type { RepositoryContext } from './context';

export function auditRepository({ sql }: RepositoryContext): AuditRepository {
  return {
    append: async (event) => {
      const row: Omit<AuditEventRow, 'seq'> = {
        id: event.id,
        action: event.action,
        actor_role: event.actor.role,
        actor_id: event.actor.id,
        actor_channel: event.actor.channel,
        registration_id: event.registrationId,
        from_state: event.from,
        to_state: event.to,
        revision: event.revision,
        reason: event.reason,
        at: event.at,
      };
      sql.later(insertInto('audit_events', [row]));
    },
  };
}
