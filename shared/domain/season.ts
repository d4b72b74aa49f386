import type { CannedAnswer } from './canned-answers';
import type { SupportRules } from './support-desk';
import type { WorkCalendar, WorkHours } from './work-hours';

/**
 * A season: everything about one sitting in one province that varies, as data. A season file (JSON, times with offset)
 * is checked and turned into this form by `shared/contract/season.ts`; nothing else builds one.
 */
export type SeasonId = string;

/** One text in both languages; zh is the source. */
export interface LocalText {
  zh: string;
  en: string;
}

/** Level of a subject (domain.md 8). */
export type Level = 1 | 2 | 3 | 4;

/** A half-open span of instants in epoch milliseconds: opensAt is inside, closesAt is not. */
export interface RegistrationWindow {
  opensAt: number;
  closesAt: number;
}

/** A text that has to be read and ticked, or a consent; a tick belongs to `version` (S14-S16, PR1). */
export interface Notice {
  id: NoticeId;
  version: string;
  title: LocalText;
  /** Plain paragraphs separated by blank lines. */
  body: LocalText;
}

/** Texts of a season that are read, ticked or shown by version. */
export const NOTICE_IDS = [
  'agreement',
  'sitting_notice',
  'province_notice',
  'general_consent',
  'sensitive_consent',
  'guardian_consent',
  'privacy_policy',
  'e_certificate',
] as const;
/** One of `NOTICE_IDS`. */
export type NoticeId = (typeof NOTICE_IDS)[number];

/** Notices every season has. Only the sitting's own notice may be absent: then its step is too (S15). */
export const REQUIRED_NOTICES = NOTICE_IDS.filter((id) => id !== 'sitting_notice');

/** A subject of the sitting with its fee; codes are text (S20, domain.md 8). */
export interface SubjectOffer {
  code: string;
  level: Level;
  name: LocalText;
  minutes: number;
  /** Level 4 only: code of the level-3 subject whose certificate is needed. */
  requires: string | null;
  /** Fee of one candidate in this subject, in fen; 0 is a real value. */
  feeFen: number;
}

/** A place that takes registrations, and reviews them where it says so (S36). */
export interface Site {
  /** Six digits, kept as text; only the first two mean anything (the province). */
  code: string;
  name: LocalText;
  city: LocalText;
  /** True when the code is an example and has to be shown as 示例. */
  sample: boolean;
  /** Names of schools whose students are accepted; an empty list accepts everyone (domain.md 10). */
  schools: string[];
  reviews: boolean;
  maxSubjects: number;
  /** Seats for candidates in all; null means no limit of its own. */
  capacity: number | null;
  /** Open subjects; the value is the seat limit of that subject or null. */
  subjects: Record<string, number | null>;
  /** Windows of the site; null means those of the province. */
  windows: RegistrationWindow[] | null;
  notice: LocalText | null;
  contact: LocalText;
  address: LocalText;
}

/** A prepared reason to reject with. */
export interface RejectReason {
  code: string;
  /** Short label for the card's drop-down, at most 10 characters in Chinese. */
  label: LocalText;
  /** Sentence safe to show to the candidate. */
  text: LocalText;
  /** Fields or 'photo' that the candidate is led to first. */
  fields: string[];
  /** True when a reviewer has to add words of their own, on the page. */
  needsWords: boolean;
}

/** Occasions of a subscription message; one template may serve several. */
export const TEMPLATE_KINDS = [
  'review_result',
  'resubmission_due',
  'payment_due',
  'payment_received',
  'photo_missing',
  'window_opens',
  'window_closes',
  'ticket_opens',
  'exam_tomorrow',
  'support_answer',
] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/** How a subscription message is filled: template field name to text key of what it holds. */
export interface SubscriptionTemplate {
  kind: TemplateKind;
  templateId: string;
  /** Page of the mini program that a tap opens, without leading slash. */
  page: string;
  fields: Record<string, SubscriptionValue>;
}

/** What a field of a subscription message may hold. */
export const SUBSCRIPTION_VALUES = [
  'subject',
  'site',
  'state',
  'deadline',
  'note',
  'exam_date',
  'amount',
  'answered_at',
] as const;
export type SubscriptionValue = (typeof SUBSCRIPTION_VALUES)[number];

/** What provinces decide differently; each value changes a rule (domain.md 10). */
export interface SeasonPolicies {
  /** `all`: the chat asks every question; `safe`: personal answers are asked on the mini program's pages. */
  chatCollects: 'safe' | 'all';
  approveFromCard: 'afterView' | 'always';
  lateApproval: 'block' | 'grace';
  resubmissionEnd: 'reviewEnd' | 'siteClose';
  level4Gate: 'warn' | 'require';
  /** An unpaid registration ends after this many minutes; null means only at the payment end. */
  unpaidHoldMinutes: number | null;
  holdStartsAt: 'information_submitted' | 'approved';
  /** At reviewing sites: a seat held without submission is returned after this many minutes. */
  unsubmittedHoldMinutes: number | null;
  acceptForeignPrId: boolean;
  /** In-school students must use their own school's site when it is one. */
  ownSchoolOnly: boolean;
  /** How long a reviewer who opened a registration is shown as being at it; 15 when it is left out. */
  reviewClaimMinutes?: number;
  /** Who has so many undecided cards gets further ones as those are decided; without it all at once, at the platform's pace. */
  reviewCardsAtMost?: number;
  /** A submission is to be decided within so many office hours (the review limit); without it there is none. */
  reviewWithinWorkHours?: number;
}

/** Office hours of the support desk. */
export type SupportHours = WorkHours;

/** When reminders are due (domain.md 9); minutes before an end, or minutes of the day in Asia/Shanghai. */
export interface ReminderRules {
  resubmissionBeforeMinutes: number[];
  paymentBeforeMinutes: number[];
  photoBeforeMinutes: number[];
  windowClosesBeforeMinutes: number[];
  /** Reviewers with pending registrations are told every morning at this minute. */
  reviewMorningMinute: number;
  /** Leads hear of what is not decided at this many hundredths of the review limit; 150 when it is left out. */
  reviewLeadsAtPercent?: number;
  /** On the day before the exam. */
  examEveMinute: number;
  /** Quiet hours: from this minute of the evening to that one of the morning. */
  quietFromMinute: number;
  quietToMinute: number;
  /** What ends before this minute of the morning cannot wait for it. */
  quietUnlessDueBeforeMinute: number;
  /** Such a reminder goes out at this minute of the evening before. */
  eveningMinute: number;
}

/** What a photo must measure: pixels, bytes of the file, width by height. */
export interface PhotoRuleData {
  minWidth: number;
  minHeight: number;
  minBytes: number;
  maxBytes: number;
  minRatio: number;
  maxRatio: number;
}

/** Everything that varies by province and sitting: one file, one row. */
export interface Season {
  id: SeasonId;
  /** Counts imports that changed something; 1 for the first. */
  version: number;
  province: { code: string; name: LocalText };
  sitting: { no: number; month: string; name: LocalText; levels: Level[] };
  /** A preview season is open to named accounts only (mini program audit, staff training). */
  preview: boolean;
  /** E-mail addresses and mobiles of the accounts a preview season is open to; empty in any other season. */
  previewFor?: string[];
  windows: RegistrationWindow[];
  reviewEndsAt: number;
  paymentEndsAt: number;
  ticketFrom: number;
  /** First and last exam day, plain dates YYYY-MM-DD in Asia/Shanghai. */
  examFrom: string;
  examTo: string;
  subjects: SubjectOffer[];
  maxSubjects: number;
  sites: Site[];
  notices: Notice[];
  /** Addresses that may be shown (S1, S2, S5, S6), by name. */
  links: Record<string, string>;
  /** How the exam office and the support desk are reached. */
  hotline: LocalText;
  rejectReasons: RejectReason[];
  /** Prepared answers of the support desk; a season without any has none. */
  cannedAnswers?: CannedAnswer[];
  photoRule: PhotoRuleData;
  templates: SubscriptionTemplate[];
  /** Document types accepted, keys of rules/document.ts. */
  documentTypes: string[];
  policies: SeasonPolicies;
  reminders: ReminderRules;
  supportHours: SupportHours;
  /** What differs from `SUPPORT_RULES`. */
  supportRules?: Partial<SupportRules>;
  /** Hours in which sites review; those of the support desk when they are left out. */
  reviewHours?: WorkHours;
  /** Public holidays and make-up workdays: days of the real calendar, which do not move with a season. */
  workCalendar?: WorkCalendar;
}

/** Whether an account may take part: everybody may, except in a preview season, which names its people by verified addresses. */
export function isOpenTo(season: Season, verified: readonly (string | null)[]): boolean {
  if (!season.preview) return true;
  return verified.some((address) => address !== null && (season.previewFor ?? []).includes(address));
}

/** The notice of a season, if it has it. */
export function noticeOf(season: Season, id: NoticeId): Notice | undefined {
  return season.notices.find((notice) => notice.id === id);
}

/** The site of that code, if the season has it. */
export function siteOf(season: Season, code: string | null | undefined): Site | undefined {
  return code == null ? undefined : season.sites.find((site) => site.code === code);
}

/** The subject of that code, if the season offers it. */
export function subjectOf(season: Season, code: string): SubjectOffer | undefined {
  return season.subjects.find((subject) => subject.code === code);
}
