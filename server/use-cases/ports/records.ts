import type { Actor } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';

/** Seasons as imported. */
export interface SeasonRepository {
  find(id: string): Promise<Season | null>;
  /** The season of a registration: asked beside the registration itself, they share a round trip. */
  findOfRegistration(registrationId: string): Promise<Season | null>;
  /** Likewise of an order. */
  findOfOrder(orderId: string): Promise<Season | null>;
  /** Seasons that are not over: the entry offers them by province (S1). */
  listCurrent(now: number): Promise<Season[]>;
  listAll(): Promise<Season[]>;
  /** Stores a version with the digest of its file; the newest is the one in force. */
  save(season: Season, digest: string, at: number): Promise<void>;
  digestOf(id: string): Promise<string | null>;
}

/** One idempotent call: bound to the caller and to the content (reliability.md 2). */
export interface IdempotentCall {
  caller: string;
  key: string;
  route: string;
  requestHash: string;
  /** Null while the first call runs. Holds no personal data in clear: sealed at rest. */
  response: { status: number; body: string } | null;
  createdAt: number;
}

/** Calls by their caller and key. */
export interface IdempotencyRepository {
  find(caller: string, key: string): Promise<IdempotentCall | null>;
  /** False when the key is there already. */
  begin(call: IdempotentCall): Promise<boolean>;
  finish(caller: string, key: string, response: { status: number; body: string }): Promise<void>;
}

/** Append-only; ids, masks and keyed hashes, never values (reliability.md 7). */
export interface AuditEvent {
  id: string;
  action: string;
  actor: Actor;
  registrationId: string | null;
  from: string | null;
  to: string | null;
  revision: number | null;
  reason: string | null;
  at: number;
}

/** An event as stored: `seq` numbers events in the order of writing, with gaps. */
export interface StoredAuditEvent extends AuditEvent {
  seq: number;
}

/** Action of the event that retention leaves; its reason is the keyed mark of the last batch that was dropped. */
export const AUDIT_PRUNED = 'audit.pruned';

/** One link of the chain: the events from `firstEvent` to `lastEvent`, and a hash over them and the link before. */
export interface AuditSeal {
  firstEvent: number;
  lastEvent: number;
  /** How many there are: numbers have gaps. */
  events: number;
  /** Hash of the link before; of the first link `AUDIT_BEGINNING`. */
  previousHash: string;
  /** HMAC-SHA256 in hex. */
  hash: string;
  sealedAt: number;
}

/** What to read of the audit, newest first or in the order of writing. */
export interface AuditQuery {
  registrationId?: string | null;
  action?: string | null;
  actorId?: string | null;
  /** Events before this number; null begins with the newest. */
  beforeSeq: number | null;
  limit: number;
}

/** The audit trail: rows are only added, and chained in batches afterwards (PR10). */
export interface AuditRepository {
  append(event: AuditEvent): Promise<void>;
  /** Newest first. */
  list(query: AuditQuery): Promise<StoredAuditEvent[]>;
  /** Events after `seq` written at or before `writtenBy`, in order. */
  listAfter(seq: number, range: { writtenBy: number; limit: number }): Promise<StoredAuditEvent[]>;
  lastSeal(): Promise<AuditSeal | null>;
  /** The link whose events include this number, or the newest before it. */
  sealHolding(seq: number): Promise<AuditSeal | null>;
  /** Links that begin after the event `seq`, in order. */
  listSeals(seq: number, limit: number): Promise<AuditSeal[]>;
  /** False when somebody else sealed first. */
  addSeal(seal: AuditSeal): Promise<boolean>;
}

/** Document numbers submitted by an account; storage keeps keyed hashes only (PR4, PR21). */
export interface DocumentTryRepository {
  /** True when the number is one of the account's first `limit` different ones of `day` (YYYY-MM-DD). */
  add(tried: {
    accountId: string;
    day: string;
    documentType: string;
    documentNumber: string;
    limit: number;
  }): Promise<boolean>;
}
