import type { State } from './lifecycle';
import { siteOf, type RegistrationWindow, type Season, type Site } from './season';
import { DAY_MS, MINUTE_MS } from './time';

/** Every deadline of one registration, epoch milliseconds; each end is exclusive (domain.md 2, time axis). */
export interface Deadlines {
  /** True inside a window of the site (of the province while no site is chosen). */
  windowOpen: boolean;
  /** Start of the next window, when now lies before or between windows. */
  nextOpensAt: number | null;
  /** End of the last window of the site. */
  siteClosesAt: number;
  reviewEndsAt: number;
  /** Only for a rejected registration: until when it may be resubmitted. */
  resubmissionEndsAt: number | null;
  /** Earlier of hold end and payment end. */
  paymentDueAt: number;
  holdEndsAt: number | null;
  unsubmittedHoldEndsAt: number | null;
  ticketFrom: number;
}

/** Where an instant lies in a list of windows. */
export type WindowState =
  | { kind: 'before'; opensAt: number }
  | { kind: 'open'; closesAt: number }
  | { kind: 'between'; opensAt: number }
  | { kind: 'closed'; closedAt: number };

/** What the calendar has to know of a registration; instants in epoch milliseconds. */
export interface DeadlineFacts {
  now: number;
  /** The site in force (never the one of an open change set); null while none is chosen. */
  siteCode: string | null;
  /** Site of the seat that a draft took over from the registration it replaces: its holds count. */
  heldSiteCode?: string | null;
  /** When the information page was submitted with the promise, or a seat was taken over; null in a draft without one. */
  informationSubmittedAt: number | null;
  /** The decision in force; null when none was taken or it was undone. */
  decision: { outcome: 'approved' | 'rejected'; decidedAt: number } | null;
}

/** A rejection leaves at least this long to resubmit under the policy `reviewEnd`, the payment due permitting. */
export const RESUBMISSION_GRACE_MS = DAY_MS;

/** Windows that count: the site's own or, without them or without a site, those of the province (S27). */
export function windowsOf(
  season: Season,
  siteCode: string | null | undefined,
): readonly RegistrationWindow[] {
  return siteOf(season, siteCode)?.windows ?? season.windows;
}

/** Windows are sorted and do not overlap; a season file that breaks this is refused. */
export function windowStateAt(windows: readonly RegistrationWindow[], at: number): WindowState {
  const next = windows.findIndex((window) => at < window.closesAt);
  const window = windows[next];
  if (!window) return { kind: 'closed', closedAt: siteClose(windows) };
  if (at >= window.opensAt) return { kind: 'open', closesAt: window.closesAt };
  return { kind: next === 0 ? 'before' : 'between', opensAt: window.opensAt };
}

/** End of the last window: the end of registration at the site. */
export function siteClose(windows: readonly RegistrationWindow[]): number {
  return Math.max(...windows.map((window) => window.closesAt));
}

/**
 * End of a hold of so many minutes. Between two windows nothing expires (domain.md 2), so the time of a gap does not
 * count; after the last window it counts as usual.
 */
export function holdEnd(startsAt: number, minutes: number, windows: readonly RegistrationWindow[]): number {
  let end = startsAt + minutes * MINUTE_MS;
  for (const gap of gapsOf(windows)) {
    if (startsAt < gap.endsAt && end > gap.startsAt) end += gap.endsAt - Math.max(gap.startsAt, startsAt);
  }
  return end;
}

/** All ends of one registration at one instant. */
export function deadlinesOf(facts: DeadlineFacts, season: Season): Deadlines {
  const site = siteOf(season, facts.heldSiteCode ?? facts.siteCode);
  const windows = windowsOf(season, facts.siteCode);
  const window = windowStateAt(windows, facts.now);
  const holdEndsAt = unpaidHoldEnd(facts, season, site);
  const paymentDueAt = Math.min(season.paymentEndsAt, holdEndsAt ?? Infinity);
  return {
    windowOpen: window.kind === 'open',
    nextOpensAt: window.kind === 'before' || window.kind === 'between' ? window.opensAt : null,
    siteClosesAt: siteClose(windows),
    reviewEndsAt: season.reviewEndsAt,
    resubmissionEndsAt: resubmissionEnd(facts, season, paymentDueAt),
    paymentDueAt,
    holdEndsAt,
    unsubmittedHoldEndsAt: unsubmittedHoldEnd(facts, season, site),
    ticketFrom: season.ticketFrom,
  };
}

/**
 * When a registration in this state expires, or null when time alone does not end it (domain.md 2, "Expiry").
 * In `paying` the open order is settled first (race rule 3); a `part_paid` one lapses, see `lapsesAt`.
 */
export function expiryOf(
  state: State,
  { deadlines, reviews }: { deadlines: Deadlines; reviews: boolean },
): number | null {
  const { siteClosesAt, paymentDueAt, unsubmittedHoldEndsAt, resubmissionEndsAt } = deadlines;
  switch (state) {
    // A draft that keeps a seat ends with its hold; any other one with the window of its site.
    case 'draft':
    case 'saved':
      return Math.min(siteClosesAt, paymentDueAt, unsubmittedHoldEndsAt ?? Infinity);
    case 'ready':
      return reviews ? Math.min(siteClosesAt, paymentDueAt, unsubmittedHoldEndsAt ?? Infinity) : paymentDueAt;
    case 'rejected':
      return resubmissionEndsAt ?? paymentDueAt;
    case 'pending':
    case 'approved':
      return paymentDueAt;
    default:
      return null;
  }
}

/** When the unpaid subjects of a partly paid registration lapse; null in every other state. */
export function lapsesAt(state: State, deadlines: Deadlines): number | null {
  return state === 'part_paid' ? deadlines.paymentDueAt : null;
}

/** Until when a pending registration may be decided (domain.md 2, row "decide"). */
export function decisionEndsAt(
  deadlines: Deadlines,
  options: { resubmittedInTime: boolean; lateApproval: 'block' | 'grace' },
): number {
  const open = options.resubmittedInTime || options.lateApproval === 'grace';
  return open ? deadlines.paymentDueAt : Math.min(deadlines.reviewEndsAt, deadlines.paymentDueAt);
}

/** Longest life of a payment order (race rule 1). */
export const ORDER_LIFE_MS = 30 * MINUTE_MS;

/** Expiry of an order opened now = min(now + 30 min, hold end, payment due). */
export function orderExpiry(now: number, deadlines: Deadlines): number {
  return Math.min(now + ORDER_LIFE_MS, deadlines.paymentDueAt);
}

function unpaidHoldEnd(facts: DeadlineFacts, season: Season, site: Site | undefined): number | null {
  const { unpaidHoldMinutes, holdStartsAt } = season.policies;
  if (unpaidHoldMinutes === null || !site) return null;
  const windows = windowsOf(season, site.code);
  // A site without review has no approval to wait for: the hold starts with the information.
  const fromApproval = site.reviews && holdStartsAt === 'approved';
  const startsAt = fromApproval ? approvedAt(facts) : facts.informationSubmittedAt;
  return startsAt === null ? null : holdEnd(startsAt, unpaidHoldMinutes, windows);
}

function approvedAt(facts: DeadlineFacts): number | null {
  return facts.decision?.outcome === 'approved' ? facts.decision.decidedAt : null;
}

function unsubmittedHoldEnd(facts: DeadlineFacts, season: Season, site: Site | undefined): number | null {
  const minutes = season.policies.unsubmittedHoldMinutes;
  if (minutes === null || !site?.reviews || facts.informationSubmittedAt === null) return null;
  return holdEnd(facts.informationSubmittedAt, minutes, windowsOf(season, site.code));
}

function resubmissionEnd(facts: DeadlineFacts, season: Season, paymentDueAt: number): number | null {
  if (facts.decision?.outcome !== 'rejected') return null;
  if (season.policies.resubmissionEnd === 'siteClose') {
    return Math.min(paymentDueAt, siteClose(windowsOf(season, facts.siteCode)));
  }
  const graceEndsAt = facts.decision.decidedAt + RESUBMISSION_GRACE_MS;
  return Math.min(paymentDueAt, Math.max(season.reviewEndsAt, graceEndsAt));
}

function gapsOf(windows: readonly RegistrationWindow[]): { startsAt: number; endsAt: number }[] {
  return windows.slice(1).map((window, index) => ({
    startsAt: windows[index]?.closesAt ?? window.opensAt,
    endsAt: window.opensAt,
  }));
}
