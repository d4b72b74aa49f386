import { decisionEndsAt, expiryOf, type Deadlines } from './calendar';
import type { State } from './lifecycle';
import { outsideQuietHours, startOfDay } from './quiet-hours';
import { nudgeDueAt } from './review-nudge';
import type { ReminderRules, Season } from './season';
import { DAY_MS, HOUR_MS, instantOf, MINUTE_MS } from './time';

/** Occasions of a reminder. The result of a review is no reminder: the event itself tells it at once. */
export const REMINDER_KINDS = [
  'review_half',
  'review_morning',
  'review_late',
  'review_limit',
  'review_overdue',
  'resubmission_due',
  'payment_due',
  'photo_missing',
  'window_opens',
  'window_closes',
  'ticket_opens',
  'exam_tomorrow',
] as const;
/** One of `REMINDER_KINDS`. */
export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** Who is reminded; `leads` of a site hear of what reviewers left. */
export type ReminderAudience = 'candidate' | 'reviewers' | 'leads';

/** One planned reminder; judged again when it is due. */
export interface Reminder {
  kind: ReminderKind;
  audience: ReminderAudience;
  /** When it goes out, epoch milliseconds, quiet hours already kept. */
  dueAt: number;
  /** The end it speaks of, exclusive: a reminder whose end moved or passed is not sent. */
  endsAt: number;
}

/** What a plan depends on; a transition's facts carry most of it. */
export interface ReminderFacts {
  now: number;
  state: State;
  /** The chosen site reviews (S36). */
  reviews: boolean;
  deadlines: Deadlines;
  submittedForReviewAt: number | null;
  /** What is pending was resubmitted before its resubmission end. */
  submittedInTime: boolean;
  /** Start of the person's first session once tickets are imported; null before. */
  firstSessionAt: number | null;
}

/** An end to speak of, and how long before it. */
interface Occasion {
  kind: ReminderKind;
  audience: ReminderAudience;
  endsAt: number;
  /** Wanted instants, quiet hours not yet kept. */
  wantedAt: number[];
}

/** Holds up to this length are too short for the leads of the season: see `leadsBefore`. */
const SHORT_HOLD_MINUTES = 120;

/**
 * Two reminders of one deadline that quiet hours have brought closer together than this become one, the later: whoever
 * was told at 8:00 is not told again at 8:30. What was planned close together on purpose (a short hold) stays apart.
 */
export const MERGED_WITHIN_MS = 2 * HOUR_MS;

/** Of one site, together for all that waits there; the others are of one registration. */
export const SITE_REMINDERS = ['review_morning', 'review_limit', 'review_overdue'] as const;

/** Whether a reminder is stored once for a site. */
export function isOfSite({ kind }: Pick<Reminder, 'kind'>): boolean {
  return SITE_REMINDERS.some((one) => one === kind);
}

/** Leads hear of a pending registration when so much is left: an approval after the end has no value. */
const REVIEW_LATE_MS = DAY_MS;

/**
 * Every reminder still ahead, earliest first. What was due before `now` is left out, never caught up here: the event that
 * led to this state has just told the person the deadline.
 */
export function planReminders(facts: ReminderFacts, season: Season): Reminder[] {
  return remindersFrom(facts.now, facts, season)
    .filter((reminder) => reminder.dueAt < reminder.endsAt)
    .sort((one, other) => one.dueAt - other.dueAt);
}

/**
 * The re-check when a reminder is due: the occasion must still exist with the same end, and the end lie ahead. Facts are
 * those of the moment, not of the plan.
 */
export function stillApplies(reminder: Reminder, facts: ReminderFacts, season: Season): boolean {
  if (facts.now >= reminder.endsAt) return false;
  if (reminder.kind === 'window_opens') return facts.deadlines.windowOpen && needsWindow(facts);
  return occasionsOf(facts, season).some(
    (occasion) => occasion.kind === reminder.kind && occasion.endsAt === reminder.endsAt,
  );
}

/**
 * When a reminder that is due may leave: now or, where a delay has brought it into quiet hours and its end leaves time, in
 * the morning.
 */
export function leavesAt({ endsAt }: Pick<Reminder, 'endsAt'>, now: number, rules: ReminderRules): number {
  return outsideQuietHours(now, { endsAt, from: now, rules });
}

/**
 * The catch-up rule: after an outage one message goes out, not three. A reminder is skipped when a later one of the stored
 * plan, to the same audience, is due as well; one that has to wait for the morning, also when a later one follows it closely.
 * Each row can be judged alone, in any order; what was never planned takes the place of nothing.
 */
export function isSuperseded(
  reminder: Reminder,
  { planned, facts, season }: { planned: readonly Reminder[]; facts: ReminderFacts; season: Season },
): boolean {
  const { now } = facts;
  const leaving = leavesAt(reminder, now, season.reminders);
  const until = leaving > now ? leaving + MERGED_WITHIN_MS - 1 : now;
  return planned.some(
    (later) =>
      later.audience === reminder.audience &&
      later.dueAt > reminder.dueAt &&
      later.dueAt <= until &&
      // The morning message is about all that is pending, whatever end it was planned for.
      (later.kind === 'review_morning' || stillApplies(later, facts, season)),
  );
}

/**
 * The news that a ticket can be seen, for tickets imported after the ticket date, where the plan has nothing ahead. Null
 * when they came in time to be planned, or when nothing is left before the exam.
 */
export function ticketReminder(facts: ReminderFacts, season: Season): Reminder | null {
  const occasion = occasionsOf(facts, season).find(({ kind }) => kind === 'ticket_opens');
  if (!occasion || facts.firstSessionAt === null) return null;
  const { kind, audience, endsAt } = occasion;
  const { ticketFrom } = facts.deadlines;
  const rules = season.reminders;
  if (facts.now <= outsideQuietHours(ticketFrom, { endsAt, from: facts.now, rules })) return null;
  const dueAt = outsideQuietHours(facts.now, { endsAt, from: facts.now, rules });
  return dueAt < endsAt ? { kind, audience, endsAt, dueAt } : null;
}

/** Name of the stored row: the same reminder is stored once, also one that is for all of a site. */
export function reminderKey(
  reminder: Reminder,
  ids: { registrationId: string; seasonId: string; siteCode: string | null },
): string {
  const owner = isOfSite(reminder) ? `${ids.seasonId}/${ids.siteCode ?? ''}` : ids.registrationId;
  return `reminder/${owner}/${reminder.kind}/${reminder.dueAt}`;
}

function remindersFrom(from: number, facts: ReminderFacts, season: Season): Reminder[] {
  return occasionsOf({ ...facts, now: from }, season).flatMap((occasion) => {
    const { kind, audience, endsAt } = occasion;
    const moments = momentsOf(occasion, from, season.reminders);
    return merged(moments).map(({ dueAt }) => ({ kind, audience, endsAt, dueAt }));
  });
}

/** When a reminder goes out, and whether quiet hours moved it there. */
interface Moment {
  dueAt: number;
  moved: boolean;
}

function momentsOf({ endsAt, wantedAt }: Occasion, from: number, rules: ReminderRules): Moment[] {
  return wantedAt
    .map((wanted) => {
      const dueAt = outsideQuietHours(wanted, { endsAt, from, rules });
      return { dueAt, moved: dueAt !== wanted };
    })
    .filter(({ dueAt }) => dueAt >= from);
}

/** Keeps the later of two moments that came close together, judged from the last one back. */
function merged(moments: readonly Moment[]): Moment[] {
  const latestFirst = [...moments].sort((one, other) => other.dueAt - one.dueAt);
  return latestFirst.reduce<Moment[]>((kept, moment) => {
    const next = kept.at(-1);
    return next && isTooClose(moment, next) ? kept : [...kept, moment];
  }, []);
}

function isTooClose(earlier: Moment, later: Moment): boolean {
  if (earlier.dueAt === later.dueAt) return true;
  return (earlier.moved || later.moved) && later.dueAt - earlier.dueAt < MERGED_WITHIN_MS;
}

function occasionsOf(facts: ReminderFacts, season: Season): Occasion[] {
  switch (facts.state) {
    case 'draft':
      return [...windowOpens(facts), windowCloses(facts, season)];
    case 'saved':
      return [...windowOpens(facts), photoMissing(facts, season)];
    case 'ready':
      if (!facts.reviews) return [paymentDue(facts, season)];
      return [...windowOpens(facts), windowCloses(facts, season)];
    case 'pending':
      return pendingTooLong(facts, season);
    case 'rejected':
      return [resubmissionDue(facts, season)];
    case 'approved':
    case 'paying':
      return [paymentDue(facts, season)];
    case 'part_paid':
      return [paymentDue(facts, season), ...examComing(facts, season)];
    case 'paid':
      return examComing(facts, season);
    default:
      return [];
  }
}

function needsWindow({ state, reviews }: ReminderFacts): boolean {
  return state === 'draft' || state === 'saved' || (state === 'ready' && reviews);
}

function windowOpens({ deadlines }: ReminderFacts): Occasion[] {
  const { nextOpensAt, siteClosesAt } = deadlines;
  if (nextOpensAt === null) return [];
  return [{ kind: 'window_opens', audience: 'candidate', endsAt: siteClosesAt, wantedAt: [nextOpensAt] }];
}

function windowCloses(facts: ReminderFacts, season: Season): Occasion {
  const endsAt = expiryOf(facts.state, facts) ?? facts.deadlines.siteClosesAt;
  return before('window_closes', endsAt, season.reminders.windowClosesBeforeMinutes);
}

function photoMissing(facts: ReminderFacts, season: Season): Occasion {
  const endsAt = expiryOf('saved', facts) ?? facts.deadlines.siteClosesAt;
  return before(
    'photo_missing',
    endsAt,
    leadsBefore(endsAt, facts, season, season.reminders.photoBeforeMinutes),
  );
}

function paymentDue(facts: ReminderFacts, season: Season): Occasion {
  const endsAt = facts.deadlines.paymentDueAt;
  return before(
    'payment_due',
    endsAt,
    leadsBefore(endsAt, facts, season, season.reminders.paymentBeforeMinutes),
  );
}

function resubmissionDue(facts: ReminderFacts, season: Season): Occasion {
  const endsAt = facts.deadlines.resubmissionEndsAt ?? facts.deadlines.paymentDueAt;
  return before('resubmission_due', endsAt, season.reminders.resubmissionBeforeMinutes);
}

/**
 * Reviewers at half of what was left on submission, at the limit of the review and every morning; leads when the limit is
 * long over, and when little is left.
 */
function pendingTooLong(facts: ReminderFacts, season: Season): Occasion[] {
  const endsAt = decisionEndsAt(facts.deadlines, {
    resubmittedInTime: facts.submittedInTime,
    lateApproval: season.policies.lateApproval,
  });
  const submittedAt = facts.submittedForReviewAt ?? facts.now;
  const half = submittedAt + Math.floor((endsAt - submittedAt) / 2);
  const morning = nextAtMinute(facts.now, season.reminders.reviewMorningMinute);
  const nudge = (kind: 'review_limit' | 'review_overdue'): number[] =>
    [nudgeDueAt(kind, { submittedAt, endsAt }, season)].filter((at) => at !== null);
  return [
    { kind: 'review_half', audience: 'reviewers', endsAt, wantedAt: [half] },
    { kind: 'review_limit', audience: 'reviewers', endsAt, wantedAt: nudge('review_limit') },
    { kind: 'review_overdue', audience: 'leads', endsAt, wantedAt: nudge('review_overdue') },
    { kind: 'review_morning', audience: 'reviewers', endsAt, wantedAt: [morning] },
    { kind: 'review_late', audience: 'leads', endsAt, wantedAt: [endsAt - REVIEW_LATE_MS] },
  ];
}

/** Nobody is sent to look for a ticket that is not there: see `ticketReminder` for those imported late (S52). */
function examComing(facts: ReminderFacts, season: Season): Occasion[] {
  const examDay = startOfDay(facts.firstSessionAt ?? instantOf(season.examFrom));
  const eve = examDay - DAY_MS + season.reminders.examEveMinute * MINUTE_MS;
  const tickets = facts.firstSessionAt === null ? [] : [facts.deadlines.ticketFrom];
  return [
    { kind: 'ticket_opens', audience: 'candidate', endsAt: examDay, wantedAt: tickets },
    { kind: 'exam_tomorrow', audience: 'candidate', endsAt: examDay, wantedAt: [eve] },
  ];
}

/** A short hold leaves no room for hours: two thirds and five sixths of it (40 and 50 minutes of 60). */
function leadsBefore(endsAt: number, facts: ReminderFacts, season: Season, leads: number[]): number[] {
  const { unpaidHoldMinutes } = season.policies;
  const ownHold = endsAt === facts.deadlines.holdEndsAt ? unpaidHoldMinutes : null;
  if (ownHold === null || ownHold > SHORT_HOLD_MINUTES) return leads;
  return [Math.round(ownHold / 3), Math.round(ownHold / 6)];
}

function before(kind: ReminderKind, endsAt: number, leadMinutes: readonly number[]): Occasion {
  return {
    kind,
    audience: 'candidate',
    endsAt,
    wantedAt: leadMinutes.map((lead) => endsAt - lead * MINUTE_MS),
  };
}

/** First instant after `at` with this minute of the day in Asia/Shanghai. */
function nextAtMinute(at: number, minute: number): number {
  const today = startOfDay(at) + minute * MINUTE_MS;
  return today > at ? today : today + DAY_MS;
}
