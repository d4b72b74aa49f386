import { HOUR_MS } from '../../shared/domain/time';
import { AUDIT_BEGINNING, sealHash } from './audit-chain';
import type { Context } from './context';
import { AUDIT_PRUNED, type AuditSeal, type StoredAuditEvent } from './ports/records';
import type { KeyedHash } from './ports/secrets';
import type { Repositories } from './ports/storage';

/** What is wrong with a batch: events were changed, removed or added, or the link does not follow the one before. */
export type AuditFault = 'changed' | 'removed' | 'added' | 'unlinked';

/** What a look through the whole chain found. */
export interface AuditCheck {
  batches: number;
  events: number;
  /** Events up to this number were dropped with their batches, as retention allows; 0 when none were. */
  prunedTo: number;
  /** Events not chained yet, and when the oldest of them was written. */
  waiting: { events: number; oldestAt: number | null };
  faults: BatchFault[];
}

export interface BatchFault extends Pick<AuditSeal, 'firstEvent' | 'lastEvent' | 'sealedAt'> {
  fault: AuditFault;
}

type Checking = Pick<Context, 'clock' | 'unitOfWork' | 'hash'>;

const PAGE = 50;
const MOST_WAITING = 1_000;
/** Sealing runs every quarter of an hour: what waits longer than this points to a worker that does not run. */
export const SEALING_LATE_MS = HOUR_MS;

/** Goes through the whole chain, batch by batch, and tells what does not fit (PR10). Changes nothing. */
export async function checkAudit(context: Checking): Promise<AuditCheck> {
  const { unitOfWork, clock } = context;
  const pruned = await unitOfWork.read((tx) =>
    tx.audit.list({ action: AUDIT_PRUNED, beforeSeq: null, limit: 1 }),
  );
  const check: AuditCheck = {
    batches: 0,
    events: 0,
    prunedTo: 0,
    waiting: { events: 0, oldestAt: null },
    faults: [],
  };
  let previous: AuditSeal | null = null;
  for (;;) {
    const after: number = previous?.lastEvent ?? 0;
    const seals: AuditSeal[] = await unitOfWork.read((tx) => tx.audit.listSeals(after, PAGE));
    for (const seal of seals) {
      const events = await unitOfWork.read((tx) => eventsUpTo(tx, seal, previous));
      // Retention leaves the last link of what it dropped: the anchor of what follows.
      if (previous === null && events.length === 0 && pruned[0]?.reason === seal.hash) {
        check.prunedTo = seal.lastEvent;
      } else {
        look(context.hash, check, { seal, events, previous });
      }
      previous = seal;
    }
    if (seals.length < PAGE) break;
  }
  const last = previous?.lastEvent ?? 0;
  const waiting = await unitOfWork.read((tx) =>
    tx.audit.listAfter(last, { writtenBy: clock.now(), limit: MOST_WAITING }),
  );
  return { ...check, waiting: { events: waiting.length, oldestAt: waiting[0]?.at ?? null } };
}

interface Batch {
  seal: AuditSeal;
  events: StoredAuditEvent[];
  previous: AuditSeal | null;
}

/** Also those between the end of the batch before and the first of this one: nothing belongs there. */
async function eventsUpTo(
  tx: Repositories,
  seal: AuditSeal,
  previous: AuditSeal | null,
): Promise<StoredAuditEvent[]> {
  const range = { writtenBy: Number.MAX_SAFE_INTEGER, limit: seal.events + 1 };
  const found = await tx.audit.listAfter(previous?.lastEvent ?? 0, range);
  return found.filter(({ seq }) => seq <= seal.lastEvent);
}

function look(hash: KeyedHash, check: AuditCheck, batch: Batch): void {
  check.batches += 1;
  check.events += batch.events.length;
  const fault = faultOf(hash, batch);
  if (!fault) return;
  const { firstEvent, lastEvent, sealedAt } = batch.seal;
  check.faults.push({ fault, firstEvent, lastEvent, sealedAt });
}

function faultOf(hash: KeyedHash, { seal, events, previous }: Batch): AuditFault | null {
  if (seal.previousHash !== (previous?.hash ?? AUDIT_BEGINNING)) return 'unlinked';
  if (events.length < seal.events) return 'removed';
  if (events.length > seal.events) return 'added';
  return sealHash(hash, seal, events) === seal.hash ? null : 'changed';
}
