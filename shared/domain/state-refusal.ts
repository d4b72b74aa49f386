import type { Facts } from './facts';
import type { Action } from './lifecycle';
import type { Refusal } from './refusal';

/** Says why the table has no such move, in the words of the state that blocks it. */
export function stateRefusal(action: Action, facts: Facts): Refusal {
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
