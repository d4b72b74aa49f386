import { HOUR_MS } from '../../../shared/domain/time';
import { AUDIT_BEGINNING, holdsHead, prunedMark, sealHash } from './audit-chain';
import type { Context } from '../context';
import type { AuditAnchor, AuditCheck, AuditFault, AuditHead, HeadFinding } from '../ports/audit-checks';
import { AUDIT_PRUNED, type AuditSeal, type StoredAuditEvent } from '../ports/records';
import type { KeyedHash } from '../ports/secrets';
import type { Repositories } from '../ports/storage';

export type Checking = Pick<Context, 'clock' | 'unitOfWork' | 'hash'> & { auditAnchor: AuditAnchor };

const PAGE = 50;
const MOST_WAITING = 1_000;
/** The first tell where to look; a chain that was replaced as a whole would name every batch. */
const MOST_FAULTS = 20;
/** Sealing runs every quarter of an hour: what waits longer than this points to a worker that does not run. */
export const SEALING_LATE_MS = HOUR_MS;

/** Links and events of one step: about a second, one batch of events in memory at a time. */
export interface CheckLimits {
  links: number;
  events: number;
}
const STEP: CheckLimits = { links: 500, events: 20_000 };
const EVERYTHING: CheckLimits = { links: Infinity, events: Infinity };

export const NOTHING_CHECKED: Readonly<AuditCheck> = {
  batches: 0,
  events: 0,
  prunedTo: 0,
  waiting: { events: 0, oldestAt: null },
  faultCount: 0,
  faults: [],
  head: 'unknown',
  last: null,
};

/** Goes through the whole chain, batch by batch, and tells what does not fit (PR10). Changes nothing. */
export async function checkAudit(context: Checking, expected: AuditHead | null = null): Promise<AuditCheck> {
  return (await checkOn(context, NOTHING_CHECKED, { limits: EVERYTHING, expected })).check;
}

/**
 * One step of a look through the chain, from where the last one stopped. At the end the head is looked for that was kept
 * outside the database, or the one that is `expected`: a chain whose end was cut off fits in itself.
 */
export async function checkOn(
  context: Checking,
  before: AuditCheck,
  { limits = STEP, expected = null }: { limits?: CheckLimits; expected?: AuditHead | null } = {},
): Promise<{ check: AuditCheck; isOver: boolean }> {
  const check: AuditCheck = { ...before, faults: [...before.faults] };
  const enough = { links: check.batches + limits.links, events: check.events + limits.events };
  for (;;) {
    const after = check.last?.lastEvent ?? 0;
    const seals = await context.unitOfWork.read((tx) => tx.audit.listSeals(after, PAGE));
    for (const seal of seals) {
      if (check.batches >= enough.links || check.events >= enough.events) return { check, isOver: false };
      const events = await context.unitOfWork.read((tx) => eventsUpTo(tx, seal, check.last));
      // Retention leaves the last link of what it dropped: the anchor of what follows.
      const isAnchor = check.last === null && events.length === 0 && (await wasPruned(context, seal));
      if (isAnchor) check.prunedTo = seal.lastEvent;
      else look(context.hash, check, { seal, events });
      check.last = { lastEvent: seal.lastEvent, hash: seal.hash };
    }
    if (seals.length < PAGE) break;
  }
  check.head = await findHead(context, expected);
  check.waiting = await waitingAfter(context, check.last?.lastEvent ?? 0);
  return { check, isOver: true };
}

/** Nothing was changed, removed or added, and nothing is missing at the end. A head that does not open proves nothing. */
export function isWhole({ faultCount, head }: Pick<AuditCheck, 'faultCount' | 'head'>): boolean {
  return faultCount === 0 && head !== 'cut_off' && head !== 'unreadable';
}

async function findHead(
  { unitOfWork, auditAnchor }: Checking,
  expected: AuditHead | null,
): Promise<HeadFinding> {
  const head = expected ?? (await auditAnchor.read().catch((): 'unreadable' => 'unreadable'));
  if (head === 'unreadable') return head;
  if (!head) return 'unknown';
  return (await unitOfWork.read((tx) => holdsHead(tx, head))) ? 'held' : 'cut_off';
}

async function waitingAfter({ unitOfWork, clock }: Checking, last: number): Promise<AuditCheck['waiting']> {
  const range = { writtenBy: clock.now(), limit: MOST_WAITING };
  const waiting = await unitOfWork.read((tx) => tx.audit.listAfter(last, range));
  return { events: waiting.length, oldestAt: waiting[0]?.at ?? null };
}

async function wasPruned({ unitOfWork, hash }: Checking, seal: AuditSeal): Promise<boolean> {
  const [event] = await unitOfWork.read((tx) =>
    tx.audit.list({ action: AUDIT_PRUNED, beforeSeq: null, limit: 1 }),
  );
  return event?.reason === prunedMark(hash, seal);
}

interface Batch {
  seal: AuditSeal;
  events: StoredAuditEvent[];
}

/** Also those between the end of the batch before and the first of this one: nothing belongs there. */
async function eventsUpTo(
  tx: Repositories,
  seal: AuditSeal,
  previous: AuditHead | null,
): Promise<StoredAuditEvent[]> {
  const range = { writtenBy: Number.MAX_SAFE_INTEGER, limit: seal.events + 1 };
  const found = await tx.audit.listAfter(previous?.lastEvent ?? 0, range);
  return found.filter(({ seq }) => seq <= seal.lastEvent);
}

function look(hash: KeyedHash, check: AuditCheck, batch: Batch): void {
  check.batches += 1;
  check.events += batch.events.length;
  const fault = faultOf(hash, batch, check.last);
  if (!fault) return;
  const { firstEvent, lastEvent, sealedAt } = batch.seal;
  check.faultCount += 1;
  if (check.faults.length < MOST_FAULTS) check.faults.push({ fault, firstEvent, lastEvent, sealedAt });
}

function faultOf(hash: KeyedHash, { seal, events }: Batch, previous: AuditHead | null): AuditFault | null {
  if (seal.previousHash !== (previous?.hash ?? AUDIT_BEGINNING)) return 'unlinked';
  if (events.length < seal.events) return 'removed';
  if (events.length > seal.events) return 'added';
  return sealHash(hash, seal, events) === seal.hash ? null : 'changed';
}
