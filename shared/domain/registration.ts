import type { State } from './lifecycle';

/** Answers of the information form (S18-S22, domain.md 4). Text is trimmed and in NFC; absent means not answered yet. */
export interface Answers {
  documentType?: DocumentType;
  /** Normalised document number. */
  documentNumber?: string;
  sex?: Sex;
  /** Plain date YYYY-MM-DD; locked when the document number carries it. */
  birthDate?: string;
  name?: string;
  /** True when Latin pinyin stands in for a character that could not be typed (domain.md 6). */
  pinyinSubstitute?: boolean;
  ethnicity?: string;
  nationality?: string;
  occupation?: string;
  education?: string;
  trainingType?: string;
  mobile?: string;
  email?: string;
  address?: string;
  postcode?: string;
  student?: boolean;
  school?: string;
  faculty?: string;
  major?: string;
  grade?: string;
  className?: string;
  studentNumber?: string;
  siteCode?: string;
  /** Subject codes in the order of choice, no repeats. */
  subjects?: string[];
}

/** Name of one answer. */
export type AnswerField = keyof Answers;

/** Kinds of identity documents (domain.md 5). */
export type DocumentType =
  'resident_id' | 'hmt_residence' | 'hm_permit' | 'tw_permit' | 'passport' | 'foreign_pr_id';

/** As the documents state it. */
export type Sex = 'male' | 'female';

/** Payment state of one subject (domain.md 9): `lapsed` = unpaid at the payment due, seat returned. */
export type SubjectState = 'chosen' | 'paid' | 'lapsed';

/** One subject of a registration. */
export interface ChosenSubject {
  code: string;
  /** Fee fixed when the subject was chosen, in fen. */
  feeFen: number;
  state: SubjectState;
}

/** Kind of account or actor that asks for an act (design.md 6). */
export type Role =
  'candidate' | 'reviewer' | 'lead' | 'support' | 'administrator' | 'auditor' | 'system' | 'platform';

/** Where an act came from. */
export type Channel =
  'chat' | 'mini_program' | 'page' | 'card' | 'staff_page' | 'job' | 'callback' | 'command';

/** Who did something and through what. `id` is our account id, a staff userid, or a job or platform name. */
export interface Actor {
  role: Role;
  id: string;
  channel: Channel;
}

/** One field as it was when it was decided on. */
export interface DecidedValue {
  hash: string;
  /** Null where the answer has no mask, or there was none. */
  mask: string | null;
}

/** What a reviewer decided about one revision. */
export interface Decision {
  outcome: 'approved' | 'rejected';
  revision: number;
  decidedAt: number;
  decidedBy: string;
  /** Coded reason of a rejection, or null with own words. */
  reasonCode: string | null;
  /** Words of the reviewer, plain text of 5 to 200 characters, or null. */
  reasonWords: string | null;
  /** Answer fields, or 'photo', that were marked. */
  marked: string[];
  /**
   * Of a rejection: what each field, or `photo`, held then, so that a resubmission shows what changed. A keyed hash and the
   * mask that the reviewer saw, never a value; decisions of before this was kept lack it.
   */
  decidedOn?: Record<string, DecidedValue>;
  /** The rejection that was resubmitted and decided by this: in force again when this is taken back. */
  before?: Omit<Decision, 'before'>;
}

/** Places held at one site: one in its total and one in each subject. */
export interface HeldSeat {
  siteCode: string;
  subjectCodes: string[];
}

/** One registration of one person in one season. */
export interface Registration {
  id: string;
  accountId: string;
  seasonId: string;
  state: State;
  /** Guards the row: grows with every change. */
  version: number;
  /** Counts changes of what a reviewer is shown. */
  revision: number;
  answers: Answers;
  /** All answers as they will stand once an open change is applied (after `draft`); null when no change is open. */
  changeSet: Answers | null;
  photoId: string | null;
  /** Seats held now; returned on delete, lapse and expiry (race rule 5). */
  seat: HeldSeat | null;
  subjects: ChosenSubject[];
  decision: Decision | null;
  /** When the information page was submitted with the promise (S21, S26); null in `draft`. */
  informationSubmittedAt: number | null;
  submittedForReviewAt: number | null;
  /** Open payment order, if any: at most one (promise 2). */
  openOrderId: string | null;
  deleteRequestedAt: number | null;
  deleteReason: string | null;
  createdAt: number;
  updatedAt: number;
}
