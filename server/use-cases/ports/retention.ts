/** Kinds of rows that end by age, in the order in which they are removed. */
export const AGING = ['logins', 'verifications', 'links', 'calls', 'inbox', 'outbox'] as const;

export type AgingKind = (typeof AGING)[number];

export interface AgedBatch {
  kind: AgingKind;
  /** Rows that ended (expired, were processed, done or answered) at this instant or before; open ones are never among them. */
  endedBy: number;
  /** Where the last batch stopped; null begins. */
  after: string | null;
  /** Rows looked at, which is the most that may be removed. */
  limit: number;
}

export interface RetentionRepository {
  /** Removes one batch in the order of a key. `next` is null when nothing older is left to look at. */
  removeAged(batch: AgedBatch): Promise<{ removed: number; next: string | null }>;
}
