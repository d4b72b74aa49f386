import type { Deadlines } from '../shared/domain/calendar';
import type { AskedField } from '../shared/domain/fields';
import type { ProposalState } from '../shared/domain/proposal';
import type { RefundStanding } from '../shared/domain/refund-standing';
import type { Answers, AnswerField, Registration } from '../shared/domain/registration';
import type { NoticeId, Season } from '../shared/domain/season';
import type { State } from '../shared/domain/lifecycle';
import type { Facts } from '../shared/domain/facts';
import type { Refusal } from '../shared/domain/refusal';

/**
 * What the bot and its host say to each other. One turn: the host gathers a `Situation`, the bot understands the message
 * as one `Act`, the host does it in its unit of work and answers with an `Outcome`, gathers the situation anew, and the
 * bot replies. Both halves are pure: they open no socket and read no clock.
 */
export type Locale = 'zh-CN' | 'en';

/** Message of the candidate, free of platform details. */
export type ChatMessage =
  | { kind: 'text'; text: string }
  /** A tapped menu item: the id we gave it, and its caption. */
  | { kind: 'tap'; id: string; caption: string }
  /** A picture the host has fetched and examined already; refusals are shown like those of any answer. */
  | { kind: 'picture'; result: PictureResult }
  | { kind: 'entered' }
  /** A page or another channel has changed something; the bot names it and asks what is next. */
  | { kind: 'resumed'; filled: (AnswerField | 'photo')[] }
  | { kind: 'unsupported'; what: string };

/** What the check of a sent picture found. */
export type PictureResult =
  | { ok: true; photoId: string; width: number; height: number; bytes: number; warnings: TextCode[] }
  /** `advice` does not block; it spares the next picture a warning. */
  | { ok: false; problems: TextCode[]; advice: TextCode[] };

/** A dotted code with the values its text needs. */
export interface TextCode {
  code: string;
  params?: Record<string, string | number>;
}

/** One thing the candidate wants done. Text alone never changes a state: submit, delete and pay need a tap or an explicit yes. */
export type Act =
  | { kind: 'none' }
  | { kind: 'set_locale'; locale: Locale }
  | { kind: 'choose_season'; seasonId: string }
  /** Account step: sends a link to the address; a verified address of another account leads to login there (S7, S9). */
  | { kind: 'give_address'; via: 'email' | 'mobile'; value: string }
  | { kind: 'resend_link'; via: 'email' | 'mobile' }
  | { kind: 'tick_notice'; noticeId: NoticeId; textVersion: string }
  | { kind: 'withdraw_consent'; noticeId: NoticeId }
  /** Accepted, checked answers; they commit in this turn to the draft or to the change set. */
  | { kind: 'save_answers'; answers: Partial<Answers> }
  | { kind: 'give_guardian'; name: string; relation: string; mobile: string }
  | { kind: 'submit_information' }
  | { kind: 'apply_changes' }
  | { kind: 'discard_changes' }
  | { kind: 'keep_photo'; photoId: string }
  | { kind: 'submit_for_review' }
  | { kind: 'confirm_zero_fee'; subjectCodes: string[] }
  | { kind: 'close_order' }
  | { kind: 'check_payment' }
  /** `anew`: a new registration with the same answers and the seat follows in the same act. */
  | { kind: 'delete'; reason: string; anew?: boolean }
  | { kind: 'clear_draft' }
  /** The candidate's tap on a correction that support proposed: the only thing that puts it in force. */
  | { kind: 'answer_proposal'; proposalId: string; accepts: boolean }
  | { kind: 'register_again' }
  /** How a person's service was: 1 solved, 2 partly, 3 not solved. */
  | { kind: 'rate_handoff'; handoffId: string; rating: 1 | 2 | 3 }
  | { kind: 'hand_off'; trigger: 'asked' | 'misses' | 'payment_trouble' | 'complaint' | 'guardian' };

/** What became of an act; `reply` tells it. */
export type Outcome =
  | { ok: true }
  /** The world refused: rules with their remedies. */
  | { ok: false; why: 'refused'; reasons: Refusal[] }
  /** A field was not accepted after all (for example seats gone, document used elsewhere). */
  | {
      ok: false;
      why: 'invalid';
      field: AnswerField | 'email' | 'mobile' | 'guardian' | 'photo';
      problem: TextCode;
    }
  | { ok: false; why: 'seats_full'; siteCode: string; subjectCode: string | null }
  /** A platform or a store does not answer; nothing was changed. */
  | { ok: false; why: 'unavailable' };

/** Places left at one site; `left` null means no limit. */
export interface SeatsLeft {
  siteCode: string;
  left: number | null;
  bySubject: Record<string, number | null>;
}

/** The newest correction that support proposed for the registration. */
export interface Proposed {
  id: string;
  fields: AskedField[];
  /** As it stands now; one that is over says how. */
  state: ProposalState;
  /** While it is open: all answers as they would be, fields whose answer would go, and why it is proposed. */
  change: { after: Answers; voided: AskedField[]; reason: string } | null;
}

/** Everything the bot may know when it understands and replies. */
export interface Situation {
  now: number;
  /** Plain date of `now` in Asia/Shanghai. */
  today: string;
  channel: 'kf' | 'mini_program';
  locale: Locale;
  account: {
    id: string;
    /** Masked forms, shown as they are. */
    email: string | null;
    emailVerified: boolean;
    mobile: string | null;
    mobileVerified: boolean;
    /** An address typed now belongs to an account of earlier: its login link is under way (S7). */
    loginLinkSent: boolean;
  };
  /** Clear verified addresses, the default answers of the contact group. */
  contact: { email: string | null; mobile: string | null };
  /** Seasons that are not over, for the entry (S1). */
  seasons: Season[];
  season: Season | null;
  /** Notices in force: ticked in the version the season has now. */
  ticked: NoticeId[];
  guardian: 'not_needed' | 'needed' | 'waiting' | 'given';
  /** Under 14: a number waits sealed for the guardian's consent (PR2). */
  heldAnswers: Partial<Answers> | null;
  registration: Registration | null;
  deadlines: Deadlines | null;
  /** Names of the fields that had an answer when the chat last spoke; absent where nobody remembers. */
  answeredBefore?: readonly string[] | null;
  /** For `judge`: null without a registration. */
  facts: Facts | null;
  seats: readonly SeatsLeft[];
  /** Null or absent without one. */
  proposal?: Proposed | null;
  order: {
    state: 'opening' | 'open' | 'closing';
    amountFen: number;
    expiresAt: number;
    subjectCodes: string[];
  } | null;
  /** `stuck`: the platform does not pay it back, and staff see to it. */
  refunds: { amountFen: number; standing: RefundStanding; cause: string }[];
  /** Proof numbers of paid subjects. */
  paid: { orderId: string; subjectCodes: string[]; amountFen: number; paidAt: number }[];
  tickets: { subjectCode: string; ticketNumber: string; startsAt: number; room: string; seat: string }[];
  handoff: {
    state: 'queued' | 'served' | 'ticket';
    answerBy: number;
    /** The desk looks at it by itself: the person has not called anybody yet. */
    unasked?: boolean;
    /** In the queue: how many wait before, and the minutes expected; null where nobody can tell. */
    place?: { ahead: number; minutes: number | null };
  } | null;
  /** A person has ended and the candidate was not told yet; null or absent otherwise. */
  handBack?: HandBack | null;
  supportOpen: boolean;
  /** Messages the platform still lets through before the candidate writes again; null without a limit. */
  messagesLeft: number | null;
}

/** What became of the registration while a person served; states are null where nothing did. */
export interface HandBack {
  handoffId: string;
  from: State | null;
  to: State | null;
  /** Money that came and counts, that has gone back, that is on its way back, and whose way back a person has to settle. */
  paidFen: number;
  refundedFen: number;
  refundingFen: number;
  stuckFen: number;
  /** How the correction ended that was proposed; null where none did. */
  proposal: Exclude<ProposalState, 'open'> | null;
  /** Fields that hold another answer than when the person began, and the photo. */
  changed: (AskedField | 'photo')[];
}

/** What a reply offers to open; the host turns it into an address with a token. */
export type Target =
  | { open: 'notice'; noticeId: NoticeId }
  | { open: 'help' }
  /** `subjectCodes`: codes that stayed ticked at the read-back: the page orders these. */
  | { open: 'payment'; subjectCodes?: string[] }
  | { open: 'question'; field: AnswerField | 'photo' | 'email' | 'mobile' | 'guardian' }
  | { open: 'summary' }
  /** How the registration stands: its review and what follows. */
  | { open: 'status' }
  | { open: 'ticket' }
  | { open: 'sites' }
  | { open: 'link'; name: string };

/** One line of a menu, before the channel renders it. */
export type MenuItem =
  | { kind: 'tap'; id: string; caption: string }
  | { kind: 'page'; target: Target; caption: string }
  | { kind: 'mini_program'; target: Target; caption: string }
  | { kind: 'line'; text: string };

/** One message to the person, before the channel renders it. */
export type Reply =
  { kind: 'text'; text: string } | { kind: 'menu'; head: string; items: MenuItem[]; tail: string };

/** One turn's result. `session` is the new live session, kept outside the database and lost at no harm. */
export interface Heard {
  act: Act;
  session: Session;
  /** What goes into our copy of the conversation: masked already (PR6). */
  transcript: string;
}

/** What is said in a turn, with the session as it is afterwards. */
export interface Said {
  replies: Reply[];
  session: Session;
}

/** Question asked last; a tap is honoured only with its nonce. */
export interface AskedQuestion {
  step: string;
  nonce: string;
  page: number;
  /** Fragment that narrowed a long list. */
  fragment: string | null;
  /** Mark of the answer that stood when a field was asked; absent where there was none. */
  mark?: string;
  /** When it was asked, epoch milliseconds. */
  at?: number;
}

/** Live part of a conversation. Carries its own version: an old one is upgraded or dropped, never misread. */
export interface Session {
  v: 1;
  locale: Locale;
  asked: AskedQuestion | null;
  misses: number;
  /** An answer understood but not confirmed yet; `clash.` and the field where another one was given on a page meanwhile. */
  unconfirmed: { step: string; answers: Partial<Answers>; said: string } | null;
  /** An act that waits for an explicit yes: its name and what it is about. */
  confirming: {
    act:
      | 'submit_for_review'
      | 'delete'
      | 'delete_anew'
      | 'clear_draft'
      | 'discard_changes'
      | 'withdraw'
      | 'hand_off'
      | 'leave_photo';
    reason: string | null;
  } | null;
  /** Field being changed on request (改…), the list of fields to choose one from, or null. */
  editing: AnswerField | 'photo' | 'menu' | null;
  /** City whose sites are shown; null shows the cities. */
  city: string | null;
  /** Guardian's particulars given so far (PR2). */
  guardian: { name: string; relation: string | null } | null;
  /** Questions between which the candidate is asked to choose: ids of the answers that fit equally well. */
  choosing: string[] | null;
  /** Subjects unticked at the read-back before payment. */
  leftOut: string[];
  /** Warnings and notices shown already, so that each is shown once. */
  shown: string[];
  /** Left by understanding for the reply of the same turn; null in a stored session. */
  turn: Turn | null;
}

/** What the reply says before the next question, and what the session becomes when the act succeeded. */
export interface Turn {
  notes: Note[];
  onOk: Partial<Omit<Session, 'v' | 'turn'>> | null;
  /** The message was answered without asking anything anew: the question is not repeated. */
  quiet: boolean;
}

/** One thing to say, by text key or by the kind of passage it is; never holds what the candidate typed. */
export type Note =
  | { say: 'text'; key: string; params?: Record<string, string | number> }
  /** A rule's answer: code with its values. */
  | { say: 'problem'; code: string; params?: Record<string, string | number> }
  | { say: 'refused'; reasons: Refusal[] }
  | { say: 'faq'; id: string }
  | { say: 'status' }
  | { say: 'summary' }
  | { say: 'help' };

/** The two pure halves of the bot (ADR 0005). */
export interface Assistant {
  understand(situation: Situation, session: Session | null, message: ChatMessage): Heard;
  reply(situation: Situation, session: Session, message: ChatMessage, act: Act, outcome: Outcome): Said;
}
