import { expiryOf } from './calendar';
import type { Facts, Request } from './facts';
import type { Action } from './lifecycle';
import type { Refusal } from './refusal';

/** No new order is opened in this span before the payment due (domain.md 2, race rule 1). */
export const NO_NEW_ORDER_MS = 2 * 60_000;

type Guard = (facts: Facts, request: Request) => Refusal | null;

/** Conditions of each act beside role and state, all judged so that every unmet one can be named. */
export const GUARDS: Record<Action, Guard[]> = {
  edit: [notDeleting, editTime],
  submit_information: [notDeleting, windowOpen, complete, promised],
  apply_changes: [notDeleting, changeOpen, editTime, complete, promised, newSiteOpen],
  discard_changes: [changeOpen],
  upload_photo: [notDeleting, editTime],
  submit_for_review: [notDeleting, siteReviews, photoPresent, noOpenChange, editTime],
  approve: [revisionMatches, decideTime],
  reject: [revisionMatches, decideTime, reasonPresent],
  undo_decision: [decisionMatches, noOpenOrder, undoTime],
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
  expire: [noOpenOrder, expiryDue],
  lapse_unpaid: [noOpenOrder, paymentDuePassed],
  print_ticket: [ticketOpen],
};

function notDeleting(facts: Facts): Refusal | null {
  return facts.deleteRequested ? { code: 'delete.requested', remedy: 'none' } : null;
}

function windowOpen(facts: Facts): Refusal | null {
  const { nextOpensAt, siteClosesAt } = facts.deadlines;
  if (facts.window === 'open') return null;
  if (nextOpensAt === null) {
    return { code: 'window.closed', remedy: 'none', params: { closedAt: siteClosesAt } };
  }
  const code = facts.window === 'before' ? 'window.not_open_yet' : 'window.between';
  return { code, remedy: 'wait_for_window', params: { opensAt: nextOpensAt } };
}

/** Edits, photos, submission: inside a window; from `rejected` after the last one too, until the resubmission end. */
function editTime(facts: Facts): Refusal | null {
  const { resubmissionEndsAt } = facts.deadlines;
  if (facts.state !== 'rejected' || resubmissionEndsAt === null) return windowOpen(facts);
  if (facts.now >= resubmissionEndsAt) {
    return { code: 'resubmission.closed', remedy: 'none', params: { closedAt: resubmissionEndsAt } };
  }
  return facts.window === 'closed' ? null : windowOpen(facts);
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

/** An undo names what it takes back: the decision, not what the candidate has edited since. */
function decisionMatches(facts: Facts, request: Request): Refusal | null {
  if (facts.decidedRevision !== null && request.revisionShown === facts.decidedRevision) return null;
  return { code: 'review.revision_changed', remedy: 'open_detail_page' };
}

/** A lead may take a decision back until the review end, never later (time axis, row "undo"). */
function undoTime(facts: Facts): Refusal | null {
  const { reviewEndsAt, paymentDueAt } = facts.deadlines;
  if (facts.now >= paymentDueAt) return beforePaymentDue(facts);
  if (facts.now < reviewEndsAt) return null;
  return { code: 'review.ended', remedy: 'none', params: { endedAt: reviewEndsAt } };
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
  // Unknown, paid, lapsed or named twice: fewer subjects than codes.
  if (chosen.length !== codes.length) {
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

/** Only time that has passed ends a registration: the same ends that the calendar plans (domain.md 2, "Expiry"). */
function expiryDue(facts: Facts): Refusal | null {
  const endsAt = expiryOf(facts.state, facts);
  return endsAt !== null && facts.now >= endsAt ? null : { code: 'expiry.not_due', remedy: 'none' };
}

function paymentDuePassed(facts: Facts): Refusal | null {
  return facts.now >= facts.deadlines.paymentDueAt ? null : { code: 'expiry.not_due', remedy: 'none' };
}

function ticketOpen(facts: Facts): Refusal | null {
  const { ticketFrom } = facts.deadlines;
  if (facts.now >= ticketFrom) return null;
  return { code: 'ticket.not_yet', remedy: 'none', params: { opensAt: ticketFrom } };
}
