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
  find(id: string): Promise<DeskNote | null>;
  /** False when a note of that id is there already. */
  add(note: DeskNote): Promise<boolean>;
  /** Newest first. */
  listOf(accountId: string, limit: number): Promise<DeskNote[]>;
  /** Those of an account that ended in another one of the same person. */
  move(fromAccountId: string, intoAccountId: string): Promise<void>;
  removeAllOf(accountId: string): Promise<void>;
}

/** What became of a handed-over conversation between its opening and its end, which its own row does not hold. */
export interface HandoffEvent {
  id: string;
  accountId: string;
  handoffId: string;
  what: 'taken' | 'transferred' | 'released' | 'delayed' | 'rated';
  /** Whose it was; null where nobody of the staff file had it. */
  fromStaffId: string | null;
  /** Whose it became; null where nobody of the staff file has it. */
  toStaffId: string | null;
  /** Code of why it left its owner; null where they did it themselves. */
  reason: string | null;
  at: number;
}

/** The hands that conversations went through. They go with the account, and as the desk's notes with their age. */
export interface HandoffEventRepository {
  /** Written no later than the commit. */
  add(event: HandoffEvent): Promise<void>;
  /** Newest first. */
  listOf(accountId: string, limit: number): Promise<HandoffEvent[]>;
  /** Those of an account that ended in another one of the same person. */
  move(fromAccountId: string, intoAccountId: string): Promise<void>;
  removeAllOf(accountId: string): Promise<void>;
}
