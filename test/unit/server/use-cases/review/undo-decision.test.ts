import { changeRegistration } from '../../../../../server/use-cases/registrations/change-registration';
import { conflictMobileHash } from '../../../../../server/use-cases/staff/staff-hashes';
import { undoDecision, type UndoInput } from '../../../../../server/use-cases/review/undo-decision';
import { guestAccount } from '../../../../../server/use-cases/accounts/open-account';
import type { StaffMember } from '../../../../../server/use-cases/ports/review';
import { submitForReview } from '../../../../../server/use-cases/registrations/submit-for-review';
import type { Decision, Registration } from '../../../../../shared/domain/registration';
import type { Season } from '../../../../../shared/domain/season';
import { embeddedContext, registrationOf, type EmbeddedContext } from '../../../../support/embedded-context';
import { OTHER_SITE, REVIEWING_SITE, smallSeason } from '../../../../support/season';
import { COMPLETE, NOW } from '../../../../support/situations';

describe('undoDecision', () => {
  let embedded: EmbeddedContext;
  let season: Season;
  let approved: Registration;
  beforeEach(async () => {
    embedded = await embeddedContext(NOW);
    season = smallSeason({ now: NOW });
    approved = await decided();
  });
  afterEach(() => embedded.close());

  const lead = (changes: Partial<StaffMember> = {}): StaffMember => ({
    id: 'staff-1',
    userid: 'lina',
    email: null,
    name: '李老师',
    roles: ['reviewer', 'lead'],
    siteCodes: [REVIEWING_SITE],
    onDuty: true,
    mobileHash: null,
    documentHash: null,
    ...changes,
  });
  const undo = (changes: Partial<UndoInput> = {}) =>
    undoDecision(embedded.context, {
      registrationId: approved.id,
      member: lead(),
      revisionShown: 1,
      roundShown: 1,
      words: '误点了通过',
      confirmed: true,
      ...changes,
    });
  const found = () => embedded.context.unitOfWork.read((tx) => tx.registrations.find(approved.id));

  async function decided(): Promise<Registration> {
    const { context } = embedded;
    const account = guestAccount(context, 'zh-CN');
    const ready = registrationOf(context, {
      seasonId: season.id,
      accountId: account.id,
      state: 'ready',
      answers: COMPLETE,
      photoId: 'photo-00001',
      informationSubmittedAt: NOW,
    });
    const decision: Decision = {
      outcome: 'approved',
      revision: 1,
      decidedAt: NOW,
      decidedBy: 'staff-2',
      reasonCode: null,
      reasonWords: null,
      marked: [],
    };
    return context.unitOfWork.run(async (tx) => {
      await tx.seasons.save(season, 'digest', NOW);
      await tx.accounts.insert(account);
      await tx.registrations.insert(ready);
      const candidate = { role: 'candidate', id: account.id, channel: 'chat' } as const;
      const pending = await submitForReview(tx, context, { registration: ready, season, actor: candidate });
      if (!pending.ok) throw new Error('not submitted');
      const { registration } = pending;
      const actor = { role: 'reviewer', id: 'staff-2', channel: 'card' } as const;
      const request = { revisionShown: 1 };
      const changed = await changeRegistration(tx, context, {
        ...{ registration, season, action: 'approve', actor, request },
        patch: { decision },
      });
      if (!changed.ok) throw new Error('not approved');
      return changed.registration;
    });
  }

  it('asks before it does anything', async () => {
    expect(await undo({ confirmed: false })).toEqual({ kind: 'to_confirm' });
    expect(await found()).toEqual(approved);
  });

  it('acts as the lead for whoever reviews and leads, and once', async () => {
    expect(await undo()).toEqual({ kind: 'undone', repeated: false });
    expect(await undo()).toEqual({ kind: 'undone', repeated: true });
    expect(await undo({ member: lead({ id: 'staff-3', userid: 'other' }) })).toMatchObject({ why: 'late' });
    const history = await embedded.context.unitOfWork.read((tx) => tx.history.listOf(approved.id));
    expect(history.filter(({ event }) => event === 'review.undone')).toMatchObject([
      { actor: { role: 'lead', id: 'lina' }, to: 'pending', reason: '误点了通过' },
    ]);
  });

  it('has one effect of many at once (promise 7)', async () => {
    const all = await Promise.all(['a', 'b', 'c'].map((id) => undo({ member: lead({ id, userid: id }) })));
    expect(all.filter(({ kind }) => kind === 'undone')).toHaveLength(1);
  });

  it.each([
    ['the lead is of another site', { member: lead({ siteCodes: [OTHER_SITE] }) }, 'absent'],
    ['there is no such registration', { registrationId: 'none' }, 'absent'],
    ['the member only reviews', { member: lead({ roles: ['reviewer'] }) }, 'lead_only'],
    ['another revision was shown', { revisionShown: 2 }, 'late'],
    ['another round was shown', { roundShown: 2 }, 'late'],
    ['no reason is given', { words: ' ' }, 'undo_reason_required'],
    ['the reason carries markup', { words: '<b>误点了通过</b>' }, 'reason_refused'],
  ] as [string, Partial<UndoInput>, string][])('changes nothing when %s', async (_case, changes, why) => {
    expect(await undo(changes)).toMatchObject({ kind: 'refused', why });
    expect(await found()).toEqual(approved);
  });

  it('refuses the candidate in person (conflict of interest)', async () => {
    const mobileHash = conflictMobileHash(embedded.context.hash, String(COMPLETE.mobile));
    expect(await undo({ member: lead({ mobileHash }) })).toMatchObject({ why: 'conflict_of_interest' });
  });

  it('ends with the review (domain.md 2, time axis)', async () => {
    embedded.clock.at = season.reviewEndsAt;
    expect(await undo()).toMatchObject({ kind: 'refused', why: 'undo_ended' });
    embedded.clock.at = season.reviewEndsAt - 1;
    expect(await undo()).toMatchObject({ kind: 'undone' });
  });
});
