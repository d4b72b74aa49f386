import type { Context } from '../../../../../server/use-cases/context';
import type { Repositories } from '../../../../../server/use-cases/ports/storage';
import { replanSeason } from '../../../../../server/use-cases/seasons/replan-season';
import { startRegistration } from '../../../../../server/use-cases/registrations/start-registration';
import { storeSeason } from '../../../../../server/use-cases/seasons/import-season';
import { planDueWork } from '../../../../../server/use-cases/reminders/due-work';
import { MINUTE_MS } from '../../../../../shared/domain/time';
import { embeddedContext, registrationOf, type EmbeddedContext } from '../../../../support/embedded-context';
import { answersOf } from '../../../../support/money-world';
import { OTHER_SITE, sampleSeason } from '../../../../support/season';

const NOW = Date.parse('2026-12-28T10:00:00+08:00');
const DAY_MS = 24 * 3_600_000;
type Listing = Repositories['registrations']['listLiveIn'];
const ACTOR = { role: 'system', id: 'test', channel: 'command' } as const;

describe('replanSeason', () => {
  let world: EmbeddedContext;
  beforeEach(async () => {
    world = await embeddedContext(NOW);
  });
  afterEach(() => world.close());

  it('moves the end of every live registration with the season (promise 9)', async () => {
    const { context, queue } = world;
    const season = sampleSeason({ now: NOW });
    await storeSeason(context, { season, actor: ACTOR });
    await context.unitOfWork.run((tx) =>
      startRegistration(tx, context, { accountId: 'one', season, actor: { ...ACTOR, role: 'candidate' } }),
    );
    const windows = season.windows.map((window) => ({ ...window, closesAt: window.closesAt + DAY_MS }));
    const later = {
      reviewEndsAt: season.reviewEndsAt + DAY_MS,
      paymentEndsAt: season.paymentEndsAt + DAY_MS,
    };
    await storeSeason(context, { season: { ...season, ...later, windows }, actor: ACTOR });
    expect(await replanSeason(context, season.id)).toBe(1);

    world.clock.at = (windows.at(-1)?.closesAt ?? 0) + DAY_MS;
    const due = await queue.claim({ owner: 'test', now: world.clock.at, leaseMs: 1000, limit: 100 });
    const ends = due.filter((row) => row.topic === 'registration.due').map((row) => row.dueAt);
    expect(ends).toEqual([windows.at(-1)?.closesAt]);
  });

  it('does not put the plan of a former state in place of one that a change has just made', async () => {
    const { context, queue } = world;
    const season = sampleSeason({ now: NOW });
    await storeSeason(context, { season, actor: ACTOR });
    await context.unitOfWork.run((tx) =>
      startRegistration(tx, context, { accountId: 'one', season, actor: { ...ACTOR, role: 'candidate' } }),
    );
    let looks = 0;
    // Seen just before it was committed as it stands.
    const listLiveIn = async (tx: Repositories, asked: Parameters<Listing>) => {
      const found = await tx.registrations.listLiveIn(...asked);
      looks += 1;
      return looks === 1 ? found.map((one) => ({ ...one, version: 0, state: 'paid' as const })) : found;
    };
    const run: Context['unitOfWork']['run'] = (work) =>
      context.unitOfWork.run((tx) => {
        const listing: Listing = (...asked) => listLiveIn(tx, asked);
        const value = { ...tx.registrations, listLiveIn: listing };
        return work(Object.create(tx, { registrations: { value } }) as Repositories);
      });

    expect(await replanSeason({ ...context, unitOfWork: { ...context.unitOfWork, run } }, season.id)).toBe(1);

    world.clock.at = season.paymentEndsAt;
    const due = await queue.claim({ owner: 'test', now: world.clock.at, leaseMs: 1000, limit: 100 });
    expect(due.filter((row) => row.topic === 'registration.due')).toHaveLength(1);
  });

  it('does not lose a reminder that is due and waits for a worker (promise 9)', async () => {
    const { context, queue } = world;
    const season = sampleSeason({ now: NOW });
    await storeSeason(context, { season, actor: ACTOR });
    const registration = registrationOf(context, {
      seasonId: season.id,
      state: 'ready',
      photoId: 'photo',
      answers: answersOf(1, { siteCode: OTHER_SITE }),
      informationSubmittedAt: NOW,
    });
    await context.unitOfWork.run(async (tx) => {
      await tx.registrations.insert(registration);
      await tx.outbox.add(await planDueWork(tx, context, { registration, season }));
    });
    // The first reminder has come due behind a long queue, and the office imports a corrected text.
    world.clock.at = (await queue.nextDueAt())! + MINUTE_MS;
    await storeSeason(context, { season, actor: ACTOR });
    expect(await replanSeason(context, season.id)).toBe(1);

    const due = await queue.claim({ owner: 'test', now: world.clock.at, leaseMs: 1000, limit: 100 });
    expect(due.map(({ topic, payload }) => [topic, payload['kind']])).toEqual([
      ['reminder.due', 'payment_due'],
    ]);
  });
});
