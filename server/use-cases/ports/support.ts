import type { AskedField } from '../../../shared/domain/fields';
import type { ProposalState } from '../../../shared/domain/proposal';
import type { Answers } from '../../../shared/domain/registration';

/** What a correction would change, and why. Clear here, sealed at rest, and gone once the correction is settled. */
export interface ProposalContent {
  /** Answers to come, as the rules store them; null takes one back. */
  answers: Partial<Record<AskedField, Answers[AskedField] | null>>;
  /** What stood in their place when it was proposed: an own edit of the candidate overtakes the proposal. */
  was: Partial<Answers>;
  /** Words of the member of staff, which the candidate reads. */
  reason: string;
}

/** A correction that support proposes and only the candidate puts in force. One is open per registration. */
export interface Proposal {
  id: string;
  accountId: string;
  registrationId: string;
  /** Conversation it was proposed in. */
  handoffId: string | null;
  staffId: string;
  state: ProposalState;
  fields: AskedField[];
  /** Null once it is settled. */
  content: ProposalContent | null;
  /** Revision of the registration that it was made for. */
  revision: number;
  createdAt: number;
  expiresAt: number;
  settledAt: number | null;
}

/** Proposed corrections. */
export interface ProposalRepository {
  find(id: string): Promise<Proposal | null>;
  /** The newest of an account, settled or not. */
  latestOf(accountId: string): Promise<Proposal | null>;
  /** Of one registration, newest first. */
  listOf(registrationId: string, limit: number): Promise<Proposal[]>;
  /** False when another one of the registration is open. */
  insert(proposal: Proposal): Promise<boolean>;
  /** Ends an open one and forgets its values; true for the one caller that was first. */
  settle(id: string, end: { state: Exclude<ProposalState, 'open'>; at: number }): Promise<boolean>;
  /** Those of an account that ended in another one of the same person. */
  move(fromAccountId: string, intoAccountId: string): Promise<void>;
  /** The person's account ends (PR14). */
  removeAllOf(accountId: string): Promise<void>;
}

/** What people are looked up by: a person's name with the end of their document or mobile number, or a student number. */
export type SearchKind = 'document' | 'mobile' | 'student';

/** Keyed hashes by which staff find registrations; storage writes them whenever answers change (PR4). */
export interface SearchKeyRepository {
  /** Ids of registrations with this key, newest first. `words` are normalised by `searchWords`. */
  find(query: { kind: SearchKind; words: string; limit: number }): Promise<string[]>;
  /** Writes the keys of registrations stored before there were any; those that have theirs stay as they are. */
  addMissing(registrations: readonly { id: string; answers: Answers }[]): Promise<void>;
  /** Makes the keys of these registrations those of their answers; what is so already is not written. */
  replaceStale(registrations: readonly { id: string; answers: Answers }[]): Promise<void>;
  /** Removes keys of erased registrations with an id after `after`, and up to `upTo` unless that is null (PR12, PR14). */
  removeErased(range: { after: string; upTo: string | null }): Promise<void>;
}

/** A call of somebody signed in that failed, as support needs it to find the log. */
export interface CallFailure {
  code: string;
  requestId: string;
  /** Route as registered, without values. */
  route: string;
  at: number;
}

/** The last few failures of each account. */
export interface CallFailureRepository {
  /** Keeps it, and forgets the oldest of the account beyond a handful. */
  keep(accountId: string, failure: CallFailure): Promise<void>;
  /** Newest first. */
  lastOf(accountId: string, limit: number): Promise<CallFailure[]>;
  /** Those of an account that ended in another one of the same person; the newest of both stay. */
  move(fromAccountId: string, intoAccountId: string): Promise<void>;
  removeAllOf(accountId: string): Promise<void>;
}

/** One card that called a member of the desk; a view of the conversation, never more. */
export interface DeskCard {
  /** Unique for ever inside the app. */
  taskId: string;
  handoffId: string;
  userid: string;
  /** Update code of the send answer: one use, 72 hours; null until it is known, and once it is spent. */
  responseCode: string | null;
  sentAt: number;
}

/** Cards that called the desk. */
export interface DeskCardRepository {
  /** Not settled yet. */
  openOf(handoffId: string): Promise<DeskCard[]>;
  /** False when that card exists already. */
  insert(card: DeskCard): Promise<boolean>;
  /** Kept no later than the commit. */
  setResponseCode(taskId: string, code: string): Promise<void>;
  /** Marks it settled, no later than the commit. */
  settle(taskId: string, at: number): Promise<void>;
}
