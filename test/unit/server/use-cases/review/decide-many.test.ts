import { decideMany, type ManyOutcome } from '../../../../../server/use-cases/review/decide-many';
import { guestAccount } from '../../../../../server/use-cases/accounts/open-account';
import type { StaffMember } from '../../../../../server/use-cases/ports/review';
import { StorageUnavailableError } from '../../../../../server/use-cases/ports/storage-errors';
import { showWall } from '../../../../../server/use-cases/review/show-wall';
import { submitForReview } from '../../../../../server/use-cases/registrations/submit-for-review';
import type { Season, SeasonPolicies } from '../../../../../shared/domain/season';
import { embeddedContext, registrationOf, type EmbeddedContext } from '../../../../support/embedded-context';
import { nthResidentId } from '../../../../support/ids';
import { REVIEWING_SITE, smallSeason } from '../../../../support/season';
import { COMPLETE, NOW } from '../../../../support/situations';

const MEMBER: StaffMember = {
  id: 'staff-1',
  userid: 'lina',
  email: null,
  name: '李老师',
  roles: ['reviewer'],
  siteCodes: [REVIEWING_SITE],
  onDuty: true,
  mobileHash: null,
  documentHash: null,
};
const APPROVE: ManyOutcome = { kind: 'approve' };

describe('decideMany', () => {
  let embedded: EmbeddedContext;
  let season: Season;
  beforeEach(async () => {
    embedded = await embeddedContext(NOW);
  });
  afterEach(() => embedded.close());

  async function waiting(count: number, policies: Partial<SeasonPolicies> = {}): Promise<string[]> {
    season = smallSeason({ now: NOW, policies });
    const { context } = embedded;
    return context.unitOfWork.run(async (tx) => {
      await tx.seasons.save(season, 'digest', NOW);
      const ids: string[] = [];
      for (let nth = 0; nth < count; nth += 1) {
        const account = guestAccount(context, 'zh-CN');
        const registration = registrationOf(context, {
          seasonId: season.id,
          accountId: account.id,
          state: 'ready',
          answers: { ...COMPLETE, documentNumber: nthResidentId(nth), birthDate: '2000-01-01' },
          photoId: `photo-${nth}`,
          subjects: [{ code: '65', feeFen: 10_500, state: 'chosen' }],
          informationSubmittedAt: NOW,
        });
        await tx.accounts.insert(account);
        await tx.registrations.insert(registration);
        const actor = { role: 'candidate', id: account.id, channel: 'chat' } as const;
        const changed = await submitForReview(tx, context, { registration, season, actor });
        if (!changed.ok) throw new Error(JSON.stringify(changed));
        ids.push(registration.id);
      }
      return ids;
    });
  }
  const view = () =>
    showWall(embedded.context, { member: MEMBER, locale: 'zh-CN', after: null, pageSize: 60 });
  const shown = (ids: string[]) =>
    ids.map((registrationId) => ({ registrationId, revisionShown: 1, roundShown: 1 }));
  const decide = (ids: string[], outcome: ManyOutcome, context = embedded.context, left: string[] = []) =>
    decideMany(context, {
      rows: shown(ids),
      left: shown(left),
      member: MEMBER,
      locale: 'zh-CN',
      outcome,
    });
  const statesOf = (ids: string[]) =>
    embedded.context.unitOfWork.read((tx) =>
      Promise.all(ids.map(async (id) => (await tx.registrations.find(id))?.state)),
    );

  it('approves only what was seen, also where a card may approve unseen', async () => {
    const ids = await waiting(1, { approveFromCard: 'always' });
    expect(await decide(ids, APPROVE)).toMatchObject({ rows: [{ outcome: { why: 'not_viewed' } }] });
    await view();
    expect(await decide(ids, APPROVE)).toMatchObject({ rows: [{ outcome: { kind: 'done' } }] });
  });

  it('leaves as it is what the page that asked said so of, also where it could be decided by now', async () => {
    const [tried, left] = await waiting(2);
    await view();
    expect(await decide([tried!], APPROVE, embedded.context, [left!])).toMatchObject({
      rows: [{ outcome: { kind: 'done' } }, { outcome: { kind: 'left', now: 'open' } }],
    });
    expect(await statesOf([tried!, left!])).toEqual(['approved', 'pending']);
  });

  it('decides nothing when the reason cannot be used', async () => {
    const ids = await waiting(2);
    const reject = {
      kind: 'reject',
      reasonCode: null,
      words: 'x',
      marked: null,
      finalConfirmed: [],
    } as const;
    expect(await decide(ids, reject)).toMatchObject({ ok: false, why: 'reason_refused' });
    expect(await statesOf(ids)).toEqual(['pending', 'pending']);
  });

  it('takes a final rejection only of those of which the warning was shown (policy siteClose)', async () => {
    const ids = await waiting(2, { resubmissionEnd: 'siteClose' });
    embedded.clock.at = Math.max(...season.windows.map(({ closesAt }) => closesAt)) + 1000;
    const reject = { kind: 'reject', reasonCode: 'photo_quality', words: null, marked: null } as const;
    const decided = await decide(ids, { ...reject, finalConfirmed: [ids[1]!] });
    expect(decided).toMatchObject({
      rows: [{ outcome: { why: 'final_unconfirmed' } }, { outcome: { kind: 'done' } }],
    });
  });

  it('tells what is done, what is not known and what was not tried when the database fails on the way', async () => {
    const ids = await waiting(3);
    await view();
    let units = 0;
    const { unitOfWork } = embedded.context;
    const failing = (failsAt: number): typeof embedded.context => ({
      ...embedded.context,
      unitOfWork: {
        read: (work) => unitOfWork.read(work),
        run: (work) => {
          units += 1;
          if (units >= failsAt) throw new StorageUnavailableError('DEPENDENCY_UNAVAILABLE', 'TEST');
          return unitOfWork.run(work);
        },
      },
    });
    await expect(decide(ids, APPROVE, failing(1))).rejects.toThrow(StorageUnavailableError);
    units = 0;
    const decided = await decide(ids, APPROVE, failing(2));
    expect(decided.ok && decided.rows.map(({ outcome }) => outcome.kind)).toEqual([
      'done',
      'unknown',
      'not_tried',
    ]);
    expect(await statesOf(ids)).toEqual(['approved', 'pending', 'pending']);
  });
});
