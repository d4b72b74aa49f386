import type { Facts, Request } from '../../../../shared/domain/facts';
import type { Action, State } from '../../../../shared/domain/lifecycle';
import { stateAfterPayment, transition, type Effect } from '../../../../shared/domain/transition';
import { AXIS, factsIn } from '../../../support/lifecycle-facts';

const NOW = AXIS.opensAt + 1;
type Given = Partial<Facts> & { state: State };

function done(action: Action, { state, ...changes }: Given, request: Partial<Request> = {}) {
  const result = transition(action, factsIn(state, changes.now ?? NOW, changes), {
    role: 'candidate',
    ...request,
  });
  if (!result.ok) throw new Error(result.reasons.map((reason) => reason.code).join());
  return result;
}

const kinds = (effects: Effect[]): string[] =>
  effects.map((effect) => (effect.kind === 'tell_candidate' ? effect.topic : effect.kind));
const promised = { promised: true };
const all = { subjectCodes: ['15', '65'] };
const reviewer = { role: 'reviewer', revisionShown: 3 } as const;
const lead = { role: 'lead', revisionShown: 3 } as const;

describe('transition', () => {
  it.each<[string, Action, Given, Partial<Request>, State, string[]]>([
    [
      'S26 holds seats',
      'submit_information',
      { state: 'draft' },
      promised,
      'saved',
      ['hold_seats', 'raise_revision', 'plan_reminders'],
    ],
    [
      'S43 counts the photo as a change',
      'upload_photo',
      { state: 'saved' },
      {},
      'ready',
      ['raise_revision', 'plan_reminders'],
    ],
    [
      'S41 puts changes in force',
      'apply_changes',
      { state: 'rejected', changeSetOpen: true },
      promised,
      'rejected',
      ['replace_answers', 'hold_seats', 'raise_revision', 'plan_reminders'],
    ],
    [
      'starts over at another site',
      'apply_changes',
      { state: 'rejected', changeSetOpen: true, newSiteWindowOpen: true },
      { ...promised, movesSite: true },
      'ready',
      ['replace_answers', 'hold_seats', 'raise_revision', 'clear_decision', 'plan_reminders'],
    ],
    [
      'moves a ready one and leaves it ready',
      'apply_changes',
      { state: 'ready', changeSetOpen: true, newSiteWindowOpen: true },
      { ...promised, movesSite: true },
      'ready',
      ['replace_answers', 'hold_seats', 'raise_revision', 'plan_reminders'],
    ],
    [
      'S39 shows it to reviewers',
      'submit_for_review',
      { state: 'ready' },
      {},
      'pending',
      ['send_review_cards', 'review.submitted', 'plan_reminders'],
    ],
    [
      'S45 approves',
      'approve',
      { state: 'pending' },
      reviewer,
      'approved',
      ['settle_review_cards', 'review.approved', 'plan_reminders'],
    ],
    [
      'S40 rejects',
      'reject',
      { state: 'pending' },
      { ...reviewer, reasonGiven: true },
      'rejected',
      ['settle_review_cards', 'review.rejected', 'plan_reminders'],
    ],
    [
      'undoes, and the decision is taken back',
      'undo_decision',
      { state: 'approved' },
      lead,
      'pending',
      ['take_decision_back', 'send_review_cards', 'review.undone', 'plan_reminders'],
    ],
    [
      'S47 opens an order without review',
      'open_order',
      { state: 'ready', reviews: false },
      all,
      'paying',
      ['plan_reminders'],
    ],
    [
      'confirms nothing to pay',
      'confirm_zero_fee',
      { state: 'ready', reviews: false, subjects: [{ code: '17', feeFen: 0, state: 'chosen' }] },
      { subjectCodes: ['17'] },
      'paid',
      ['mark_paid', 'payment.received', 'plan_reminders'],
    ],
    [
      'asks for a deletion with an order open',
      'delete',
      { state: 'paying' },
      { reasonGiven: true },
      'paying',
      ['close_order'],
    ],
    [
      'deletes a draft, which may hold the seat of the registration it replaces',
      'delete',
      { state: 'draft' },
      { reasonGiven: true },
      'deleted',
      ['release_seats', 'registration.deleted', 'plan_reminders'],
    ],
    [
      'S31 deletes under review, and cards end',
      'delete',
      { state: 'pending' },
      { reasonGiven: true },
      'deleted',
      ['release_seats', 'settle_review_cards', 'registration.deleted', 'plan_reminders'],
    ],
    [
      'expires',
      'expire',
      { state: 'approved', now: AXIS.paymentDue },
      { role: 'system' },
      'expired',
      ['release_seats', 'registration.expired', 'plan_reminders'],
    ],
    [
      'lapses what is unpaid',
      'lapse_unpaid',
      { state: 'part_paid', now: AXIS.paymentDue },
      { role: 'system' },
      'paid',
      ['lapse_subjects', 'registration.lapsed', 'plan_reminders'],
    ],
    [
      'goes back when the order is closed',
      'close_order',
      { state: 'paying' },
      { role: 'system' },
      'approved',
      ['plan_reminders'],
    ],
    [
      'goes back to ready without review',
      'close_order',
      { state: 'paying', reviews: false },
      { role: 'system' },
      'ready',
      ['plan_reminders'],
    ],
    [
      'deletes once the order is closed',
      'close_order',
      { state: 'paying', deleteRequested: true },
      { role: 'system' },
      'deleted',
      ['release_seats', 'registration.deleted', 'plan_reminders'],
    ],
    [
      'expires once the overdue order is closed',
      'close_order',
      { state: 'paying', now: AXIS.paymentDue },
      { role: 'system' },
      'expired',
      ['release_seats', 'registration.expired', 'plan_reminders'],
    ],
    [
      'lapses once the overdue order is closed',
      'close_order',
      { state: 'part_paid', now: AXIS.paymentDue },
      { role: 'system' },
      'paid',
      ['lapse_subjects', 'registration.lapsed', 'plan_reminders'],
    ],
    [
      'keeps the rest payable',
      'close_order',
      { state: 'part_paid' },
      { role: 'system' },
      'part_paid',
      ['plan_reminders'],
    ],
    [
      'keeps the deletion before the expiry',
      'close_order',
      { state: 'paying', deleteRequested: true, now: AXIS.paymentDue },
      { role: 'system' },
      'deleted',
      ['release_seats', 'registration.deleted', 'plan_reminders'],
    ],
  ])('%s', (_, action, given, request, state, effects) => {
    const result = done(action, given, request);
    expect([result.state, kinds(result.effects)]).toEqual([state, effects]);
  });

  it('lapses only what is unpaid', () => {
    const { effects } = done(
      'lapse_unpaid',
      { state: 'part_paid', now: AXIS.paymentDue },
      { role: 'system' },
    );
    expect(effects[0]).toEqual({ kind: 'lapse_subjects', subjectCodes: ['65'] });
  });

  it('is part paid while one chosen subject is not paid (W5)', () => {
    const one = done('apply_payment', { state: 'paying' }, { role: 'platform', subjectCodes: ['15'] });
    expect(one.state).toBe('part_paid');
    const lapsed = [
      { code: '15', feeFen: 1, state: 'chosen' as const },
      { code: '65', feeFen: 1, state: 'lapsed' as const },
    ];
    expect(stateAfterPayment(lapsed, ['15'])).toBe('paid');
  });
});
