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
  /** Rows of a group that have a place leave one after the other, the least first; without one a row waits for nobody. */
  place?: number;
  dueAt: number;
  createdAt: number;
}

/** Outbox inside a unit of work. */
export interface OutboxRepository {
  /** Adds rows in one statement; a key that is there already is left as it is. */
  add(messages: OutboxMessage[]): Promise<void>;
  /**
   * Takes back rows of a group that nobody has begun, before the next statement of the unit and no later than its commit;
   * with `dueAfter` only those due later than this instant, with `tried` also those that were begun and wait for another run.
   */
  cancelGroup(group: string, options?: { dueAfter?: number; tried?: boolean }): Promise<void>;
  /** Takes back the rows of these keys that nobody works on, as `cancelGroup` does with `tried`. */
  cancelKeys(keys: readonly string[]): Promise<void>;
  /**
   * True when a row of this topic, with at least these payload values, is due by then and claimed by nobody: whoever claims
   * it starts later than this question was asked.
   */
  hasWaiting(row: { topic: string; payload: OutboxMessage['payload']; dueBy: number }): Promise<boolean>;
  /** Waits for whoever holds this row and keeps others from it until the unit ends. */
  lock(id: string): Promise<void>;
  /** Every row of these groups, done or not, without its text. */
  listOf(groups: readonly string[]): Promise<Pick<OutboxMessage, 'id' | 'topic' | 'payload'>[]>;
  /** What has not left of a group with places never does, and what has is tied to the group no more (PR14). */
  forgetGroup(group: string): Promise<void>;
  /** Whether a row of the group has a later place than this one. */
  hasLater(row: { group: string; place: number }): Promise<boolean>;
  /** A row by its id, done or not, without its text. */
  find(id: string): Promise<Pick<OutboxMessage, 'id' | 'topic' | 'payload'> | null>;
}

/** A row that is ours until its lease ends. */
export interface ClaimedMessage extends OutboxMessage {
  /** Fencing token: final writes need it. */
  token: string;
  attempts: number;
}

/** Who claims, for how long, and how many rows at most. */
export interface Claim {
  owner: string;
  now: number;
  leaseMs: number;
  /** Leases of topics that have one of their own. */
  leases?: Readonly<Record<string, number>>;
  limit: number;
}

/** A row somebody has claimed, as far as its end needs it. */
export type HeldRow = Pick<ClaimedMessage, 'id' | 'token'> & Partial<Pick<ClaimedMessage, 'group' | 'place'>>;

/** Outbox as the worker sees it. Each method is one short transaction of its own. */
export interface OutboxQueue {
  /**
   * Claims due rows nobody holds, oldest due first (`FOR UPDATE SKIP LOCKED` where there is one). A row with a place waits,
   * without counting as tried, while an earlier one of its group is open, whoever has that and however often it is tried.
   */
  claim(claim: Claim): Promise<ClaimedMessage[]>;
  /** Marks rows done in one statement and blanks their secrets. Rows whose token is stale stay as they are. */
  complete(rows: HeldRow[], now: number): Promise<number>;
  retry(row: { id: string; token: string }, dueAt: number, error: string): Promise<boolean>;
  /** Gives a row up: alert, kept for an operator. */
  park(row: HeldRow, now: number, error: string): Promise<boolean>;
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

/** Callbacks stored before they are worked on. */
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

/** What became of messages, by job and by the platform's id. */
export interface DeliveryRepository {
  add(delivery: Delivery): Promise<void>;
  listOf(outboxId: string): Promise<Delivery[]>;
  findByDetail(detail: string): Promise<Delivery | null>;
  /** What failed after all stays failed: the platform's later word wins over our own record of the send. */
  markByDetail(detail: string, outcome: Delivery['outcome'], at: number): Promise<void>;
}
