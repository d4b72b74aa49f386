import { decideRegistration } from '../../../../../server/use-cases/review/decide-registration';
import type { DecisionInput } from '../../../../../server/use-cases/review/judge-decision';
import { changeRegistration } from '../../../../../server/use-cases/registrations/change-registration';
import type { StaffMember } from '../../../../../server/use-cases/ports/review';
import type { Repositories } from '../../../../../server/use-cases/ports/storage';
import { guestAccount } from '../../../../../server/use-cases/accounts/open-account';
import { submitForReview } from '../../../../../server/use-cases/registrations/submit-for-review';
import { conflictMobileHash } from '../../../../../server/use-cases/staff/staff-hashes';
import type { Registration } from '../../../../../shared/domain/registration';
import type { Season, SeasonPolicies } from '../../../../../shared/domain/season';
import { embeddedContext, registrationOf, type EmbeddedContext } from '../../../../support/embedded-context';
import { OTHER_SITE, REVIEWING_SITE, smallSeason } from '../../../../support/season';
import { COMPLETE, NOW } from '../../../../support/situations';

describe('decideRegistration', () => {
  let embedded: EmbeddedContext;
  let season: Season;
  let pending: Registration;
  beforeEach(async () => {
    embedded = await embeddedContext(NOW);
    season = smallSeason({ now: NOW });
    pending = await submitted();
  });
  afterEach(() => embedded.close());

  const member = (changes: Partial<StaffMember> = {}): StaffMember => ({
    id: 'staff-1',
    userid: 'lina',
    email: null,
    name: '李老师',
    roles: ['reviewer'],
    siteCodes: [REVIEWING_SITE],
    onDuty: true,
    mobileHash: null,
    documentHash: null,
    ...changes,
  });
  const approve: DecisionInput['outcome'] = { kind: 'approve' };
  const reject = (changes: object = {}): DecisionInput['outcome'] => ({
    kind: 'reject',
    reasonCode: 'photo_quality',
    words: null,
    marked: null,
    finalConfirmed: false,
    ...changes,
  });
  const decide = (changes: Partial<DecisionInput> = {}) =>
    decideRegistration(embedded.context, {
      registrationId: pending.id,
      member: member(),
      channel: 'staff_page',
      revisionShown: 1,
      roundShown: 1,
      outcome: approve,
      ...changes,
    });
  const view = (staffId = 'staff-1') =>
    embedded.context.unitOfWork.run((tx) =>
      tx.views.add({ registrationId: pending.id, revision: 1, staffId, at: NOW }),
    );
  const policies = async (changes: Partial<SeasonPolicies>) => {
    season = { ...season, version: season.version + 1, policies: { ...season.policies, ...changes } };
    await embedded.context.unitOfWork.run((tx) => tx.seasons.save(season, 'other', NOW));
  };

  async function submitted(): Promise<Registration> {
    const { context } = embedded;
    const account = { ...guestAccount(context, 'zh-CN'), mobile: '13900139000' };
    const ready = registrationOf(context, {
      seasonId: season.id,
      accountId: account.id,
      state: 'ready',
      answers: COMPLETE,
      photoId: 'photo-00001',
      informationSubmittedAt: NOW,
    });
    return context.unitOfWork.run(async (tx) => {
      await tx.seasons.save(season, 'digest', NOW);
      await tx.accounts.insert(account);
      await tx.registrations.insert(ready);
      const actor = { role: 'candidate', id: account.id, channel: 'chat' } as const;
      const changed = await submitForReview(tx, context, { registration: ready, season, actor });
      if (!changed.ok) throw new Error('not submitted');
      return changed.registration;
    });
  }

  it('approves for a reviewer who has seen this revision (S45)', async () => {
    await view();
    expect(await decide()).toMatchObject({ ok: true, repeated: false, registration: { state: 'approved' } });
  });

  it('records for which colleagues who are away it was taken, as a decision of the member’s own', async () => {
    const { context } = embedded;
    await context.unitOfWork.run(async (tx) => {
      const away = { fromAt: NOW, untilAt: NOW + 1, enteredBy: 'x', createdAt: NOW, endedAt: null };
      const colleague = (id: string, siteCode: string) => member({ id, userid: id, siteCodes: [siteCode] });
      await tx.staff.replaceAll([
        member(),
        colleague('away', REVIEWING_SITE),
        colleague('other', OTHER_SITE),
      ]);
      for (const staffId of ['away', 'other'])
        await tx.leaves.insert({ ...away, id: `leave-${staffId}`, staffId, delegateId: 'staff-1' });
    });
    expect(await decide({ outcome: reject() })).toMatchObject({ ok: true });
    const history = await context.unitOfWork.read((tx) => tx.history.listOf(pending.id));
    expect(history.at(-1)).toMatchObject({ actor: { id: 'lina' }, onBehalfOf: ['away'] });
    expect(history.at(-2)).not.toHaveProperty('onBehalfOf');
  });

  it('asks for all that it judges by side by side, so that storage answers in one round trip', async () => {
    const steps: string[] = [];
    const { unitOfWork } = embedded.context;
    const watched = (tx: Repositories): Repositories =>
      new Proxy(tx, {
        get: (_, name: keyof Repositories) => {
          if (name === 'leaves') steps.push('leaves asked');
          if (name !== 'registrations') return tx[name];
          const find = async (id: string) => tx.registrations.find(id).finally(() => steps.push('answered'));
          return { ...tx.registrations, find };
        },
      });
    embedded.context.unitOfWork = { ...unitOfWork, run: (work) => unitOfWork.run((tx) => work(watched(tx))) };
    expect(await decide({ outcome: reject() })).toMatchObject({ ok: true });
    expect(steps.slice(0, 2)).toEqual(['leaves asked', 'answered']);
  });

  it('calls the very same decision a repeat (idempotent)', async () => {
    await view();
    await decide();
    expect(await decide()).toMatchObject({ ok: true, repeated: true });
    expect(await decide({ outcome: reject() })).toMatchObject({ ok: false, why: 'late' });
    expect(await decide({ member: member({ id: 'staff-2' }) })).toMatchObject({ ok: false, why: 'late' });
  });

  it('rejects with the fields of the reason, or those marked (S40)', async () => {
    expect(await decide({ outcome: reject({ marked: ['name', 'nothing', 'photo', 'name'] }) })).toMatchObject(
      {
        ok: true,
        registration: {
          state: 'rejected',
          decision: { marked: ['name', 'photo'], reasonCode: 'photo_quality' },
        },
      },
    );
  });

  it.each([
    ['nobody looked', {}, 'not_viewed'],
    ['a colleague looked', { member: member({ id: 'staff-2' }) }, 'not_viewed'],
    ['another revision was shown', { revisionShown: 2 }, 'late'],
    ['another round was shown', { roundShown: 2 }, 'late'],
    ['the reviewer is of another site', { member: member({ siteCodes: [OTHER_SITE] }) }, 'absent'],
    ['the member does not review', { member: member({ roles: ['support'] }) }, 'absent'],
    ['there is no such registration', { registrationId: 'none' }, 'absent'],
    ['no reason is given', { outcome: reject({ reasonCode: null }) }, 'reason_required'],
    ['the reason needs words', { outcome: reject({ reasonCode: 'other' }) }, 'reason_words_needed'],
    ['the words are short', { outcome: reject({ words: '短' }) }, 'reason_refused'],
  ] as [string, Partial<DecisionInput>, string][])('changes nothing when %s', async (_case, changes, why) => {
    expect(await decide(changes)).toMatchObject({ ok: false, why });
    const now = await embedded.context.unitOfWork.read((tx) => tx.registrations.find(pending.id));
    expect(now).toEqual(pending);
  });

  it('refuses the candidate in person, by the phone of the form or of the account (conflict of interest)', async () => {
    for (const mobile of ['13800138000', '13900139000']) {
      const mobileHash = conflictMobileHash(embedded.context.hash, mobile);
      expect(await decide({ member: member({ mobileHash }) })).toMatchObject({ why: 'conflict_of_interest' });
    }
  });

  it('needs no look under the policy always', async () => {
    await policies({ approveFromCard: 'always' });
    expect(await decide({ channel: 'card' })).toMatchObject({ ok: true });
  });

  it('ends with the review, or with the payment due under grace (domain.md 2, time axis)', async () => {
    await view();
    embedded.clock.at = season.reviewEndsAt;
    expect(await decide()).toMatchObject({ ok: false, why: 'review_ended' });
    await policies({ lateApproval: 'grace' });
    embedded.clock.at = season.paymentEndsAt;
    expect(await decide()).toMatchObject({ ok: false, why: 'payment_due_passed' });
    embedded.clock.at = season.paymentEndsAt - 1;
    expect(await decide()).toMatchObject({ ok: true });
  });

  it('keeps the time of a resubmission when the decision on it is taken back (domain.md 2, time axis)', async () => {
    const change = (action: 'undo_decision' | 'submit_for_review') =>
      embedded.context.unitOfWork.run(async (tx) => {
        const registration = (await tx.registrations.find(pending.id))!;
        const actor =
          action === 'undo_decision'
            ? ({ role: 'lead', id: 'lead', channel: 'staff_page' } as const)
            : ({ role: 'candidate', id: registration.accountId, channel: 'chat' } as const);
        const request = { revisionShown: 1 };
        const changed = await changeRegistration(tx, embedded.context, {
          ...{ registration, season, action, actor, request },
        });
        if (!changed.ok) throw new Error(changed.why);
        return changed.registration;
      });
    await view();
    await decide({ outcome: reject() });
    await change('submit_for_review');
    expect(await decide({ roundShown: 2 })).toMatchObject({ registration: { state: 'approved' } });
    embedded.clock.at = season.reviewEndsAt - 1;
    expect((await change('undo_decision')).decision).toMatchObject({ outcome: 'rejected' });
    embedded.clock.at = season.reviewEndsAt;
    expect(await decide({ roundShown: 3 })).toMatchObject({ ok: true, registration: { state: 'approved' } });
  });

  it('takes a rejection that nobody can fix only after the warning (policy siteClose)', async () => {
    await policies({ resubmissionEnd: 'siteClose' });
    embedded.clock.at = Math.max(...season.windows.map(({ closesAt }) => closesAt));
    expect(await decide({ outcome: reject() })).toMatchObject({ ok: false, why: 'final_unconfirmed' });
    expect(await decide({ outcome: reject({ finalConfirmed: true }) })).toMatchObject({ ok: true });
  });

  it('has one winner among many at once (promise 7)', async () => {
    const members = ['staff-1', 'staff-2', 'staff-3', 'staff-4'].map((id) => member({ id, userid: id }));
    await Promise.all(members.map(({ id }) => view(id)));
    const all = await Promise.all(members.map((one) => decide({ member: one })));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(all.filter((one) => !one.ok && one.why === 'late')).toHaveLength(3);
    const history = await embedded.context.unitOfWork.read((tx) => tx.history.listOf(pending.id));
    expect(history.filter(({ to }) => to === 'approved')).toHaveLength(1);
  });
});
