import {
  deadlinesOf,
  decisionEndsAt,
  expiryOf,
  lapsesAt,
  windowStateAt,
  windowsOf,
  type Deadlines,
} from '../../../shared/domain/calendar';
import { openFields } from '../../../shared/domain/rules/answers';
import { plainDateAt } from '../../../shared/domain/time';
import type { Registration } from '../../../shared/domain/registration';
import { siteOf, type Season } from '../../../shared/domain/season';
import type { Facts } from '../../../shared/domain/facts';

/** Deadlines of a registration at an instant. */
export function registrationDeadlines(registration: Registration, season: Season, now: number): Deadlines {
  const { answers, informationSubmittedAt, decision, seat, createdAt } = registration;
  // A draft with a seat took it over from the registration it replaces: holds run from then on.
  const keepsSeat = registration.state === 'draft' && seat !== null;
  return deadlinesOf(
    {
      now,
      siteCode: answers.siteCode ?? null,
      heldSiteCode: keepsSeat ? seat.siteCode : null,
      informationSubmittedAt: keepsSeat ? createdAt : informationSubmittedAt,
      decision,
    },
    season,
  );
}

/** Gathers what guards judge, from one loaded registration and its season. Reads nothing else. */
export function registrationFacts(registration: Registration, season: Season, now: number): Facts {
  const { answers, changeSet } = registration;
  const deadlines = registrationDeadlines(registration, season, now);
  const wanted = changeSet ?? answers;
  const newSite = changeSet?.siteCode;
  const movesSite = newSite !== undefined && newSite !== answers.siteCode;
  let missing: Facts['missing'] | null = null;
  return {
    now,
    state: registration.state,
    reviews: siteOf(season, answers.siteCode)?.reviews ?? false,
    deadlines,
    window: windowStateAt(windowsOf(season, answers.siteCode), now).kind,
    revision: registration.revision,
    decidedRevision: registration.decision?.revision ?? null,
    subjects: registration.subjects,
    // Checks every answer by its rules, which costs more than all else here, and few acts ask for it.
    get missing() {
      return (missing ??= openFields(wanted, { season, today: plainDateAt(now) }));
    },
    hasPhoto: registration.photoId !== null,
    changeSetOpen: changeSet !== null,
    newSiteWindowOpen: movesSite ? windowStateAt(windowsOf(season, newSite), now).kind === 'open' : null,
    orderOpen: registration.openOrderId !== null,
    deleteRequested: registration.deleteRequestedAt !== null,
    submittedInTime: registration.state === 'pending' && isResubmission(registration, deadlines),
    lateApproval: season.policies.lateApproval,
  };
}

/**
 * Only a resubmission keeps its time after the review end; its own end was checked when it was made. After the site close
 * nothing else can have been submitted, which still tells when the decision itself was undone.
 */
function isResubmission({ decision, submittedForReviewAt }: Registration, deadlines: Deadlines): boolean {
  return decision?.outcome === 'rejected' || (submittedForReviewAt ?? 0) >= deadlines.siteClosesAt;
}

/** Until when the pending registration may be decided. */
export function decideBy(registration: Registration, season: Season, now: number): number {
  const { submittedInTime, lateApproval } = registrationFacts(registration, season, now);
  const deadlines = registrationDeadlines(registration, season, now);
  return decisionEndsAt(deadlines, { resubmittedInTime: submittedInTime, lateApproval });
}

/** The person's own nearest deadline: when the registration or what is unpaid of it ends unless they act; null without one. */
export function nearestDeadline(registration: Registration, season: Season, now: number): number | null {
  const deadlines = registrationDeadlines(registration, season, now);
  const reviews = siteOf(season, registration.answers.siteCode)?.reviews ?? false;
  const { state } = registration;
  const ends = lapsesAt(state, deadlines) ?? expiryOf(state, { deadlines, reviews });
  const nearest = state === 'paying' ? deadlines.paymentDueAt : ends;
  return nearest !== null && nearest > now ? nearest : null;
}
