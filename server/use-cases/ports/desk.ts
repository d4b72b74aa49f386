/** A word of the support desk to itself about a candidate: never shown to them, sealed at rest (PR6). */
export interface DeskNote {
  id: string;
  accountId: string;
  handoffId: string;
  staffId: string;
  /** `handover` was written at the end of a shift. */
  kind: 'note' | 'handover';
  text: string;
  at: number;
}

/** Notes of the desk. They go with the account, and with the talk they are about (PR12, PR14). */
export interface DeskNoteRepository {
  /** Written no later than the commit. */
  add(note: DeskNote): Promise<void>;
  /** Newest first. */
  listOf(accountId: string, limit: number): Promise<DeskNote[]>;
  /** Those of an account that ended in another one of the same person. */
  move(fromAccountId: string, intoAccountId: string): Promise<void>;
  removeAllOf(accountId: string): Promise<void>;
}
