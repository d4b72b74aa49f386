import type { Role } from '../../../shared/domain/registration';
import type { QueuePart } from '../../../shared/domain/review-order';

/** A member of the office or of a site. Site codes limit reviewer and lead; other roles have none. */
export interface StaffMember {
  id: string;
  /** WeCom userid, lower-cased; null for staff outside the office's corp. */
  userid: string | null;
  email: string | null;
  name: string;
  roles: Extract<Role, 'reviewer' | 'lead' | 'support' | 'administrator' | 'auditor'>[];
  siteCodes: string[];
  onDuty: boolean;
  /** Keyed hashes of own phone and document, for conflicts of interest (domain.md 2). */
  mobileHash: string | null;
  documentHash: string | null;
}

/** Staff as imported from the staff file. */
export interface StaffRepository {
  find(id: string): Promise<StaffMember | null>;
  findByUserid(userid: string): Promise<StaffMember | null>;
  reviewersOf(siteCode: string): Promise<StaffMember[]>;
  withRole(role: StaffMember['roles'][number]): Promise<StaffMember[]>;
  list(): Promise<StaffMember[]>;
  /** Replaces the whole list, one after the other; returns who was on it and what changed. */
  replaceAll(members: StaffMember[]): Promise<StaffReplaced>;
}

export interface StaffReplaced {
  before: StaffMember[];
  added: number;
  changed: number;
  removed: number;
}

/** One card sent to one reviewer; a view of the database, never more. */
export interface ReviewCard {
  /** Unique for ever inside the app. */
  taskId: string;
  registrationId: string;
  revision: number;
  userid: string;
  /** Update code of the send answer: one use, 72 hours. */
  responseCode: string | null;
  sentAt: number;
  settledAt: number | null;
}

/** Review cards that were sent. */
export interface CardRepository {
  find(taskId: string): Promise<ReviewCard | null>;
  openOf(registrationId: string): Promise<ReviewCard[]>;
  /** How many of the member's cards are still to be decided; counts no further than `atMost`. */
  countOpenOf(userid: string, atMost: number): Promise<number>;
  /** False when that card exists already. */
  insert(card: ReviewCard): Promise<boolean>;
  /** Kept no later than the commit. */
  setResponseCode(taskId: string, code: string | null): Promise<void>;
  /** Marks the card settled, no later than the commit; one that is settled already stays as it is. */
  settle(taskId: string, at: number): Promise<void>;
}

/** A registration that waits for a decision. */
export interface QueuedReview {
  registrationId: string;
  seasonId: string;
  siteCode: string;
  /** Until when it may be decided, epoch ms: what the queue is ordered by. */
  decideBy: number;
  submittedAt: number;
  /** Who is at it and until when; it may be over. It orders the queue and never keeps a colleague from deciding. */
  claim: { memberId: string; until: number } | null;
}

/** Where a page of the queue ended. */
export interface QueuePlace {
  /** What can be decided comes first, then what a colleague is at, then what can no longer be decided. */
  part: QueuePart;
  decideBy: number;
  submittedAt: number;
  registrationId: string;
}

/** What waits for reviewers, kept beside the state of each registration and written with it. */
export interface ReviewQueueRepository {
  /** Enters it or moves its deadline; no later than the commit. */
  put(review: Omit<QueuedReview, 'claim'>): Promise<void>;
  remove(registrationId: string): Promise<void>;
  find(registrationId: string): Promise<QueuedReview | null>;
  /** By part of the queue, in each by `compareReviews`. */
  list(query: {
    siteCodes: readonly string[];
    memberId: string;
    now: number;
    after: QueuePlace | null;
    limit: number;
  }): Promise<QueuedReview[]>;
  count(siteCodes: readonly string[]): Promise<number>;
  /** False when a colleague is at it, or it does not wait any more. */
  claim(registrationId: string, lease: { memberId: string; now: number; until: number }): Promise<boolean>;
  release(registrationId: string, memberId: string): Promise<void>;
}

/** A reviewer opened the page of one revision; approving from the card needs it (policy approveFromCard). */
export interface ViewRepository {
  add(view: { registrationId: string; revision: number; staffId: string; at: number }): Promise<void>;
  has(registrationId: string, revision: number, staffId: string): Promise<boolean>;
}
