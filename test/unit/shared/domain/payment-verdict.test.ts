import { STATES, type State } from '../../../../shared/domain/lifecycle';
import { judgePayment, type PaymentFacts } from '../../../../shared/domain/payment-verdict';
import { subjectsIn } from '../../../support/lifecycle-facts';

const DUE = 1_000_000;

function verdict(state: State, changes: Partial<PaymentFacts> = {}): string {
  const judged = judgePayment({
    state,
    subjects: subjectsIn(state),
    charged: [{ code: '65', feeFen: 10500 }],
    succeededAt: DUE - 1,
    paymentDueAt: DUE,
    alreadyApplied: false,
    newerRegistration: false,
    returnedOutside: false,
    matchesOrder: true,
    ...changes,
  });
  return judged.outcome === 'refund' ? judged.why : judged.outcome;
}

describe('judgePayment', () => {
  it('answers every state as the row "payment confirmed" says', () => {
    const answers = Object.fromEntries(STATES.map((state) => [state, verdict(state)]));
    expect(answers).toEqual({
      draft: 'not_payable_state',
      saved: 'not_payable_state',
      ready: 'honour',
      pending: 'not_payable_state',
      rejected: 'not_payable_state',
      approved: 'honour',
      paying: 'honour',
      part_paid: 'honour',
      paid: 'subject_already_paid',
      deleted: 'deleted',
      expired: 'honour',
    });
  });

  it('returns what is late by its success time, the exact due included (race rule 3)', () => {
    const late = STATES.filter((state) => state !== 'deleted').map((state) =>
      verdict(state, { succeededAt: DUE }),
    );
    expect(new Set(late)).toEqual(new Set(['late']));
  });

  it('changes nothing when repeated, in every state (race rule 4)', () => {
    const repeated = STATES.map((state) => verdict(state, { alreadyApplied: true, succeededAt: DUE }));
    expect(new Set(repeated)).toEqual(new Set(['repeat']));
  });

  it('returns a second payment of a paid subject', () => {
    expect(verdict('part_paid', { charged: [{ code: '15', feeFen: 9000 }] })).toBe('subject_already_paid');
  });

  it('returns money of an expired registration whose person has a newer one', () => {
    expect(verdict('expired', { newerRegistration: true })).toBe('newer_registration');
    expect(verdict('approved', { newerRegistration: true })).toBe('honour');
  });

  it('takes nobody for paid by money that went back already, in any state (promise 1)', () => {
    const verdicts = STATES.map((state) => verdict(state, { returnedOutside: true }));
    expect(new Set(verdicts)).toEqual(new Set(['returned_outside']));
    expect(verdict('paid', { returnedOutside: true, alreadyApplied: true })).toBe('repeat');
  });

  it('takes nobody for paid by money of another sum or currency than its order, in any state (promise 1)', () => {
    const verdicts = STATES.map((state) => verdict(state, { matchesOrder: false }));
    expect(new Set(verdicts)).toEqual(new Set(['amount_differs']));
  });

  it('returns money that is not exactly the fee of chosen subjects (promise 1)', () => {
    expect(verdict('approved', { charged: [{ code: '65', feeFen: 9000 }] })).toBe('order_superseded');
    expect(verdict('approved', { charged: [{ code: '24', feeFen: 10500 }] })).toBe('order_superseded');
    expect(verdict('approved', { charged: [] })).toBe('order_superseded');
  });

  it('returns money for a subject that has lapsed', () => {
    const [paid, chosen] = subjectsIn('part_paid');
    const subjects = [paid!, { ...chosen!, state: 'lapsed' as const }];
    expect(verdict('paid', { subjects })).toBe('not_payable_state');
  });
});
