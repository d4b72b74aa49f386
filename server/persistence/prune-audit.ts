import { randomUUID } from 'node:crypto';
import type { AuditHead } from '../use-cases/ports/audit-checks';
import { AUDIT_PRUNED } from '../use-cases/ports/records';
import { createDataSource, type StorageTarget } from './data-source';
import type { AuditSealRow } from './entities/audit-seal';
import { guardTriggers, triggerNames } from './migrations/1764000020000-chain-audit';

export interface PrunedAudit {
  /** Whole batches and their events. */
  batches: number;
  events: number;
  /** The newest event dropped; 0 when nothing was old enough. */
  lastEvent: number;
}

export interface Pruning {
  sealedBy: number;
  now: number;
  /** The link kept outside the database; null when none was. */
  head: AuditHead | null;
  /** Proves of a link that retention dropped it. */
  mark(link: AuditHead): string;
}

const NOTHING: PrunedAudit = { batches: 0, events: 0, lastEvent: 0 };

/**
 * Drops the batches sealed at or before `sealedBy`, with their events. The last of them stays as an empty link, so that the
 * chain can still be checked, and an event with its `mark` tells what was dropped. Refuses to go past the `head` that was
 * kept: nobody could tell whether the end is missing. The application's own user may not do this.
 */
export async function pruneAudit(
  target: StorageTarget,
  { sealedBy, now, head, mark }: Pruning,
): Promise<PrunedAudit> {
  const source = createDataSource(target, { poolSize: 1, connectMs: 5_000, queryMs: 0 });
  await source.initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.startTransaction();
    const [anchor]: AuditSealRow[] = await runner.query(
      'SELECT * FROM audit_chain WHERE sealed_at <= ? ORDER BY first_event DESC LIMIT 1',
      [sealedBy],
    );
    const dropped: { count: number | string }[] = anchor
      ? await runner.query('SELECT COUNT(*) AS count FROM audit_events WHERE seq <= ?', [anchor.last_event])
      : [];
    const events = Number(dropped[0]?.count ?? 0);
    if (!anchor || events === 0) {
      await runner.rollbackTransaction();
      return NOTHING;
    }
    const link: AuditHead = { lastEvent: Number(anchor.last_event), hash: anchor.hash };
    if (head && link.lastEvent > head.lastEvent)
      throw new Error(`The head kept last is event ${head.lastEvent}: nothing after it can be dropped.`);
    const older: { count: number | string }[] = await runner.query(
      'SELECT COUNT(*) AS count FROM audit_chain WHERE first_event < ?',
      [anchor.first_event],
    );
    const guarded = source.options.type !== 'mysql';
    if (guarded) for (const name of triggerNames()) await runner.query(`DROP TRIGGER IF EXISTS ${name}`);
    await runner.query('DELETE FROM audit_events WHERE seq <= ?', [anchor.last_event]);
    await runner.query('DELETE FROM audit_chain WHERE first_event < ?', [anchor.first_event]);
    if (guarded) for (const trigger of guardTriggers()) await runner.query(trigger);
    await runner.query(
      'INSERT INTO audit_events (id, action, actor_role, actor_id, actor_channel, reason, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      [randomUUID(), AUDIT_PRUNED, 'system', 'migrate', 'command', mark(link), now],
    );
    await runner.commitTransaction();
    // The anchor itself was counted among the batches of the first pruning only.
    return { batches: Number(older[0]?.count ?? 0) + 1, events, lastEvent: link.lastEvent };
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    throw error;
  } finally {
    await runner.release();
    await source.destroy();
  }
}
