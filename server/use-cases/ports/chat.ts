import type { Harm } from '../../../shared/domain/support-desk';
import type { KfServiceState } from './kf';

/** What is known of one customer-service conversation. Counts follow kf.md 4: 48 hours and five messages. */
export interface ChatState {
  externalUserId: string;
  openKfId: string;
  accountId: string;
  /** Last message of the customer, menu taps included; null when they only entered. */
  lastCustomerAt: number | null;
  /** Our messages since the last typed word of the customer. */
  sentSince: number;
  serviceState: KfServiceState;
  servicerUserid: string | null;
  /** Its version when it last went to a person; absent while it never did. */
  silencedAt?: number;
  version: number;
}

/** What we hold of the platform's conversations. `insert` and `save` answer false when somebody was faster. */
export interface ChatRepository {
  find(externalUserId: string): Promise<ChatState | null>;
  findByAccount(accountId: string): Promise<ChatState | null>;
  insert(chat: ChatState): Promise<boolean>;
  save(chat: ChatState): Promise<boolean>;
  /** The person's account ends: nothing tells any more which customer they were (PR14). */
  removeAllOf(accountId: string): Promise<void>;
}

/** One line of a conversation in our copy: masked before it gets here, sealed at rest (PR6, PR12). */
export interface TranscriptLine {
  id: string;
  accountId: string;
  channel: 'kf' | 'mini_program';
  /** Platform's message id; a repeat is left out. */
  messageId: string;
  from: 'candidate' | 'bot' | 'person' | 'system';
  text: string;
  /** What the line offers to tap in the in-app chat, as JSON; absent where the line is only read. */
  menu?: string;
  at: number;
}

/** Our copy of conversations. */
export interface TranscriptRepository {
  /** False when the message is there already. */
  add(line: TranscriptLine): Promise<boolean>;
  has(channel: TranscriptLine['channel'], messageId: string): Promise<boolean>;
  find(channel: TranscriptLine['channel'], messageId: string): Promise<TranscriptLine | null>;
  /** Adds lines in one statement; a message that is there already fails the whole unit of work. */
  addNew(lines: TranscriptLine[]): Promise<void>;
  lastOf(accountId: string, limit: number): Promise<TranscriptLine[]>;
  /** Lines after a place in the order of writing, oldest first; null begins with the last ones. */
  listSince(
    accountId: string,
    page: { after: number | null; limit: number },
  ): Promise<(TranscriptLine & { seq: number })[]>;
  /** Lines before a place in time, newest first; null begins with the last ones. */
  listBefore(
    accountId: string,
    page: { before: { at: number; seq: number } | null; limit: number },
  ): Promise<(TranscriptLine & { seq: number })[]>;
  /** The conversation of an account that ended in another one of the same person. */
  move(fromAccountId: string, intoAccountId: string): Promise<void>;
  /** The person's account ends: every line of theirs goes. */
  removeAllOf(accountId: string): Promise<void>;
  /** The candidate took a message back: the line stays, without its words. */
  blank(channel: TranscriptLine['channel'], messageId: string): Promise<void>;
}

/** A conversation handed to a person (promise 12): always with an owner or in a queue with a limit. */
export interface Handoff {
  id: string;
  accountId: string;
  externalUserId: string | null;
  trigger:
    | 'asked'
    | 'misses'
    | 'payment_trouble'
    | 'second_rejection'
    | 'deadline'
    | 'complaint'
    | 'guardian'
    | 'staff';
  state: 'queued' | 'served' | 'ticket' | 'closed';
  /** Who serves in the WeCom client, as the platform knows them; null while nobody does. */
  servicerUserid: string | null;
  /** Whose it is among our staff; null while nobody's, and of a servicer whom the staff file does not name. */
  ownerStaffId: string | null;
  /** When somebody took it first; the queue's waits end here. */
  servedFrom: number | null;
  /** Since when the present owner has it. */
  takenAt: number | null;
  /** When the owner took it or last wrote. */
  ownerActiveAt: number | null;
  /** Since when the candidate waits for a word of the owner; null when the last word was the owner's. */
  waitingSince: number | null;
  /** Orders the desk's list. */
  harm: Harm;
  /** The person's nearest deadline when it was opened, epoch ms; null without one. */
  deadlineAt: number | null;
  openedAt: number;
  /** Until when somebody has to have answered. */
  answerBy: number;
  closedAt: number | null;
  /** What the closer said of it; null when the platform ended it. */
  outcome: HandoffOutcome | null;
  /** When the candidate was asked how it was, and their answer: 1 solved, 2 partly, 3 not solved. */
  ratingAskedAt: number | null;
  rating: 1 | 2 | 3 | null;
  /** What the answers were when a person took it first, until it is told what has changed since. */
  answersThen: AnswerMarks | null;
  /** How often the time passed by which somebody was to answer, and the candidate was promised another. */
  promisesBroken: number;
  /** By it one text reaches whoever waits in the platform's pool, for 48 hours since (kf.md 4.2); null when it is spent or unknown. */
  poolCode: { code: string; since: number } | null;
  version: number;
}

/** Keyed hashes of the answers of one registration and of its photo, by field: they tell that one changed, and nothing else. */
export interface AnswerMarks {
  registrationId: string;
  hashes: Record<string, string>;
}

/** Tickets for these were opened for somebody who has called nobody, unless a person has served them. */
export const UNASKED: readonly Handoff['trigger'][] = ['staff', 'second_rejection', 'deadline'];

/** What a member of the desk says when closing. */
export type HandoffOutcome = 'solved' | 'told_how' | 'passed_on' | 'unreachable' | 'not_solvable';

/** Where a page of the desk's list ended. */
export interface DeskPlace {
  harmRank: number;
  urgentAt: number;
  id: string;
}

/** What the desk lists of the open conversations. */
export interface DeskQuery {
  /** `mine` is the member's; `waiting` has no owner; `tickets` waits outside the desk's hours. */
  kind: 'all' | 'mine' | 'waiting' | 'tickets';
  staffId: string;
}

/** Conversations handed to people; one open per account. `insert` and `save` answer false when somebody was faster. */
export interface HandoffRepository {
  openOf(accountId: string): Promise<Handoff | null>;
  find(id: string): Promise<Handoff | null>;
  /** The newest of an account, closed ones too. */
  latestOf(accountId: string): Promise<Handoff | null>;
  /** Of an account, closed ones too, newest first. */
  listOf(accountId: string, limit: number): Promise<Handoff[]>;
  insert(handoff: Handoff): Promise<boolean>;
  save(handoff: Handoff): Promise<boolean>;
  /** Open ones by harm, then by the nearer of promise and deadline. */
  listOpen(query: DeskQuery & { after: DeskPlace | null; limit: number }): Promise<Handoff[]>;
  /**
   * The same for people to choose from, with when each gets urgent at `now`: at its promise while nobody has it, at the
   * person's deadline, or when the platform takes no more messages, `windowMs` after their last; what is over counts no more.
   */
  listForDesk(
    query: DeskQuery & { now: number; windowMs: number; after: DeskPlace | null; limit: number },
  ): Promise<(Handoff & { urgentAt: number })[]>;
  /** Tickets of those who have called, in the order of `listOpen`. */
  listCalled(page: { after: DeskPlace | null; limit: number }): Promise<Handoff[]>;
  /** Up to `MOST_COUNTED` and one more, as every count of what waits. */
  countOpen(query: DeskQuery): Promise<number>;
  /** Ids of the open ones that a member of staff owns, oldest first. */
  ownedBy(staffId: string): Promise<string[]>;
  /** Ids of those whose candidate waits for a word of that owner, the longest wait first. */
  callingFor(staffId: string): Promise<string[]>;
  /** How many wait in the queue before this one. */
  countAhead(handoff: Pick<Handoff, 'id' | 'openedAt'>): Promise<number>;
  /** When the last ones were taken from the queue since an instant, newest first. */
  lastTakes(query: { since: number; limit: number }): Promise<number[]>;
  /** The closed ones of an account that ended in another one of the same person. */
  moveClosed(fromAccountId: string, intoAccountId: string): Promise<void>;
  /** The person's account ends: what they called for stays, without which customer they were (PR14). */
  forgetAllOf(accountId: string): Promise<void>;
}

export type PermitChoice = 'accepted' | 'refused' | 'banned';

export interface Permit {
  templateId: string;
  balance: number;
  /** Newest answer known; null before the first. */
  choice: PermitChoice | null;
  /** The answer is kept by the platform: its dialog does not show any more. */
  always: boolean;
}

/** Permissions for one-time subscription messages: one accept is one send (miniprogram.md 4). */
export interface PermitRepository {
  balance(openid: string, templateId: string): Promise<number>;
  add(openid: string, templateId: string, count: number, at: number): Promise<void>;
  /** Takes one; false when none is left. */
  take(openid: string, templateId: string, at: number): Promise<boolean>;
  clear(openid: string, templateId: string, at: number): Promise<void>;
  /** Keeps the newest answer; `always` null leaves what is known of it. */
  choose(
    openid: string,
    answer: { templateId: string; choice: PermitChoice; always: boolean | null; at: number },
  ): Promise<void>;
  listOf(openid: string): Promise<Permit[]>;
  removeAllOf(openid: string): Promise<void>;
}
