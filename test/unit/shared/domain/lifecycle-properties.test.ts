import fc from 'fast-check';
import type { Facts } from '../../../../shared/domain/facts';
import { ACTIONS, LIFECYCLE, movesOf, type Action } from '../../../../shared/domain/lifecycle';
import { judgePayment } from '../../../../shared/domain/payment-verdict';
import type { ChosenSubject } from '../../../../shared/domain/registration';
import { judge, transition } from '../../../../shared/domain/transition';
import { AXIS, factsIn } from '../../../support/lifecycle-facts';

interface Money {
  codes: string[];
  amountFen: number;
  succeededAt: number;
  applied: boolean;
}

/** What a store would keep of one registration. */
interface Book {
  facts: Facts;
  received: number;
  returned: number;
  /** Money on its way or told again; any of it may come at any time. */
  money: Money[];
}

const action = fc.record({
  kind: fc.constant('act' as const),
  action: fc.constantFrom(...ACTIONS.filter((one) => one !== 'apply_payment')),
  codes: fc.subarray(['15', '65', '17']),
  movesSite: fc.boolean(),
});
const event = fc.oneof(
  { weight: 8, arbitrary: action },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('order_paid' as const),
      codes: fc.subarray(['15', '65'], { minLength: 1 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('notify' as const), index: fc.nat(5) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), hours: fc.constantFrom(1, 12, 48, 96) }),
  },
);

const SUBJECTS: ChosenSubject[] = [
  { code: '15', feeFen: 9000, state: 'chosen' },
  { code: '65', feeFen: 10500, state: 'chosen' },
  { code: '17', feeFen: 0, state: 'chosen' },
];

const CLEARING: readonly string[] = ['clear_decision', 'take_decision_back'];

function newBook(reviews: boolean): Book {
  const facts = factsIn('draft', AXIS.opensAt, { reviews, subjects: SUBJECTS });
  return { facts, received: 0, returned: 0, money: [] };
}

function act(book: Book, name: Action, codes: string[], movesSite = false): void {
  const { facts } = book;
  const [role] = LIFECYCLE[name].roles;
  const request = {
    role: role!,
    promised: true,
    reasonGiven: true,
    revisionShown: 3,
    subjectCodes: codes,
    movesSite,
  };
  const result = transition(name, facts, request);
  // A refused act names its reason; an allowed one is a move of the table.
  expect(judge(name, facts, request).ok).toBe(result.ok);
  if (!result.ok) return;
  expect(movesOf(name, facts.state)).toContain(result.state);
  const subjects = facts.subjects.map((subject) => {
    const effect = result.effects.find(
      (one) => 'subjectCodes' in one && one.subjectCodes.includes(subject.code),
    );
    if (effect?.kind === 'mark_paid') return { ...subject, state: 'paid' as const };
    return effect?.kind === 'lapse_subjects' ? { ...subject, state: 'lapsed' as const } : subject;
  });
  const decided = name === 'approve' || name === 'reject' ? 3 : facts.decidedRevision;
  const cleared = result.effects.some((effect) => CLEARING.includes(effect.kind));
  const open =
    name === 'open_order' || (facts.orderOpen && name !== 'close_order' && name !== 'apply_payment');
  const asked = name === 'delete' && result.state === 'paying';
  const keepsAsking = facts.deleteRequested && name !== 'close_order' && name !== 'apply_payment';
  book.facts = factsIn(result.state, facts.now, {
    reviews: facts.reviews,
    subjects,
    hasPhoto: facts.hasPhoto || name === 'upload_photo',
    decidedRevision: cleared ? null : decided,
    orderOpen: open,
    deleteRequested: asked || keepsAsking,
  });
}

function learn(book: Book, money: Money): void {
  const charged = money.codes.map((code) => SUBJECTS.find((subject) => subject.code === code)!);
  const verdict = judgePayment({
    state: book.facts.state,
    subjects: book.facts.subjects,
    charged,
    succeededAt: money.succeededAt,
    paymentDueAt: AXIS.paymentDue,
    alreadyApplied: money.applied,
    newerRegistration: false,
    returnedOutside: false,
    matchesOrder: true,
  });
  if (verdict.outcome === 'repeat') return;
  money.applied = true;
  book.received += money.amountFen;
  if (verdict.outcome === 'refund') book.returned += money.amountFen;
  else act(book, 'apply_payment', money.codes);
}

function step(book: Book, one: typeof event extends fc.Arbitrary<infer T> ? T : never): void {
  switch (one.kind) {
    case 'act':
      act(book, one.action, one.codes, one.movesSite);
      return;
    case 'order_paid': {
      const amountFen = one.codes.reduce(
        (sum, code) => sum + SUBJECTS.find((s) => s.code === code)!.feeFen,
        0,
      );
      book.money.push({ codes: one.codes, amountFen, succeededAt: book.facts.now, applied: false });
      return;
    }
    case 'notify': {
      const money = book.money[one.index % Math.max(1, book.money.length)];
      if (money) learn(book, money);
      return;
    }
    case 'pass': {
      const now = book.facts.now + one.hours * 3_600_000;
      const { state, reviews, subjects, hasPhoto, decidedRevision, orderOpen, deleteRequested } = book.facts;
      book.facts = factsIn(state, now, {
        reviews,
        subjects,
        hasPhoto,
        decidedRevision,
        orderOpen,
        deleteRequested,
      });
    }
  }
}

describe('transition and judgePayment in any order of events', () => {
  it('keep to the table, and keep exactly the fees of paid subjects (promise 1)', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(event, { maxLength: 40 }), (reviews, events) => {
        const book = newBook(reviews);
        for (const one of events) {
          step(book, one);
          const { subjects, state } = book.facts;
          const paid = subjects.filter((subject) => subject.state === 'paid');
          const fees = paid.reduce((sum, subject) => sum + subject.feeFen, 0);
          expect(book.received - book.returned).toBe(fees);
          // What is paid is never deleted or expired; a registration is paid when nothing chosen is left (S35, S50).
          expect(['paid', 'part_paid'].includes(state)).toBe(paid.length > 0);
          const left = subjects.some((subject) => subject.state === 'chosen');
          if (paid.length > 0) expect(state).toBe(left ? 'part_paid' : 'paid');
        }
      }),
      { numRuns: 400 },
    );
  });
});
