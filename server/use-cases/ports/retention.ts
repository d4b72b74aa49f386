/** Kinds of rows that end by age, in the order in which they are removed; of `parked_text` only the sealed text goes. */
export const AGING = [
  'logins',
  'verifications',
  'links',
  'staff_links',
  'calls',
  'inbox',
  'parked_text',
  'outbox',
  'deliveries',
  'permits',
  'document_tries',
  'call_failures',
  'proposals',
  'chat_text',
  'desk_notes',
  'handoff_events',
  'handoffs',
  'desk_cards',
  'review_cards',
  'review_views',
  'staff_leaves',
  'audit_checks',
  'consents',
] as const;

/** One of `AGING`. */
export type AgingKind = (typeof AGING)[number];

/** What each night removes: first what registrations hold, which are judged one by one, then rows by age alone. */
export const PRUNED = ['registrations', ...AGING] as const;

/** One of `PRUNED`. */
export type PrunedKind = (typeof PRUNED)[number];

/** Which rows to look at next. */
export interface AgedBatch {
  kind: AgingKind;
  /** Rows that ended (expired, were processed, done or answered) at this instant or before; open ones are never among them. */
  endedBy: number;
  /** Where the last batch stopped; null begins. */
  after: string | null;
  /** Rows looked at, which is the most that may be removed. */
  limit: number;
}

/** Removal of what has ended long ago (PR12). */
export interface RetentionRepository {
  /** Removes one batch in the order of a key. `next` is null when nothing older is left to look at. */
  removeAged(batch: AgedBatch): Promise<{ removed: number; next: string | null }>;
}
