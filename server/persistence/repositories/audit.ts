import type { Actor } from '../../../shared/domain/registration';
import type { AuditQuery, AuditRepository, AuditSeal, StoredAuditEvent } from '../../use-cases/ports/records';
import type { AuditEventRow } from '../entities/audit-event';
import type { AuditSealRow } from '../entities/audit-seal';
import { insertInto, type SqlValue } from '../sql';
import type { RepositoryContext } from './context';

export function auditRepository({ sql }: RepositoryContext): AuditRepository {
  const seals = (rows: AuditSealRow[]): AuditSeal[] => rows.map(sealOf);
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
    list: async (query) => {
      const { conditions, values } = conditionsOf(query);
      const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
      const rows = await sql.rows<AuditEventRow>(
        `SELECT * FROM audit_events ${where} ORDER BY seq DESC LIMIT ?`,
        [...values, query.limit],
      );
      return rows.map(eventOf);
    },
    listAfter: async (seq, { writtenBy, limit }) => {
      const rows = await sql.rows<AuditEventRow>(
        'SELECT * FROM audit_events WHERE seq > ? AND at <= ? ORDER BY seq LIMIT ?',
        [seq, writtenBy, limit],
      );
      return rows.map(eventOf);
    },
    lastSeal: async () =>
      seals(await sql.rows<AuditSealRow>('SELECT * FROM audit_chain ORDER BY first_event DESC LIMIT 1'))[0] ??
      null,
    listSeals: async (seq, limit) =>
      seals(
        await sql.rows<AuditSealRow>(
          'SELECT * FROM audit_chain WHERE first_event > ? ORDER BY first_event LIMIT ?',
          [seq, limit],
        ),
      ),
    sealHolding: async (seq) =>
      seals(
        await sql.rows<AuditSealRow>(
          'SELECT * FROM audit_chain WHERE first_event <= ? ORDER BY first_event DESC LIMIT 1',
          [seq],
        ),
      )[0] ?? null,
    addSeal: (seal) =>
      sql.insertNew(
        insertInto('audit_chain', [
          {
            first_event: seal.firstEvent,
            last_event: seal.lastEvent,
            events: seal.events,
            previous_hash: seal.previousHash,
            hash: seal.hash,
            sealed_at: seal.sealedAt,
          },
        ]),
      ),
  };
}

function conditionsOf(query: AuditQuery): { conditions: string[]; values: SqlValue[] } {
  const wanted: [string, SqlValue | undefined][] = [
    ['registration_id = ?', query.registrationId],
    ['action = ?', query.action],
    ['actor_id = ?', query.actorId],
    ['seq < ?', query.beforeSeq],
  ];
  const given = wanted.flatMap(([condition, value]) => (value == null ? [] : [{ condition, value }]));
  return { conditions: given.map(({ condition }) => condition), values: given.map(({ value }) => value) };
}

function eventOf(row: AuditEventRow): StoredAuditEvent {
  return {
    seq: Number(row.seq),
    id: row.id,
    action: row.action,
    actor: { role: row.actor_role, id: row.actor_id, channel: row.actor_channel } as Actor,
    registrationId: row.registration_id,
    from: row.from_state,
    to: row.to_state,
    revision: row.revision === null ? null : Number(row.revision),
    reason: row.reason,
    at: Number(row.at),
  };
}

function sealOf(row: AuditSealRow): AuditSeal {
  return {
    firstEvent: Number(row.first_event),
    lastEvent: Number(row.last_event),
    events: Number(row.events),
    previousHash: row.previous_hash,
    hash: row.hash,
    sealedAt: Number(row.sealed_at),
  };
}
