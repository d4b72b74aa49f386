import { endByTime } from '../../../../../server/use-cases/registrations/end-by-time';
import { storeSeason } from '../../../../../server/use-cases/seasons/import-season';
import { registerAnew } from '../../../../../server/use-cases/registrations/register-anew';
import { submitInformation } from '../../../../../server/use-cases/registrations/submit-information';
import { undone, type Repositories } from '../../../../../server/use-cases/ports/storage';
import type { Changed } from '../../../../../server/use-cases/registrations/change-registration';
import type { Actor, Registration } from '../../../../../shared/domain/registration';
import type { Season } from '../../../../../shared/domain/season';
import { embeddedContext, registrationOf, type EmbeddedContext } from '../../../../support/embedded-context';
import { OTHER_SITE, REVIEWING_SITE, smallSeason } from '../../../../support/season';
import { COMPLETE, NOW } from '../../../../support/situations';

const actor = (id: string): Actor => ({ role: 'candidate', id, channel: 'chat' });

describe('registerAnew', () => {
  let embedded: EmbeddedContext;
  let season: Season;
  let approved: Registration;
  beforeEach(async () => {
    embedded = await embeddedContext(NOW);
    season = smallSeason({
      now: NOW,
      sites: {
        [REVIEWING_SITE]: { capacity: 1, subjects: { '15': 1, '65': 1, '66': 1 } },
        [OTHER_SITE]: { capacity: 0 },
      },
      policies: { unsubmittedHoldMinutes: 60 },
    });
    await storeSeason(embedded.context, {
      season,
      actor: { role: 'system', id: 'test', channel: 'command' },
    });
    approved = registrationOf(embedded.context, {
      seasonId: season.id,
      state: 'approved',
      answers: { ...COMPLETE, siteCode: REVIEWING_SITE, subjects: ['65'] },
      subjects: [{ code: '65', feeFen: 10500, state: 'chosen' }],
      seat: { siteCode: REVIEWING_SITE, subjectCodes: ['65'] },
      informationSubmittedAt: NOW,
      decision: {
        outcome: 'approved',
        revision: 1,
        decidedAt: NOW,
        decidedBy: 'staff-1',
        reasonCode: null,
        reasonWords: null,
        marked: [],
      },
    });
    await embedded.context.unitOfWork.run(async (tx) => {
      await tx.registrations.insert(approved);
      await tx.seats.take(season.id, { siteCode: REVIEWING_SITE, subjectCodes: ['65'] });
    });
  });
  afterEach(() => embedded.close());

  const inUnit = (work: (tx: Repositories) => Promise<Changed>): Promise<Changed> =>
    embedded.context.unitOfWork.run(async (tx) => {
      const changed = await work(tx);
      return changed.ok ? changed : undone<Changed>(changed);
    });
  const begin = (registration = approved): Promise<Changed> =>
    inUnit((tx) =>
      registerAnew(tx, embedded.context, {
        registration,
        season,
        actor: actor(registration.accountId),
        reason: '我选错了考点',
      }),
    );
  const submit = (registration: Registration): Promise<Changed> =>
    inUnit((tx) =>
      submitInformation(tx, embedded.context, {
        registration,
        season,
        actor: actor(registration.accountId),
        promised: true,
      }),
    );
  const taken = async (subjectCode: string | null, siteCode = REVIEWING_SITE) => {
    const counts = await embedded.context.unitOfWork.read((tx) => tx.seats.counts(season.id, siteCode));
    return counts.find((count) => count.subjectCode === subjectCode)?.taken;
  };
  const current = () =>
    embedded.context.unitOfWork.read((tx) => tx.registrations.currentOf(approved.accountId, season.id));
  const begun = async (): Promise<Registration> => {
    const changed = await begin();
    if (!changed.ok) throw new Error(changed.why);
    return changed.registration;
  };

  it('keeps the seat for the new draft (S34, race rule 5)', async () => {
    expect(await begun()).toMatchObject({
      state: 'draft',
      seat: approved.seat,
      answers: { subjects: ['65'] },
    });
    const former = await embedded.context.unitOfWork.read((tx) => tx.registrations.find(approved.id));
    expect(former).toMatchObject({ state: 'deleted', seat: null });
    expect([await taken(null), await taken('65')]).toEqual([1, 1]);
  });

  it('returns the old seat when the new one is held, on a site that is full', async () => {
    const draft = await begun();
    const changed = await submit({ ...draft, answers: { ...draft.answers, subjects: ['66'] } });
    expect(changed).toMatchObject({ ok: true, registration: { state: 'saved' } });
    expect([await taken(null), await taken('65'), await taken('66')]).toEqual([1, 0, 1]);
  });

  it('loses nothing when the wanted site is full', async () => {
    const draft = await begun();
    const moved = await submit({ ...draft, answers: { ...draft.answers, siteCode: OTHER_SITE } });
    expect(moved).toMatchObject({ ok: false, why: 'seats_full' });
    expect(await current()).toMatchObject({ state: 'draft', seat: approved.seat });
    expect(await submit(draft)).toMatchObject({ ok: true, registration: { seat: approved.seat } });
    expect([await taken(null), await taken('65')]).toEqual([1, 1]);
  });

  it('leaves all as it was once the window is over', async () => {
    embedded.clock.at = season.windows.at(-1)?.closesAt ?? 0;
    expect(await begin()).toMatchObject({ ok: false, reasons: [{ code: 'window.closed' }] });
    expect(await current()).toMatchObject({ id: approved.id, state: 'approved', seat: approved.seat });
    expect(await taken('65')).toBe(1);
  });

  it('waits for an open order to be closed', async () => {
    expect(await begin({ ...approved, state: 'paying' })).toMatchObject({
      reasons: [{ code: 'state.paying_locked', remedy: 'close_order' }],
    });
  });

  it('returns the seat when the draft that keeps it ends, at the latest with the hold', async () => {
    const { id } = await begun();
    embedded.clock.at = NOW + 59 * 60_000;
    expect(await endByTime(embedded.context, id)).toBe('not_due');
    embedded.clock.at = NOW + 60 * 60_000;
    expect(await endByTime(embedded.context, id)).toBe('ended');
    expect([await taken(null), await taken('65')]).toEqual([0, 0]);
  });
});
