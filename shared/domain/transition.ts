import type { Deadlines } from './calendar';
import { allowedRole, isFinal, movesOf, type Action, type State } from './lifecycle';
import type { ChosenSubject, Role } from './registration';

/** No new order is opened in this span before the payment due (domain.md 2, race rule 1). */
export const NO_NEW_ORDER_MS = 2 * 60_000;

/** Why an act cannot be done now. Dotted codes are the text keys `refusal.*`. */
export type RefusalCode =
  | 'state.not_possible'
  | 'state.already_done'
  | 'state.pending_locked'
  | 'state.approved_locked'
  | 'state.paying_locked'
  | 'state.paid_locked'
  | 'state.deleted'
  | 'state.expired'
  | 'role.not_allowed'
  | 'window.not_open_yet'
  | 'window.between'
  | 'window.closed'
  | 'resubmission.closed'
  | 'review.ended'
  | 'review.site_does_not_review'
  | 'review.not_approved_yet'
  | 'review.revision_changed'
  | 'review.not_viewed'
  | 'review.resubmission_too_late'
  | 'review.reason_required'
  | 'review.own_registration'
  | 'information.incomplete'
  | 'information.promise_missing'
  | 'photo.missing'
  | 'change.open'
  | 'change.none'
  | 'payment.due_passed'
  | 'payment.too_close_to_due'
  | 'payment.order_open'
  | 'payment.fee_not_zero'
  | 'payment.fee_zero'
  | 'payment.nothing_unpaid'
  | 'payment.subject_not_payable'
  | 'payment.part_paid'
  | 'delete.requested'
  | 'delete.reason_required'
  | 'site.window_closed'
  | 'ticket.not_yet'
  | 'expiry.not_due';

/** An act that resolves an unmet condition; clients turn it into a button or a question. */
export type RemedyAct =
  | 'complete_information'
  | 'tick_promise'
  | 'upload_photo'
  | 'apply_changes'
  | 'discard_changes'
  | 'submit_for_review'
  | 'wait_for_review'
  | 'wait_for_window'
  | 'pay'
  | 'close_order'
  | 'delete_and_register_again'
  | 'register_again'
  | 'contact_site'
  | 'give_reason'
  | 'open_detail_page'
  | 'none';

export interface Refusal {
  code: RefusalCode;
  remedy: RemedyAct;
  /** Values for the text: instants in epoch milliseconds under names ending in `At`, plain strings otherwise. */
  params?: Record<string, string | number>;
}

/** Everything a guard may look at. Gathered first, judged afterwards: guards read nothing else. */
export interface Facts {
  now: number;
  state: State;
  /** True when the chosen site reviews (S36); false while no site is chosen. */
  reviews: boolean;
  deadlines: Deadlines;
  revision: number;
  subjects: readonly ChosenSubject[];
  /** Fields of the information page still missing or invalid, in order. */
  missing: readonly string[];
  hasPhoto: boolean;
  changeSetOpen: boolean;
  /** Only with an open change set: the site it moves to still takes registrations; null when the site stays. */
  newSiteWindowOpen: boolean | null;
  orderOpen: boolean;
  deleteRequested: boolean;
  /** True when what is pending was submitted before the resubmission end (domain.md 2, time axis). */
  submittedInTime: boolean;
  lateApproval: 'block' | 'grace';
}

/** What the caller brings to the act. */
export interface Request {
  role: Role;
  /** submit_information, apply_changes: the truth promise was ticked (S21). */
  promised?: boolean;
  /** delete, reject: a reason that passed its own check (S32, S40). */
  reasonGiven?: boolean;
  /** approve, reject, undo: the revision that was shown. */
  revisionShown?: number;
  /** open_order, confirm_zero_fee: chosen subject codes. */
  subjectCodes?: readonly string[];
  /** apply_changes: the change set moves the registration to another site. */
  movesSite?: boolean;
}

/** What has to happen in the same unit of work as the change of state. */
export type Effect =
  | { kind: 'hold_seats' }
  | { kind: 'release_seats' }
  | { kind: 'replace_answers' }
  | { kind: 'raise_revision' }
  | { kind: 'send_review_cards' }
  | { kind: 'settle_review_cards' }
  | { kind: 'close_order' }
  | { kind: 'mark_paid'; subjectCodes: readonly string[] }
  | { kind: 'lapse_subjects'; subjectCodes: readonly string[] }
  | { kind: 'tell_candidate'; topic: CandidateTopic }
  | { kind: 'plan_reminders' };

/** Business events a candidate is told of, each exactly once (promise 5). Topics are in the past tense. */
export type CandidateTopic =
  | 'review.submitted'
  | 'review.approved'
  | 'review.rejected'
  | 'review.undone'
  | 'payment.received'
  | 'payment.refund_started'
  | 'payment.refunded'
  | 'payment.refund_stuck'
  | 'registration.deleted'
  | 'registration.expired'
  | 'registration.lapsed'
  | 'delete.failed_paid';

export type Verdict = { ok: true } | { ok: false; reasons: [Refusal, ...Refusal[]] };
export type Transition =
  { ok: true; state: State; effects: Effect[] } | { ok: false; reasons: [Refusal, ...Refusal[]] };

type Guard = (facts: Facts, request: Request) => Refusal | null;

/**
 * Judges an act without doing it: every unmet condition at once, each with the act that resolves it.
 * Used to explain a blocked act, to offer what is possible, and by `transition`.
 */
export function judge(action: Action, facts: Facts, request: Request): Verdict {
  if (!allowedRole(action, request.role)) return refused({ code: 'role.not_allowed', remedy: 'none' });
  if (movesOf(action, facts.state).length === 0) return refused(stateRefusal(action, facts));
  const reasons = GUARDS[action].map((guard) => guard(facts, request)).filter((refusal) => refusal !== null);
  return isNonEmpty(reasons) ? { ok: false, reasons } : { ok: true };
}

/** The next state and effects of an act, or every reason why not. Pure; the one place that decides a state. */
export function transition(action: Action, facts: Facts, request: Request): Transition {
  const verdict = judge(action, facts, request);
  if (!verdict.ok) return verdict;
  const state = nextState(action, facts, request);
  if (!movesOf(action, facts.state).includes(state)) {
    throw new Error(`lifecycle table does not allow ${action} from ${facts.state} to ${state}`);
  }
  return { ok: true, state, effects: effectsOf(action, facts, state, request) };
}

/** Payment state of a registration after `codes` are paid: every subject kept is paid or some remain. */
export function stateAfterPayment(subjects: readonly ChosenSubject[], codes: readonly string[]): State {
  const unpaid = subjects.filter((subject) => subject.state === 'chosen' && !codes.includes(subject.code));
  return unpaid.length === 0 ? 'paid' : 'part_paid';
}

/** Where money of an order belongs (domain.md 2, row "payment confirmed", race rule 3). */
export type PaymentVerdict =
  { outcome: 'honour' } | { outcome: 'repeat' } | { outcome: 'refund'; why: RefundCause };
export type RefundCause =
  | 'late'
  | 'deleted'
  | 'subject_already_paid'
  | 'not_payable_state'
  | 'newer_registration'
  | 'order_superseded';

export interface PaymentFacts {
  state: State;
  subjects: readonly ChosenSubject[];
  /** Subjects the money is for. */
  subjectCodes: readonly string[];
  /** Success time told by the platform, never the time of learning (race rule 3). */
  succeededAt: number;
  paymentDueAt: number;
  /** This very payment was applied before. */
  alreadyApplied: boolean;
  /** The person has a newer live registration in the season. */
  newerRegistration: boolean;
}

export function judgePayment(facts: PaymentFacts): PaymentVerdict {
  if (facts.alreadyApplied) return { outcome: 'repeat' };
  if (facts.state === 'deleted') return { outcome: 'refund', why: 'deleted' };
  if (facts.succeededAt >= facts.paymentDueAt) return { outcome: 'refund', why: 'late' };
  if (facts.state === 'expired' && facts.newerRegistration) {
    return { outcome: 'refund', why: 'newer_registration' };
  }
  const wanted = facts.subjects.filter((subject) => facts.subjectCodes.includes(subject.code));
  if (wanted.length !== facts.subjectCodes.length) return { outcome: 'refund', why: 'order_superseded' };
  if (wanted.some((subject) => subject.state === 'paid')) {
    return { outcome: 'refund', why: 'subject_already_paid' };
  }
  if (movesOf('apply_payment', facts.state).length === 0) {
    return { outcome: 'refund', why: 'not_payable_state' };
  }
  return { outcome: 'honour' };
}

const GUARDS: Record<Action, Guard[]> = {
  edit: [notDeleting, editTime],
  submit_information: [notDeleting, windowOpen, complete, promised],
  apply_changes: [notDeleting, changeOpen, editTime, complete, promised, newSiteOpen],
  discard_changes: [changeOpen],
  upload_photo: [notDeleting, editTime],
  submit_for_review: [notDeleting, siteReviews, photoPresent, noOpenChange, submitTime],
  approve: [revisionMatches, decideTime],
  reject: [revisionMatches, decideTime, reasonPresent],
  undo_decision: [revisionMatches, noOpenOrder, beforePaymentDue],
  open_order: [
    notDeleting,
    payable,
    photoPresent,
    noOpenChange,
    beforePaymentDue,
    beforeNoNewOrder,
    feeCharged,
  ],
  confirm_zero_fee: [
    notDeleting,
    payable,
    photoPresent,
    noOpenChange,
    noOpenOrder,
    beforePaymentDue,
    feeZero,
  ],
  apply_payment: [],
  close_order: [],
  delete: [nothingPaid, notDeleting, reasonPresent],
  expire: [noOpenOrder],
  lapse_unpaid: [noOpenOrder, paymentDuePassed],
  print_ticket: [ticketOpen],
};

function nextState(action: Action, facts: Facts, request: Request): State {
  switch (action) {
    case 'submit_information':
      return 'saved';
    case 'apply_changes':
      return facts.state === 'rejected' && request.movesSite ? 'ready' : facts.state;
    case 'upload_photo':
      return facts.state === 'saved' ? 'ready' : facts.state;
    case 'submit_for_review':
    case 'undo_decision':
      return 'pending';
    case 'approve':
      return 'approved';
    case 'reject':
      return 'rejected';
    case 'open_order':
      return facts.state === 'part_paid' ? 'part_paid' : 'paying';
    case 'confirm_zero_fee':
    case 'apply_payment':
      return stateAfterPayment(facts.subjects, request.subjectCodes ?? []);
    case 'close_order':
      return afterClosedOrder(facts);
    case 'delete':
      return facts.state === 'paying' ? 'paying' : 'deleted';
    case 'expire':
      return 'expired';
    case 'lapse_unpaid':
      return 'paid';
    default:
      return facts.state;
  }
}

/** An order the platform confirmed closed: a delete asked for meanwhile is done, an expiry that waited is due. */
function afterClosedOrder(facts: Facts): State {
  const overdue = facts.now >= facts.deadlines.paymentDueAt;
  if (facts.state === 'part_paid') return overdue ? 'paid' : 'part_paid';
  if (facts.deleteRequested) return 'deleted';
  if (overdue) return 'expired';
  return facts.reviews ? 'approved' : 'ready';
}

function effectsOf(action: Action, facts: Facts, state: State, request: Request): Effect[] {
  const plan: Effect = { kind: 'plan_reminders' };
  switch (action) {
    case 'submit_information':
      return [{ kind: 'hold_seats' }, { kind: 'raise_revision' }, plan];
    case 'apply_changes':
      return [{ kind: 'replace_answers' }, { kind: 'hold_seats' }, { kind: 'raise_revision' }, plan];
    case 'upload_photo':
      return [{ kind: 'raise_revision' }, plan];
    case 'submit_for_review':
      return [{ kind: 'send_review_cards' }, tell('review.submitted'), plan];
    case 'approve':
      return [{ kind: 'settle_review_cards' }, tell('review.approved'), plan];
    case 'reject':
      return [{ kind: 'settle_review_cards' }, tell('review.rejected'), plan];
    case 'undo_decision':
      return [{ kind: 'send_review_cards' }, tell('review.undone'), plan];
    case 'confirm_zero_fee':
    case 'apply_payment':
      return [
        { kind: 'mark_paid', subjectCodes: request.subjectCodes ?? [] },
        tell('payment.received'),
        plan,
      ];
    case 'close_order':
      return effectsOfClosedOrder(facts, state);
    case 'delete':
      if (state === 'paying') return [{ kind: 'close_order' }];
      return [...endEffects(facts), tell('registration.deleted'), plan];
    case 'expire':
      return [...endEffects(facts), tell('registration.expired'), plan];
    case 'lapse_unpaid':
      return [lapse(facts), tell('registration.lapsed'), plan];
    default:
      return action === 'open_order' ? [plan] : [];
  }
}

function effectsOfClosedOrder(facts: Facts, state: State): Effect[] {
  const plan: Effect = { kind: 'plan_reminders' };
  if (state === 'deleted') return [...endEffects(facts), tell('registration.deleted'), plan];
  if (state === 'expired') return [...endEffects(facts), tell('registration.expired'), plan];
  if (facts.state === 'part_paid' && state === 'paid')
    return [lapse(facts), tell('registration.lapsed'), plan];
  return [plan];
}

function endEffects(facts: Facts): Effect[] {
  const effects: Effect[] = facts.state === 'draft' ? [] : [{ kind: 'release_seats' }];
  return facts.state === 'pending' ? [...effects, { kind: 'settle_review_cards' }] : effects;
}

function lapse(facts: Facts): Effect {
  const unpaid = facts.subjects.filter((subject) => subject.state === 'chosen');
  return { kind: 'lapse_subjects', subjectCodes: unpaid.map((subject) => subject.code) };
}

function tell(topic: CandidateTopic): Effect {
  return { kind: 'tell_candidate', topic };
}

/** Says why the table has no such move, in the words of the state that blocks it. */
function stateRefusal(action: Action, facts: Facts): Refusal {
  const { state } = facts;
  if (state === 'deleted') return { code: 'state.deleted', remedy: 'register_again' };
  if (state === 'expired') return { code: 'state.expired', remedy: 'register_again' };
  if (action === 'delete') return { code: 'payment.part_paid', remedy: 'contact_site' };
  if (action === 'open_order' || action === 'confirm_zero_fee') return payRefusal(facts);
  if (action === 'upload_photo' && state === 'draft') {
    return { code: 'information.incomplete', remedy: 'complete_information' };
  }
  if (action === 'submit_for_review' && (state === 'draft' || state === 'saved')) {
    return state === 'draft'
      ? { code: 'information.incomplete', remedy: 'complete_information' }
      : { code: 'photo.missing', remedy: 'upload_photo' };
  }
  if (state === 'pending') return { code: 'state.pending_locked', remedy: 'wait_for_review' };
  if (state === 'approved') return { code: 'state.approved_locked', remedy: 'delete_and_register_again' };
  if (state === 'paying') return { code: 'state.paying_locked', remedy: 'close_order' };
  if (state === 'paid' || state === 'part_paid') return { code: 'state.paid_locked', remedy: 'contact_site' };
  return { code: 'state.not_possible', remedy: 'none' };
}

function payRefusal(facts: Facts): Refusal {
  switch (facts.state) {
    case 'paid':
      return { code: 'state.already_done', remedy: 'none' };
    case 'draft':
      return { code: 'information.incomplete', remedy: 'complete_information' };
    case 'saved':
      return { code: 'photo.missing', remedy: 'upload_photo' };
    case 'paying':
      return { code: 'payment.order_open', remedy: 'pay' };
    case 'rejected':
      return { code: 'review.not_approved_yet', remedy: 'submit_for_review' };
    default:
      return { code: 'review.not_approved_yet', remedy: 'wait_for_review' };
  }
}

function notDeleting(facts: Facts): Refusal | null {
  return facts.deleteRequested ? { code: 'delete.requested', remedy: 'none' } : null;
}

function windowOpen(facts: Facts): Refusal | null {
  const { windowOpen: open, nextOpensAt, siteClosesAt } = facts.deadlines;
  if (open) return null;
  if (nextOpensAt === null) {
    return { code: 'window.closed', remedy: 'none', params: { closedAt: siteClosesAt } };
  }
  return { code: 'window.between', remedy: 'wait_for_window', params: { opensAt: nextOpensAt } };
}

/** Edits, photos: inside the window; from `rejected` until the resubmission end as well. */
function editTime(facts: Facts): Refusal | null {
  const { resubmissionEndsAt } = facts.deadlines;
  if (facts.state !== 'rejected' || resubmissionEndsAt === null) return windowOpen(facts);
  if (facts.now < resubmissionEndsAt) return null;
  return { code: 'resubmission.closed', remedy: 'none', params: { closedAt: resubmissionEndsAt } };
}

function submitTime(facts: Facts): Refusal | null {
  return editTime(facts);
}

function complete(facts: Facts): Refusal | null {
  const [first] = facts.missing;
  if (first === undefined) return null;
  return { code: 'information.incomplete', remedy: 'complete_information', params: { field: first } };
}

function promised(_facts: Facts, request: Request): Refusal | null {
  return request.promised ? null : { code: 'information.promise_missing', remedy: 'tick_promise' };
}

function changeOpen(facts: Facts): Refusal | null {
  return facts.changeSetOpen ? null : { code: 'change.none', remedy: 'none' };
}

function noOpenChange(facts: Facts): Refusal | null {
  return facts.changeSetOpen ? { code: 'change.open', remedy: 'apply_changes' } : null;
}

function newSiteOpen(facts: Facts): Refusal | null {
  return facts.newSiteWindowOpen === false ? { code: 'site.window_closed', remedy: 'discard_changes' } : null;
}

function siteReviews(facts: Facts): Refusal | null {
  return facts.reviews ? null : { code: 'review.site_does_not_review', remedy: 'pay' };
}

function photoPresent(facts: Facts): Refusal | null {
  return facts.hasPhoto ? null : { code: 'photo.missing', remedy: 'upload_photo' };
}

function revisionMatches(facts: Facts, request: Request): Refusal | null {
  if (request.revisionShown === facts.revision) return null;
  return { code: 'review.revision_changed', remedy: 'open_detail_page' };
}

/** Until the review end; later only what was resubmitted in time, or with `grace`; never after the payment due. */
function decideTime(facts: Facts): Refusal | null {
  const { reviewEndsAt, paymentDueAt } = facts.deadlines;
  if (facts.now >= paymentDueAt) {
    return { code: 'payment.due_passed', remedy: 'none', params: { dueAt: paymentDueAt } };
  }
  if (facts.now < reviewEndsAt || facts.lateApproval === 'grace' || facts.submittedInTime) return null;
  return { code: 'review.ended', remedy: 'none', params: { endedAt: reviewEndsAt } };
}

function reasonPresent(facts: Facts, request: Request): Refusal | null {
  if (request.reasonGiven) return null;
  const deleting = facts.state !== 'pending' || request.role === 'candidate' || request.role === 'support';
  return { code: deleting ? 'delete.reason_required' : 'review.reason_required', remedy: 'give_reason' };
}

function payable(facts: Facts): Refusal | null {
  const needsApproval = facts.state === 'ready' && facts.reviews;
  return needsApproval ? { code: 'review.not_approved_yet', remedy: 'submit_for_review' } : null;
}

function beforePaymentDue(facts: Facts): Refusal | null {
  const { paymentDueAt } = facts.deadlines;
  if (facts.now < paymentDueAt) return null;
  return { code: 'payment.due_passed', remedy: 'none', params: { dueAt: paymentDueAt } };
}

function beforeNoNewOrder(facts: Facts): Refusal | null {
  const { paymentDueAt } = facts.deadlines;
  if (facts.orderOpen || facts.now >= paymentDueAt || facts.now < paymentDueAt - NO_NEW_ORDER_MS) return null;
  return { code: 'payment.too_close_to_due', remedy: 'none', params: { dueAt: paymentDueAt } };
}

function noOpenOrder(facts: Facts): Refusal | null {
  return facts.orderOpen ? { code: 'payment.order_open', remedy: 'close_order' } : null;
}

function chosenFee(facts: Facts, request: Request): number | Refusal {
  const codes = request.subjectCodes ?? [];
  const chosen = facts.subjects.filter(
    (subject) => codes.includes(subject.code) && subject.state === 'chosen',
  );
  if (codes.length === 0) return { code: 'payment.nothing_unpaid', remedy: 'none' };
  if (new Set(codes).size !== codes.length || chosen.length !== codes.length) {
    return { code: 'payment.subject_not_payable', remedy: 'none' };
  }
  return chosen.reduce((sum, subject) => sum + subject.feeFen, 0);
}

function feeCharged(facts: Facts, request: Request): Refusal | null {
  const fee = chosenFee(facts, request);
  if (typeof fee !== 'number') return fee;
  return fee > 0 ? null : { code: 'payment.fee_zero', remedy: 'none' };
}

function feeZero(facts: Facts, request: Request): Refusal | null {
  const fee = chosenFee(facts, request);
  if (typeof fee !== 'number') return fee;
  return fee === 0 ? null : { code: 'payment.fee_not_zero', remedy: 'pay' };
}

function nothingPaid(facts: Facts): Refusal | null {
  const paid = facts.subjects.some((subject) => subject.state === 'paid');
  return paid ? { code: 'payment.part_paid', remedy: 'contact_site' } : null;
}

function paymentDuePassed(facts: Facts): Refusal | null {
  return facts.now >= facts.deadlines.paymentDueAt ? null : { code: 'expiry.not_due', remedy: 'none' };
}

function ticketOpen(facts: Facts): Refusal | null {
  const { ticketFrom } = facts.deadlines;
  if (facts.now >= ticketFrom) return null;
  return { code: 'ticket.not_yet', remedy: 'none', params: { opensAt: ticketFrom } };
}

function refused(refusal: Refusal): { ok: false; reasons: [Refusal, ...Refusal[]] } {
  return { ok: false, reasons: [refusal] };
}

function isNonEmpty<T>(list: T[]): list is [T, ...T[]] {
  return list.length > 0;
}

/** True while acts may still change the registration in some way. */
export function isLive(state: State): boolean {
  return !isFinal(state);
}
