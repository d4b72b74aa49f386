import { z } from 'zod';
import { DOCUMENT_TYPES } from '../domain/catalogue/document-types';
import { PROVINCES } from '../domain/catalogue/provinces';
import { NOTICE_IDS, SUBSCRIPTION_VALUES, TEMPLATE_KINDS } from '../domain/season';
import { CANNED_ANSWERS } from './canned-answers-schema';
import {
  captionText,
  formed,
  instant,
  line,
  localParagraphs,
  localText,
  minuteOfDay,
  plainDate,
  wholeNumber,
} from './file-values';

/** Longest label of a card's drop-down in Chinese and in English (WeCom advises 10 to 16 characters). */
const CARD_LABEL = { zh: 10, en: 16 };
const MAX_SEATS = 1_000_000;
const MAX_FEE_FEN = 100_000;
const MAX_HOLD_MINUTES = 30 * 24 * 60;

const window = z.strictObject({ opensAt: instant, closesAt: instant });
const windows = z.array(window).min(1).max(20);
const seats = wholeNumber(0, MAX_SEATS).nullable();
const level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
const subjectCode = formed(/^\d{2}$/, '65');
const keys = <T extends string>(items: readonly { key: string }[]) => items.map((item) => item.key as T);

const subject = z.strictObject({
  code: subjectCode,
  level,
  name: captionText(),
  minutes: wholeNumber(10, 600),
  requires: subjectCode.nullable(),
  feeFen: wholeNumber(0, MAX_FEE_FEN),
});

const site = z.strictObject({
  code: formed(/^\d{6}$/, '352505'),
  name: captionText(),
  city: captionText(),
  sample: z.boolean(),
  schools: z.array(line(32)).max(200),
  reviews: z.boolean(),
  maxSubjects: wholeNumber(1, 10),
  capacity: seats,
  subjects: z.record(z.string(), seats),
  windows: windows.nullable(),
  notice: localParagraphs(2000).nullable(),
  contact: localText(100),
  address: localText(100),
});

const notice = z.strictObject({
  id: z.enum(NOTICE_IDS),
  version: formed(/^[A-Za-z0-9._-]{1,32}$/, '2027-03.1'),
  title: localText(40),
  body: localParagraphs(20_000),
});

const rejectReason = z.strictObject({
  code: formed(/^[a-z][a-z0-9_]{0,39}$/, 'photo_quality'),
  label: z.strictObject({ zh: line(CARD_LABEL.zh), en: line(CARD_LABEL.en) }),
  text: localText(200),
  fields: z.array(z.string()).max(20),
  needsWords: z.boolean(),
});

const template = z.strictObject({
  kind: z.enum(TEMPLATE_KINDS),
  templateId: formed(/^[A-Za-z0-9_-]{1,64}$/, 'template ID of WeChat'),
  page: formed(/^pages\/[a-z0-9/-]{1,100}$/, 'pages/payment/index'),
  fields: z.record(z.string(), z.enum(SUBSCRIPTION_VALUES)),
});

const policies = z.strictObject({
  chatCollects: z.enum(['safe', 'all']),
  approveFromCard: z.enum(['afterView', 'always']),
  lateApproval: z.enum(['block', 'grace']),
  resubmissionEnd: z.enum(['reviewEnd', 'siteClose']),
  level4Gate: z.enum(['warn', 'require']),
  unpaidHoldMinutes: wholeNumber(10, MAX_HOLD_MINUTES).nullable(),
  holdStartsAt: z.enum(['information_submitted', 'approved']),
  unsubmittedHoldMinutes: wholeNumber(10, MAX_HOLD_MINUTES).nullable(),
  acceptForeignPrId: z.boolean(),
  ownSchoolOnly: z.boolean(),
  reviewClaimMinutes: wholeNumber(1, 240).optional(),
  reviewCardsAtMost: wholeNumber(1, 1000).optional(),
  reviewWithinWorkHours: wholeNumber(1, 200).optional(),
});

const leads = z.array(wholeNumber(1, 30 * 24 * 60)).max(5);
const reminders = z.strictObject({
  resubmissionBeforeMinutes: leads,
  paymentBeforeMinutes: leads,
  photoBeforeMinutes: leads,
  windowClosesBeforeMinutes: leads,
  reviewMorningMinute: minuteOfDay,
  reviewLeadsAtPercent: wholeNumber(100, 1000).optional(),
  examEveMinute: minuteOfDay,
  quietFromMinute: minuteOfDay,
  quietToMinute: minuteOfDay,
  quietUnlessDueBeforeMinute: minuteOfDay,
  eveningMinute: minuteOfDay,
});

const workHours = z.strictObject({
  days: z.array(wholeNumber(1, 7)).max(7),
  fromMinute: minuteOfDay,
  toMinute: minuteOfDay,
});

const photoRule = z.strictObject({
  minWidth: wholeNumber(1, 10_000),
  minHeight: wholeNumber(1, 10_000),
  minBytes: wholeNumber(1, 10_000_000),
  maxBytes: wholeNumber(1, 10_000_000),
  minRatio: z.number().min(0.1).max(10),
  maxRatio: z.number().min(0.1).max(10),
});

const supportRules = z
  .strictObject({
    answerMinutes: wholeNumber(1, 480),
    ticketAnswerMinutes: wholeNumber(1, 2_880),
    idleMinutes: wholeNumber(1, 240),
    graceMinutes: wholeNumber(1, 120),
    unownedMinutes: wholeNumber(5, 240),
    deadlineMinutes: wholeNumber(30, 7 * 24 * 60),
  })
  .partial();

/** Shape of a season file: one province and one sitting. Unknown fields are refused; relations between fields are not checked here. */
export const SEASON_FILE = z.strictObject({
  id: formed(/^[a-z]{2,16}(-preview)?-\d{4}-\d{2}$/, 'fujian-2027-03'),
  province: z.strictObject({ code: z.enum(keys(PROVINCES)), name: captionText() }),
  sitting: z.strictObject({
    no: wholeNumber(1, 999),
    month: formed(/^\d{4}-(0[1-9]|1[0-2])$/, '2027-03'),
    name: captionText(),
    levels: z.array(level).min(1).max(4),
  }),
  preview: z.boolean(),
  previewFor: z.array(line(320)).max(200).optional(),
  windows,
  reviewEndsAt: instant,
  paymentEndsAt: instant,
  ticketFrom: instant,
  examFrom: plainDate,
  examTo: plainDate,
  maxSubjects: wholeNumber(1, 10),
  subjects: z.array(subject).min(1).max(99),
  sites: z.array(site).min(1).max(1000),
  notices: z.array(notice),
  links: z.record(formed(/^[a-z][a-z0-9_]{0,39}$/, 'registration'), z.string().max(2048)),
  hotline: localText(200),
  rejectReasons: z.array(rejectReason).min(1).max(9),
  cannedAnswers: CANNED_ANSWERS.optional(),
  photoRule,
  templates: z.array(template),
  documentTypes: z.array(z.enum(keys(DOCUMENT_TYPES))).min(1),
  policies,
  reminders,
  supportHours: workHours,
  supportRules: supportRules.optional(),
  reviewHours: workHours.optional(),
  workCalendar: z
    .strictObject({
      years: z.array(wholeNumber(2000, 2100)).max(10),
      holidays: z.array(plainDate).max(400),
      makeUpWorkdays: z.array(plainDate).max(200),
    })
    .optional(),
  /** Paths a person still has to look at after `season clone`; the file is refused until the list is empty or gone. */
  toReview: z.array(z.string()).optional(),
});

/** A season file that has the right shape, times already as epoch milliseconds. */
export type SeasonFile = z.output<typeof SEASON_FILE>;
