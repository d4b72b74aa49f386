/** A job or message stored with the change that caused it. Topics are dotted, in the past tense. */
export interface OutboxMessage {
  id: string;
  topic: string;
  /** Unique: the same key is stored once however often the cause repeats. */
  key: string;
  /** Ids and codes only. */
  payload: Record<string, string | number | boolean | null>;
  /** Text that must leave exactly as decided; sealed at rest and blanked when sent. */
  secret: string | null;
  /** Groups rows that are planned anew together, for example the reminders of one registration. */
  group: string | null;
  dueAt: number;
  createdAt: number;
}

/** Outbox inside a unit of work. */
export interface OutboxRepository {
  /** Adds rows in one statement; a key that is there already is left as it is. */
  add(messages: OutboxMessage[]): Promise<void>;
  /** Takes back rows of a group that nobody has begun, before the next statement of the unit and no later than its commit. */
  cancelGroup(group: string): Promise<void>;
  /**
   * True when a row of this topic, with at least these payload values, is due by then and claimed by nobody: whoever claims
   * it starts later than this question was asked.
   */
  hasWaiting(row: { topic: string; payload: OutboxMessage['payload']; dueBy: number }): Promise<boolean>;
  /** Rows not done of a key prefix; for tests of promise 6 and the operators' page. */
  countOpen(): Promise<number>;
  /** A row by its id, done or not, without its text. */
  find(id: string): Promise<Pick<OutboxMessage, 'id' | 'topic' | 'payload'> | null>;
}

export interface ClaimedMessage extends OutboxMessage {
  /** Fencing token: final writes need it. */
  token: string;
  attempts: number;
}

export interface Claim {
  owner: string;
  now: number;
  leaseMs: number;
  /** Leases of topics that have one of their own. */
  leases?: Readonly<Record<string, number>>;
  limit: number;
}

/** Outbox as the worker sees it. Each method is one short transaction of its own. */
export interface OutboxQueue {
  /** Claims due rows nobody holds, oldest due first (`FOR UPDATE SKIP LOCKED` where there is one). */
  claim(claim: Claim): Promise<ClaimedMessage[]>;
  /** Marks rows done in one statement and blanks their secrets. Rows whose token is stale stay as they are. */
  complete(rows: { id: string; token: string }[], now: number): Promise<number>;
  retry(row: { id: string; token: string }, dueAt: number, error: string): Promise<boolean>;
  /** Gives a row up: alert, kept for an operator. */
  park(row: { id: string; token: string }, now: number, error: string): Promise<boolean>;
  renew(row: { id: string; token: string }, leaseUntil: number): Promise<boolean>;
  /** Earliest due instant of rows not done, or null. */
  nextDueAt(): Promise<number | null>;
  stats(now: number): Promise<{ waiting: number; overdueMs: number; parked: number }>;
}

/** A callback as it was verified and decrypted; unique by digest and kind. */
export interface InboxMessage {
  id: string;
  kind: string;
  /** Hex digest of the decrypted content. */
  digest: string;
  /** Content; sealed at rest, blanked after processing. */
  content: string;
  /** Messages of one lane (one customer) are worked on in the order they came; null = no order. Stored as a keyed hash. */
  lane: string | null;
  receivedAt: number;
}

export interface InboxRepository {
  /** Oldest message of a lane that is not processed yet. */
  nextOf(lane: string): Promise<InboxMessage | null>;
  /** `repeat` when the same content of the same kind is stored already. */
  add(message: InboxMessage): Promise<'stored' | 'repeat'>;
  /** Adds many in their order, in few statements; returns the ids of those that were not stored already. */
  addNew(messages: InboxMessage[]): Promise<string[]>;
  find(id: string): Promise<InboxMessage | null>;
  /** Marks processed and blanks the content; false when it was processed already. */
  finish(id: string, at: number): Promise<boolean>;
}

/** Cursor of a pulled stream (customer-service messages). */
export interface CursorRepository {
  read(name: string): Promise<string>;
  write(name: string, cursor: string, at: number): Promise<void>;
}

/** What became of one message to one person on one channel. */
export interface Delivery {
  id: string;
  outboxId: string;
  accountId: string | null;
  channel: 'chat' | 'subscription' | 'mail' | 'sms' | 'card' | 'staff_text';
  topic: string;
  /** `unknown` also while it is on its way; `not_sent`: it surely did not leave and is tried again. */
  outcome: 'sent' | 'unknown' | 'not_sent' | 'refused' | 'failed' | 'undeliverable';
  /** Platform's message id or code, never personal data. */
  detail: string | null;
  at: number;
}

export interface DeliveryRepository {
  add(delivery: Delivery): Promise<void>;
  listOf(outboxId: string): Promise<Delivery[]>;
  findByDetail(detail: string): Promise<Delivery | null>;
  /** What failed after all stays failed: the platform's later word wins over our own record of the send. */
  markByDetail(detail: string, outcome: Delivery['outcome'], at: number): Promise<void>;
}
