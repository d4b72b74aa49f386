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
  | 'expiry.not_due'
  | 'proposal.over'
  | 'account.order_open'
  | 'account.exam_ahead'
  | 'account.refund_open';

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

/** One unmet condition with the act that resolves it. */
export interface Refusal {
  code: RefusalCode;
  remedy: RemedyAct;
  /** Values for the text: instants in epoch milliseconds under names ending in `At`, plain strings otherwise. */
  params?: Record<string, string | number>;
}
