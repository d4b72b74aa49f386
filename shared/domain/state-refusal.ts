import type { Facts } from './facts';
import type { Action, State } from './lifecycle';
import type { Refusal } from './refusal';

const REVIEW_ACTIONS: readonly Action[] = ['approve', 'reject', 'undo_decision'];

/** Acts that the state shows as done: a second press, a repeated message, a job that comes late. */
const DONE_IN: Partial<Record<Action, readonly State[]>> = {
  submit_information: ['saved', 'ready'],
  submit_for_review: ['pending'],
  approve: ['approved'],
  reject: ['rejected'],
  undo_decision: ['pending'],
  open_order: ['paid'],
  confirm_zero_fee: ['paid'],
};

/** Says why the table has no such move, in the words of the state that blocks it. */
export function stateRefusal(action: Action, facts: Facts): Refusal {
  const { state } = facts;
  if (state === 'deleted') return { code: 'state.deleted', remedy: 'register_again' };
  if (state === 'expired') return { code: 'state.expired', remedy: 'register_again' };
  if (action === 'delete') return { code: 'payment.part_paid', remedy: 'contact_site' };
  if (DONE_IN[action]?.includes(state)) {
    return { code: 'state.already_done', remedy: state === 'pending' ? 'wait_for_review' : 'none' };
  }
  if (action === 'open_order' || action === 'confirm_zero_fee') return payRefusal(state);
  // A reviewer's late press is answered with the present state by the caller, not with a candidate's remedy.
  if (REVIEW_ACTIONS.includes(action)) return { code: 'state.not_possible', remedy: 'none' };
  if (action === 'print_ticket') return { code: 'state.not_possible', remedy: ticketRemedy(state) };
  return editRefusal(action, state);
}

function editRefusal(action: Action, state: State): Refusal {
  switch (state) {
    case 'draft':
      if (action === 'upload_photo' || action === 'submit_for_review') {
        return { code: 'information.incomplete', remedy: 'complete_information' };
      }
      if (action === 'apply_changes' || action === 'discard_changes') {
        return { code: 'change.none', remedy: 'none' };
      }
      return { code: 'state.not_possible', remedy: 'none' };
    case 'saved':
      if (action === 'submit_for_review') return { code: 'photo.missing', remedy: 'upload_photo' };
      return { code: 'state.not_possible', remedy: 'none' };
    case 'pending':
      return { code: 'state.pending_locked', remedy: 'wait_for_review' };
    case 'approved':
      if (action === 'submit_for_review') return { code: 'state.already_done', remedy: 'pay' };
      return { code: 'state.approved_locked', remedy: 'delete_and_register_again' };
    case 'paying':
      return { code: 'state.paying_locked', remedy: 'close_order' };
    case 'paid':
    case 'part_paid':
      return { code: 'state.paid_locked', remedy: 'contact_site' };
    default:
      return { code: 'state.not_possible', remedy: 'none' };
  }
}

function payRefusal(state: State): Refusal {
  switch (state) {
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

function ticketRemedy(state: State): Refusal['remedy'] {
  return state === 'ready' || state === 'approved' || state === 'paying' ? 'pay' : 'none';
}
