import { createDataSource, type StorageTarget } from '../../../server/persistence/data-source';
import type { Storage } from '../../../server/persistence/storage';
import { sealAudit } from '../../../server/use-cases/audit/audit-chain';
import type { AuditAnchor, AuditHead } from '../../../server/use-cases/ports/audit-checks';
import type { LogFields, Logger } from '../../../server/use-cases/ports/logger';
import type { AuditEvent } from '../../../server/use-cases/ports/records';
import { MINUTE_MS } from '../../../shared/domain/time';
import type { StorageSettings } from '../../support/engines';
import { keyedHash, nextId, NOW, openTestStorage } from './support';

export const limits = { poolSize: 1, connectMs: 2_000, queryMs: 0 };

export function targetOf({ DATABASE_URL, DATA_DIR }: StorageSettings): StorageTarget {
  return DATABASE_URL ? { databaseUrl: DATABASE_URL } : { dataDir: DATA_DIR };
}

export const event = (changes: Partial<AuditEvent> = {}): AuditEvent => ({
  id: nextId('audit'),
  action: 'review.approved',
  actor: { role: 'reviewer', id: 'staff-1', channel: 'card' },
  registrationId: 'r-1',
  from: 'pending',
  to: 'approved',
  revision: 1,
  reason: null,
  at: NOW,
  ...changes,
});

interface Kept extends AuditAnchor {
  head: AuditHead | null;
}

export function memoryAnchor(): Kept {
  const anchor: Kept = {
    head: null,
    read: async () => anchor.head,
    keep: async (head) => {
      anchor.head = head;
    },
  };
  return anchor;
}

export function recordingLogger() {
  const lines: { level: string; event: string; fields: LogFields | undefined }[] = [];
  const at = (level: string) => (event: string, fields?: LogFields) => {
    lines.push({ level, event, fields });
  };
  const logger: Logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { logger, lines, events: () => lines.map(({ event: name }) => name) };
}

/** Storage with an audit, its chain, and somebody with every right on the database. */
export function auditWorld(engine: string, fresh: () => Promise<StorageSettings>) {
  const world = {
    settings: {} as StorageSettings,
    storage: undefined as unknown as Storage,
    anchor: memoryAnchor(),
    log: recordingLogger(),
    clock: { at: NOW, now: (): number => world.clock.at },
    context: () => ({
      clock: world.clock,
      hash: keyedHash,
      newId: () => nextId('job'),
      unitOfWork: world.storage.unitOfWork,
      auditAnchor: world.anchor,
      logger: world.log.logger,
    }),
    append: (...events: AuditEvent[]): Promise<void> =>
      world.storage.unitOfWork.run(async (tx) => {
        for (const one of events) await tx.audit.append(one);
      }),
    seal: (events = 2): Promise<number> => sealAudit(world.context(), { events, batches: 30 }),
    tamper: async (text: string): Promise<void> => {
      const source = await createDataSource(targetOf(world.settings), limits).initialize();
      if (engine === 'embedded') {
        for (const name of ['audit_events_no_update', 'audit_events_no_delete', 'audit_chain_no_delete'])
          await source.query(`DROP TRIGGER IF EXISTS ${name}`);
      }
      await source.query(text);
      await source.destroy();
    },
  };
  beforeEach(async () => {
    world.clock.at = NOW + 2 * MINUTE_MS;
    world.anchor = memoryAnchor();
    world.log = recordingLogger();
    world.settings = await fresh();
    world.storage = await openTestStorage(world.settings);
  });
  afterEach(() => world.storage.close());
  return world;
}
