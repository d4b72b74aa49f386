import type { Facts } from '../../shared/domain/facts';
import type { State } from '../../shared/domain/lifecycle';
import type { ChosenSubject, SubjectState } from '../../shared/domain/registration';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A season's axis for pure tests: two windows, the review end, the payment due, each a day or more apart. */
export const AXIS = {
  opensAt: 10 * DAY,
  firstWindowEnds: 12 * DAY,
  secondWindowOpens: 14 * DAY,
  siteCloses: 16 * DAY,
  reviewEnds: 18 * DAY,
  /** Of the rejected registration of these tests: its decision was taken late. */
  resubmissionEnds: 19 * DAY,
  paymentDue: 20 * DAY,
  ticketFrom: 30 * DAY,
} as const;

export function subjectsIn(state: State): ChosenSubject[] {
  const states: Partial<Record<State, [SubjectState, SubjectState]>> = {
    part_paid: ['paid', 'chosen'],
    paid: ['paid', 'paid'],
  };
  const [first, second] = states[state] ?? ['chosen', 'chosen'];
  return [
    { code: '15', feeFen: 9000, state: first },
    { code: '65', feeFen: 10500, state: second },
  ];
}

/** Facts of a registration that has reached `state` in the usual way, as they stand at `now`. */
export function factsIn(state: State, now: number, changes: Partial<Facts> = {}): Facts {
  const reviews = changes.reviews ?? true;
  const window = windowAt(now);
  const decided = state === 'rejected' || state === 'approved' || (state === 'paying' && reviews);
  return {
    now,
    state,
    reviews,
    window,
    deadlines: {
      windowOpen: window === 'open',
      nextOpensAt: window === 'before' ? AXIS.opensAt : window === 'between' ? AXIS.secondWindowOpens : null,
      siteClosesAt: AXIS.siteCloses,
      reviewEndsAt: AXIS.reviewEnds,
      resubmissionEndsAt: state === 'rejected' ? AXIS.resubmissionEnds : null,
      paymentDueAt: AXIS.paymentDue,
      holdEndsAt: null,
      unsubmittedHoldEndsAt: null,
      ticketFrom: AXIS.ticketFrom,
    },
    revision: 3,
    decidedRevision: decided ? 3 : null,
    subjects: subjectsIn(state),
    missing: [],
    hasPhoto: state !== 'draft' && state !== 'saved',
    changeSetOpen: false,
    newSiteWindowOpen: null,
    orderOpen: state === 'paying',
    deleteRequested: false,
    submittedInTime: false,
    lateApproval: 'block',
    ...changes,
  };
}

function windowAt(now: number): Facts['window'] {
  if (now < AXIS.opensAt) return 'before';
  if (now >= AXIS.siteCloses) return 'closed';
  return now < AXIS.firstWindowEnds || now >= AXIS.secondWindowOpens ? 'open' : 'between';
}
