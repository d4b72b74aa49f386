import { createSecretKey, randomBytes } from 'node:crypto';
import { createKeyedHash } from '../../../../../server/secrets/keyed-hash';
import { decidedOn, differenceOf } from '../../../../../server/use-cases/review/review-difference';
import type { Answers, Decision, Registration } from '../../../../../shared/domain/registration';
import { COMPLETE, NOW, registration } from '../../../../support/situations';

const hash = createKeyedHash(createSecretKey(randomBytes(32)));
const rejection = (changes: Partial<Decision> = {}): Decision => ({
  outcome: 'rejected',
  revision: 1,
  decidedAt: NOW,
  decidedBy: 'staff-1',
  reasonCode: 'photo_quality',
  reasonWords: null,
  marked: [],
  ...changes,
});
/** Rejected at revision 1, and back with these changes. */
const resubmitted = (answers: Partial<Answers>, changes: Partial<Registration> = {}): Registration => {
  const before = registration({ state: 'pending', revision: 1 });
  const decision = rejection({ decidedOn: decidedOn(hash, before) });
  return { ...before, revision: 2, decision, answers: { ...COMPLETE, ...answers }, ...changes };
};

describe('differenceOf', () => {
  it('names what changed in the order of the form, with the masks of before', () => {
    const found = differenceOf(
      hash,
      resubmitted({ mobile: '13900139000', name: '李小明' }, { photoId: 'new' }),
    );
    expect(found).toEqual({
      changed: ['name', 'mobile', 'photo'],
      before: { name: '王**', mobile: '138****8000' },
    });
  });

  it('finds what was filled in, left out and put in another order', () => {
    const found = differenceOf(
      hash,
      resubmitted({ email: undefined, address: '厦门市', subjects: ['15', '65'] }),
    );
    expect(found).toEqual({
      changed: ['email', 'address', 'subjects'],
      before: { email: 'w***@example.com' },
    });
  });

  it('finds nothing where values were changed and put back', () => {
    expect(differenceOf(hash, resubmitted({}))).toEqual({ changed: [], before: {} });
  });

  it('says nothing without a rejection, and of one that did not keep what it was about', () => {
    expect(differenceOf(hash, registration({ state: 'pending', decision: null }))).toBeNull();
    expect(differenceOf(hash, resubmitted({}, { decision: rejection({ outcome: 'approved' }) }))).toBeNull();
    expect(differenceOf(hash, resubmitted({}, { decision: rejection() }))).toBeNull();
  });

  it('knows that the same revision is unchanged, however old the rejection', () => {
    expect(differenceOf(hash, resubmitted({}, { decision: rejection(), revision: 1 }))).toEqual({
      changed: [],
      before: {},
    });
  });
});

describe('decidedOn', () => {
  it('keeps no value of a candidate', () => {
    const kept = JSON.stringify(decidedOn(hash, registration()));
    const values = [
      COMPLETE.documentNumber,
      COMPLETE.name,
      COMPLETE.mobile,
      COMPLETE.email,
      COMPLETE.birthDate,
    ];
    for (const value of values) expect(kept).not.toContain(String(value));
  });

  it('hashes the same answer differently for another registration and another field', () => {
    const [mine, other] = [registration(), registration({ id: 'registration-2' })].map((one) =>
      decidedOn(hash, one),
    );
    expect(mine?.name?.hash).not.toBe(other?.name?.hash);
    expect(mine?.address?.hash).not.toBe(mine?.postcode?.hash);
  });
});
