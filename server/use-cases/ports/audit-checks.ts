/** The newest link of the chain over the audit: who knows it notices when links or events are cut off behind it. */
export interface AuditHead {
  lastEvent: number;
  hash: string;
}

/**
 * Keeps the head where whoever can change the database cannot reach: in the photo folder, sealed (PR10). One that is lost is
 * kept anew with the next sealing.
 */
export interface AuditAnchor {
  /** Null while none was kept. Throws what the folder or the seal throws. */
  read(): Promise<AuditHead | null>;
  keep(head: AuditHead): Promise<void>;
}

/** What is wrong with a batch: events were changed, removed or added, or the link does not follow the one before. */
export type AuditFault = 'changed' | 'removed' | 'added' | 'unlinked';

/** A batch that does not fit. */
export interface BatchFault {
  fault: AuditFault;
  firstEvent: number;
  lastEvent: number;
  sealedAt: number;
}

/** Whether the chain still has the head that was kept; `unknown` when none was, `unreadable` when it does not open. */
export type HeadFinding = 'held' | 'cut_off' | 'unknown' | 'unreadable';

/** What a look through the whole chain found, or has found so far. */
export interface AuditCheck {
  batches: number;
  events: number;
  /** Events up to this number were dropped with their batches, as retention allows; 0 when none were. */
  prunedTo: number;
  /** Events not chained yet, at most 1,000 of them counted, and when the oldest of them was written. */
  waiting: { events: number; oldestAt: number | null };
  /** How many batches do not fit, and the first of them. */
  faultCount: number;
  faults: BatchFault[];
  head: HeadFinding;
  /** The last link looked at; null before the first. */
  last: AuditHead | null;
}

/** A check as stored between its steps. */
export interface StoredAuditCheck {
  id: string;
  beganAt: number;
  finishedAt: number | null;
  /** Guards against two workers at the same step. */
  step: number;
  check: AuditCheck;
}

/** Checks of the chain, under way or done. */
export interface AuditCheckRepository {
  insert(check: StoredAuditCheck): Promise<void>;
  find(id: string): Promise<StoredAuditCheck | null>;
  /** The one begun last. */
  latest(): Promise<StoredAuditCheck | null>;
  /** The one finished last. */
  lastFinished(): Promise<StoredAuditCheck | null>;
  /** Stores the next step; false when somebody else has taken it. */
  advance(check: StoredAuditCheck): Promise<boolean>;
}
