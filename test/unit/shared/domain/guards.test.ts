import type { Facts, Request } from '../../../../shared/domain/facts';
import type { Action, State } from '../../../../shared/domain/lifecycle';
import { judge } from '../../../../shared/domain/transition';
import { AXIS, factsIn } from '../../../support/lifecycle-facts';

const NOW = AXIS.opensAt + 1;
type Given = Partial<Facts> & { state: State };

function reasons(action: Action, { state, ...changes }: Given, request: Partial<Request> = {}): string {
  const verdict = judge(action, factsIn(state, changes.now ?? NOW, changes), {
    role: 'candidate',
    ...request,
  });
  return verdict.ok ? 'ok' : verdict.reasons.map(({ code, remedy }) => `${code}>${remedy}`).join(' ');
}

const promised = { promised: true };
const all = { subjectCodes: ['15', '65'] };
const reviewer = { role: 'reviewer', revisionShown: 3 } as const;
const lead = { role: 'lead', revisionShown: 3 } as const;

describe('judge', () => {
  it('names every unmet condition of an act at once', () => {
    const given: Given = {
      state: 'rejected',
      changeSetOpen: true,
      missing: ['mobile'],
      newSiteWindowOpen: false,
    };
    expect(reasons('apply_changes', given)).toBe(
      'information.incomplete>complete_information information.promise_missing>tick_promise site.window_closed>discard_changes',
    );
  });

  it.each<[string, Action, Given, Partial<Request>, string]>([
    [
      'S19 an incomplete page',
      'submit_information',
      { state: 'draft', missing: ['name'] },
      promised,
      'information.incomplete>complete_information',
    ],
    [
      'S21 a missing promise',
      'submit_information',
      { state: 'draft' },
      {},
      'information.promise_missing>tick_promise',
    ],
    [
      'S27 a review without photo',
      'submit_for_review',
      { state: 'ready', hasPhoto: false },
      {},
      'photo.missing>upload_photo',
    ],
    [
      'S27 S51 a payment without photo',
      'open_order',
      { state: 'approved', hasPhoto: false },
      all,
      'photo.missing>upload_photo',
    ],
    [
      'S51 a free confirmation without photo',
      'confirm_zero_fee',
      { state: 'approved', hasPhoto: false, subjects: [{ code: '17', feeFen: 0, state: 'chosen' }] },
      { subjectCodes: ['17'] },
      'photo.missing>upload_photo',
    ],
    ['S32 a deletion without reason', 'delete', { state: 'saved' }, {}, 'delete.reason_required>give_reason'],
    [
      'S32 a deletion under review without reason',
      'delete',
      { state: 'pending' },
      {},
      'delete.reason_required>give_reason',
    ],
    [
      'S35 a deletion with a paid subject',
      'delete',
      { state: 'approved', subjects: [{ code: '15', feeFen: 1, state: 'paid' }] },
      { reasonGiven: true },
      'payment.part_paid>contact_site',
    ],
    [
      'S36 a review at a site without',
      'submit_for_review',
      { state: 'ready', reviews: false },
      {},
      'review.site_does_not_review>pay',
    ],
    [
      'S37 a payment before approval',
      'open_order',
      { state: 'ready' },
      all,
      'review.not_approved_yet>submit_for_review',
    ],
    [
      'S40 a rejection without reason',
      'reject',
      { state: 'pending' },
      reviewer,
      'review.reason_required>give_reason',
    ],
    [
      'S44 a submission beside an open change',
      'submit_for_review',
      { state: 'rejected', changeSetOpen: true },
      {},
      'change.open>apply_changes',
    ],
    [
      'a payment beside an open change',
      'open_order',
      { state: 'approved', changeSetOpen: true },
      all,
      'change.open>apply_changes',
    ],
    [
      'a free confirmation beside an open change',
      'confirm_zero_fee',
      { state: 'approved', changeSetOpen: true, subjects: [{ code: '17', feeFen: 0, state: 'chosen' }] },
      { subjectCodes: ['17'] },
      'change.open>apply_changes',
    ],
    ['applying no change', 'apply_changes', { state: 'saved' }, promised, 'change.none>none'],
    ['discarding no change', 'discard_changes', { state: 'saved' }, {}, 'change.none>none'],
    [
      'a decision on another revision',
      'approve',
      { state: 'pending' },
      { ...reviewer, revisionShown: 2 },
      'review.revision_changed>open_detail_page',
    ],
    [
      'a rejection of another revision',
      'reject',
      { state: 'pending' },
      { ...reviewer, revisionShown: 2, reasonGiven: true },
      'review.revision_changed>open_detail_page',
    ],
    [
      'a decision without revision',
      'approve',
      { state: 'pending' },
      { role: 'reviewer' },
      'review.revision_changed>open_detail_page',
    ],
    [
      'an undo of another decision',
      'undo_decision',
      { state: 'approved', decidedRevision: 2 },
      lead,
      'review.revision_changed>open_detail_page',
    ],
    [
      'an undo of no decision',
      'undo_decision',
      { state: 'approved', decidedRevision: null },
      { role: 'lead' },
      'review.revision_changed>open_detail_page',
    ],
    [
      'an undo with an order open',
      'undo_decision',
      { state: 'approved', orderOpen: true },
      lead,
      'payment.order_open>close_order',
    ],
    [
      'an order of nothing',
      'open_order',
      { state: 'approved' },
      { subjectCodes: [] },
      'payment.nothing_unpaid>none',
    ],
    [
      'an order of a paid subject',
      'open_order',
      { state: 'part_paid' },
      all,
      'payment.subject_not_payable>none',
    ],
    [
      'an order of one subject twice',
      'open_order',
      { state: 'approved' },
      { subjectCodes: ['15', '15'] },
      'payment.subject_not_payable>none',
    ],
    [
      'an order without fee',
      'open_order',
      { state: 'approved', subjects: [{ code: '17', feeFen: 0, state: 'chosen' }] },
      { subjectCodes: ['17'] },
      'payment.fee_zero>none',
    ],
    [
      'a free confirmation of a fee',
      'confirm_zero_fee',
      { state: 'approved' },
      all,
      'payment.fee_not_zero>pay',
    ],
    [
      'a free confirmation with an order open',
      'confirm_zero_fee',
      { state: 'part_paid', orderOpen: true, subjects: [{ code: '17', feeFen: 0, state: 'chosen' }] },
      { subjectCodes: ['17'] },
      'payment.order_open>close_order',
    ],
    [
      'a second deletion under way',
      'delete',
      { state: 'paying', deleteRequested: true },
      { reasonGiven: true },
      'delete.requested>none',
    ],
    [
      'an order while a deletion is under way',
      'open_order',
      { state: 'paying', deleteRequested: true },
      all,
      'delete.requested>none',
    ],
    [
      'an expiry before its order is settled',
      'expire',
      { state: 'approved', orderOpen: true, now: AXIS.paymentDue },
      { role: 'system' },
      'payment.order_open>close_order',
    ],
    [
      'a lapse before its order is settled',
      'lapse_unpaid',
      { state: 'part_paid', orderOpen: true, now: AXIS.paymentDue },
      { role: 'system' },
      'payment.order_open>close_order',
    ],
  ])('refuses %s', (_, action, given, request, wanted) => {
    expect(reasons(action, given, request)).toBe(wanted);
  });

  it('lets what was resubmitted in time, or anything under grace, be decided until the payment due', () => {
    const late = AXIS.paymentDue - 1;
    expect(reasons('approve', { state: 'pending', now: late }, reviewer)).toBe('review.ended>none');
    expect(reasons('approve', { state: 'pending', now: late, submittedInTime: true }, reviewer)).toBe('ok');
    expect(reasons('approve', { state: 'pending', now: late, lateApproval: 'grace' }, reviewer)).toBe('ok');
    const due = { state: 'pending', now: AXIS.paymentDue, submittedInTime: true } as const;
    expect(reasons('approve', due, reviewer)).toBe('payment.due_passed>none');
  });

  it('undoes the decision that was named, whatever the candidate has edited since', () => {
    expect(reasons('undo_decision', { state: 'rejected', revision: 5 }, lead)).toBe('ok');
  });

  it('deletes at any time and any number of times (S33, S34)', () => {
    expect(reasons('delete', { state: 'expired', now: AXIS.ticketFrom }, { reasonGiven: true })).toBe('ok');
  });
});
