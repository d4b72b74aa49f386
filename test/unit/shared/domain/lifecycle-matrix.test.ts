import type { Facts, Request } from '../../../../shared/domain/facts';
import { ACTIONS, STATES, type Action, type State } from '../../../../shared/domain/lifecycle';
import type { Role } from '../../../../shared/domain/registration';
import { transition } from '../../../../shared/domain/transition';
import { AXIS, factsIn, subjectsIn } from '../../../support/lifecycle-facts';

const ROLES: Role[] = [
  'candidate',
  'reviewer',
  'lead',
  'support',
  'administrator',
  'auditor',
  'system',
  'platform',
];

/** The time axis of domain.md 2; each end is exclusive, so the instant of an end belongs to the segment after it. */
const SEGMENTS = {
  before_window: [9 * 86_400_000, AXIS.opensAt - 1],
  in_window: [AXIS.opensAt, AXIS.firstWindowEnds - 1, AXIS.secondWindowOpens, AXIS.siteCloses - 1],
  between: [AXIS.firstWindowEnds, AXIS.secondWindowOpens - 1],
  after_close: [AXIS.siteCloses, AXIS.reviewEnds - 1],
  after_review_end: [AXIS.reviewEnds, AXIS.resubmissionEnds - 1],
  after_resubmission_end: [AXIS.resubmissionEnds, AXIS.paymentDue - 120_001],
  last_two_minutes: [AXIS.paymentDue - 120_000, AXIS.paymentDue - 1],
  after_due: [AXIS.paymentDue, AXIS.ticketFrom - 1],
  ticket: [AXIS.ticketFrom, AXIS.ticketFrom + 86_400_000],
} as const;
type Segment = keyof typeof SEGMENTS;
const NAMES = Object.keys(SEGMENTS) as Segment[];

/** Who may ask for what at all, from the row names of the table and the end of the section. */
const WHO: Record<Action, string> = {
  edit: 'candidate',
  submit_information: 'candidate',
  apply_changes: 'candidate',
  discard_changes: 'candidate',
  upload_photo: 'candidate',
  submit_for_review: 'candidate',
  approve: 'reviewer lead',
  reject: 'reviewer lead',
  undo_decision: 'lead',
  open_order: 'candidate',
  confirm_zero_fee: 'candidate',
  apply_payment: 'platform',
  close_order: 'platform system',
  delete: 'candidate support',
  expire: 'system',
  lapse_unpaid: 'system',
  print_ticket: 'candidate',
};

/**
 * The table of domain.md 2, transcribed by hand: in each state where an act leads, or why it is refused and what helps
 * (`code>remedy`). A cell with `|` holds the reviewing site first, the other site second.
 */
const PENDING = 'state.pending_locked>wait_for_review';
const APPROVED = 'state.approved_locked>delete_and_register_again';
const PAYING = 'state.paying_locked>close_order';
const PAID = 'state.paid_locked>contact_site';
const NO = 'state.not_possible>none';
const DONE = 'state.already_done>none';
const PART = 'payment.part_paid>contact_site';
const INCOMPLETE = 'information.incomplete>complete_information';
const NOT_YET = 'review.not_approved_yet';
const LIVE = STATES.slice(0, 9);
const CELLS: Record<Action, string[]> = {
  // draft, saved, ready, pending, rejected, approved, paying, part_paid, paid
  edit: ['draft', 'saved', 'ready', PENDING, 'rejected', APPROVED, PAYING, PAID, PAID],
  submit_information: ['saved', DONE, DONE, PENDING, NO, APPROVED, PAYING, PAID, PAID],
  apply_changes: ['change.none>none', 'saved', 'ready', PENDING, 'rejected', APPROVED, PAYING, PAID, PAID],
  discard_changes: ['change.none>none', 'saved', 'ready', PENDING, 'rejected', APPROVED, PAYING, PAID, PAID],
  upload_photo: [INCOMPLETE, 'ready', 'ready', PENDING, 'rejected', APPROVED, PAYING, PAID, PAID],
  submit_for_review: [
    INCOMPLETE,
    'photo.missing>upload_photo',
    'pending|review.site_does_not_review>pay',
    'state.already_done>wait_for_review',
    'pending|review.site_does_not_review>pay',
    'state.already_done>pay',
    PAYING,
    PAID,
    PAID,
  ],
  approve: [NO, NO, NO, 'approved', NO, DONE, NO, NO, NO],
  reject: [NO, NO, NO, 'rejected', DONE, NO, NO, NO, NO],
  undo_decision: [NO, NO, NO, 'state.already_done>wait_for_review', 'pending', 'pending', NO, NO, NO],
  open_order: [
    INCOMPLETE,
    'photo.missing>upload_photo',
    `${NOT_YET}>submit_for_review|paying`,
    `${NOT_YET}>wait_for_review`,
    `${NOT_YET}>submit_for_review`,
    'paying',
    'paying',
    'part_paid',
    DONE,
  ],
  confirm_zero_fee: [
    INCOMPLETE,
    'photo.missing>upload_photo',
    `${NOT_YET}>submit_for_review|paid`,
    `${NOT_YET}>wait_for_review`,
    `${NOT_YET}>submit_for_review`,
    'paid',
    'payment.order_open>pay',
    'paid',
    DONE,
  ],
  // Elsewhere the money goes back: see judgePayment.
  apply_payment: [NO, NO, 'paid', PENDING, NO, 'paid', 'paid', 'paid', PAID],
  close_order: [NO, NO, NO, PENDING, NO, APPROVED, 'approved|ready', 'part_paid', PAID],
  delete: ['deleted', 'deleted', 'deleted', 'deleted', 'deleted', 'deleted', 'paying', PART, PART],
  expire: ['expired', 'expired', 'expired', 'expired', 'expired', 'expired', PAYING, PAID, PAID],
  lapse_unpaid: [NO, NO, NO, PENDING, NO, APPROVED, PAYING, 'paid', PAID],
  print_ticket: [
    NO,
    NO,
    'state.not_possible>pay',
    NO,
    NO,
    'state.not_possible>pay',
    'state.not_possible>pay',
    'part_paid',
    'paid',
  ],
};
/** "`expired`: delete is allowed; payment confirmed … ; all else refused. `deleted`: all else refused." */
const EXPIRED: Partial<Record<Action, string>> = { delete: 'deleted', apply_payment: 'paid' };

const OK = 'ok';
const EARLY = 'window.not_open_yet>wait_for_window';
const BETWEEN = 'window.between>wait_for_window';
const CLOSED = 'window.closed>none';
const DUE = 'payment.due_passed>none';
const RESUBMISSION = 'resubmission.closed>none';
const REVIEW_ENDED = 'review.ended>none';
const TOO_CLOSE = 'payment.too_close_to_due>none';
/** Rows of the time axis, one entry a segment in the order of SEGMENTS. */
const IN_WINDOW = [EARLY, OK, BETWEEN, CLOSED, CLOSED, CLOSED, CLOSED, CLOSED, CLOSED];
const RESUBMIT = [EARLY, OK, BETWEEN, OK, OK, RESUBMISSION, RESUBMISSION, RESUBMISSION, RESUBMISSION];
const DECIDE = [OK, OK, OK, OK, REVIEW_ENDED, REVIEW_ENDED, REVIEW_ENDED, DUE, DUE];
const NEVER_DUE = Array<string>(9).fill('expiry.not_due>none');
const from = (first: number): string[] => NEVER_DUE.map((not, index) => (index < first ? not : OK));

function timeRow(action: Action, state: State, reviews: boolean): string[] {
  switch (action) {
    case 'edit':
    case 'apply_changes':
    case 'upload_photo':
    case 'submit_for_review':
      return state === 'rejected' ? RESUBMIT : IN_WINDOW;
    case 'submit_information':
      return IN_WINDOW;
    case 'approve':
    case 'reject':
    case 'undo_decision':
      return DECIDE;
    case 'open_order':
      // In `paying` the open order is resumed, not opened anew.
      return [OK, OK, OK, OK, OK, OK, state === 'paying' ? OK : TOO_CLOSE, DUE, DUE];
    case 'confirm_zero_fee':
      return [OK, OK, OK, OK, OK, OK, OK, DUE, DUE];
    case 'expire':
      if (state === 'rejected') return from(5);
      if (state === 'draft' || state === 'saved') return from(3);
      return state === 'ready' && reviews ? from(3) : from(7);
    case 'lapse_unpaid':
      return from(7);
    case 'print_ticket':
      return [...Array<string>(8).fill('ticket.not_yet>none'), OK];
    default:
      return Array<string>(9).fill(OK);
  }
}

/** What domain.md says of one cell. */
function expected(action: Action, state: State, role: Role, reviews: boolean, segment: Segment): string {
  if (!WHO[action].split(' ').includes(role)) return 'role.not_allowed>none';
  if (state === 'deleted') return 'state.deleted>register_again';
  const index = NAMES.indexOf(segment);
  const cell =
    state === 'expired'
      ? (EXPIRED[action] ?? 'state.expired>register_again')
      : CELLS[action][LIVE.indexOf(state)]!;
  const [reviewing, other = reviewing] = cell.split('|');
  const found = (reviews ? reviewing : other)!;
  const isMove = (STATES as readonly string[]).includes(found);
  const time =
    isMove || found.includes('site_does_not_review') ? timeRow(action, state, reviews)[index]! : OK;
  if (action === 'close_order' && isMove && index >= 7) return state === 'paying' ? 'expired' : 'paid';
  if (!isMove && time !== OK) return `${found} ${time}`;
  if (!isMove && action.match(/open_order|zero/) && state === 'ready' && reviews) {
    const late = timeRow(action, state, reviews)[index]!;
    return late === OK ? found : `${found} ${late}`;
  }
  return time === OK ? found : time;
}

function request(state: State, role: Role): Request {
  const subjectCodes = subjectsIn(state).flatMap(({ code, state: paid }) =>
    paid === 'chosen' ? [code] : [],
  );
  return { role, promised: true, reasonGiven: true, revisionShown: 3, subjectCodes };
}

/** Nothing but role, state and time stands in the way. */
function facts(action: Action, state: State, reviews: boolean, now: number): Facts {
  const changing = action === 'apply_changes' || action === 'discard_changes';
  const free = subjectsIn(state).map((subject) => ({ ...subject, feeFen: 0 }));
  return factsIn(state, now, {
    reviews,
    changeSetOpen: changing,
    hasPhoto: true,
    ...(action === 'confirm_zero_fee' ? { subjects: free } : {}),
    ...(action === 'expire' ? { orderOpen: false } : {}),
  });
}

function found(action: Action, state: State, role: Role, reviews: boolean, now: number): string {
  const result = transition(action, facts(action, state, reviews, now), request(state, role));
  if (result.ok) return result.state;
  return result.reasons.map(({ code, remedy }) => `${code}>${remedy}`).join(' ');
}

const cells = ACTIONS.flatMap((action) => STATES.map((state) => [action, state] as const));

describe('transition: every action in every state (S31, S33, S35-S39, S41, S44-S51)', () => {
  it.each(cells)('answers %s in %s as the table says, for every role, site and time', (action, state) => {
    const wrong: string[] = [];
    for (const role of ROLES) {
      for (const reviews of [true, false]) {
        for (const segment of NAMES) {
          const wanted = expected(action, state, role, reviews, segment);
          for (const now of SEGMENTS[segment]) {
            const got = found(action, state, role, reviews, now);
            if (got !== wanted) wrong.push(`${role} ${reviews} ${segment} ${now}: ${got} != ${wanted}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});
