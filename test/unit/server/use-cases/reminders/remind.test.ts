import { queuedReview } from '../../../../../server/use-cases/review/queued-review';
import { planDueWork } from '../../../../../server/use-cases/reminders/due-work';
import { storeSeason } from '../../../../../server/use-cases/seasons/import-season';
import { guestAccount } from '../../../../../server/use-cases/accounts/open-account';
import type { ClaimedMessage } from '../../../../../server/use-cases/ports/messaging';
import type { RemindContext } from '../../../../../server/use-cases/reminders/remind';
import type { Handled } from '../../../../../server/worker/handler';
import { timeHandlers } from '../../../../../server/worker/handlers/time';
import type { Registration } from '../../../../../shared/domain/registration';
import type { Season } from '../../../../../shared/domain/season';
import { DAY_MS } from '../../../../../shared/domain/time';
import { embeddedContext, registrationOf, type EmbeddedContext } from '../../../../support/embedded-context';
import { answersOf } from '../../../../support/money-world';
import { reviewerOf } from '../../../../support/review-life';
import { OTHER_SITE, REVIEWING_SITE, smallSeason } from '../../../../support/season';

const at = (text: string) => Date.parse(`2027-01-${text}:00+08:00`);
const NOW = at('02T10:00');
const ACTOR = { role: 'administrator', id: 'test', channel: 'command' } as const;

let world: EmbeddedContext;
let mails: number;
let texts: string[][];
let words: string[];
beforeEach(async () => {
  world = await embeddedContext(NOW);
  mails = 0;
  texts = [];
  words = [];
});
afterEach(() => world.close());

function context(): RemindContext {
  return {
    ...world.context,
    kf: {},
    wechat: {},
    mailer: { sendMail: () => Promise.resolve(void (mails += 1)) },
    addresses: { publicUrl: 'https://ncre.example' },
    limiter: { take: () => Promise.resolve({ ok: true }) },
    wecom: {
      messageSend: ({ toUsers, text }: { toUsers: string[]; text: { content: string } }) => {
        texts.push(toUsers);
        words.push(text.content);
        return Promise.resolve({ reached: toUsers });
      },
    },
  } as unknown as RemindContext;
}

async function stored(season: Season, changes: Partial<Registration>): Promise<Registration> {
  const { context: base } = world;
  await storeSeason(base, { season, actor: ACTOR });
  const guest = guestAccount(base, 'zh-CN');
  const verified = { email: `${guest.id}@example.com`, emailVerifiedAt: NOW };
  const account = { ...guest, ...verified, state: 'active' as const };
  const own = { seasonId: season.id, accountId: account.id, photoId: 'photo', informationSubmittedAt: NOW };
  const registration = registrationOf(base, { ...own, ...changes });
  await base.unitOfWork.run(async (tx) => {
    await tx.accounts.insert(account);
    await tx.registrations.insert(registration);
    await tx.outbox.add(await planDueWork(tx, base, { registration, season }));
  });
  return registration;
}

const claim = async (): Promise<ClaimedMessage[]> => {
  const rows = await world.queue.claim({ owner: 'test', now: world.clock.at, leaseMs: 1, limit: 100 });
  return rows.filter(({ topic }) => topic === 'reminder.due');
};
const handle = (row: ClaimedMessage): Promise<Handled> => timeHandlers(context())['reminder.due']!(row);

describe('remind', () => {
  const payable = { state: 'ready', answers: answersOf(1, { siteCode: OTHER_SITE }) } as const;

  it('wakes nobody by night with what a delay has held up, and tells it in the morning (domain.md 9)', async () => {
    await stored(smallSeason({ now: NOW, paymentEndsAt: at('12T21:00') }), payable);
    world.clock.at = at('11T23:30');
    const [row] = await claim();
    expect(row).toMatchObject({ payload: { kind: 'payment_due', dueAt: at('11T21:00') } });
    expect(await handle(row!)).toMatchObject({ kind: 'later', dueAt: at('12T08:00'), keep: true });
    expect(mails).toBe(0);

    world.clock.at = at('12T08:00');
    expect(await handle(row!)).toEqual({ kind: 'done' });
    expect(mails).toBe(1);
  });

  it('tells by night what the morning would be too late for', async () => {
    await stored(smallSeason({ now: NOW, paymentEndsAt: at('12T08:30') }), payable);
    world.clock.at = at('12T00:30');
    const handled = [];
    for (const row of await claim()) handled.push(await handle(row));
    expect(handled).toEqual([{ kind: 'done' }, { kind: 'done' }]);
    expect(mails).toBe(1);
  });

  it('is not silent for a later one that was never planned (promise 9)', async () => {
    await stored(smallSeason({ now: NOW, paymentEndsAt: at('12T00:45') }), payable);
    world.clock.at = at('12T00:20');
    for (const row of await claim()) await handle(row);
    expect(mails).toBe(1);
  });
});

describe('remindSiteInTheMorning', () => {
  const pending = (n: number) => ({
    state: 'pending' as const,
    submittedForReviewAt: NOW,
    answers: answersOf(n, { siteCode: REVIEWING_SITE }),
  });
  /** Two are pending; the first has planned the message. */
  async function twoPending(): Promise<Registration> {
    const season = smallSeason({ now: NOW, reviewEndsAt: at('12T18:00'), paymentEndsAt: at('13T18:00') });
    const both = [await stored(season, pending(1)), await stored(season, pending(2))];
    await world.context.unitOfWork.run(async (tx) => {
      await tx.staff.replaceAll([reviewerOf('first')]);
      for (const one of both) await tx.reviewQueue.put(queuedReview(one, season, NOW));
    });
    return both[0]!;
  }
  const change = (registration: Registration, changes: Partial<Registration>) =>
    world.context.unitOfWork.run(async (tx) => {
      await tx.registrations.save({ ...registration, ...changes });
      await tx.reviewQueue.remove(registration.id);
    });
  /** Instants of the messages of some days, each worked on a day later at the same hour. */
  async function mornings(days: number): Promise<number[]> {
    const run: number[] = [];
    for (let day = 0; day < days; day += 1) {
      world.clock.at += DAY_MS;
      const rows = await claim();
      for (const row of rows.filter(({ payload }) => payload.kind === 'review_morning')) {
        await handle(row);
        run.push(row.dueAt);
      }
      await world.queue.complete(rows, world.clock.at);
    }
    return run;
  }

  it('comes every morning while something is pending', async () => {
    await twoPending();
    expect(await mornings(3)).toHaveLength(3);
    const link = 'https://ncre.example/staff/reviews';
    expect(words[0]).toBe(
      `现在有2份报名待审核，最早的审核截止：2027年1月12日（周二）18:00（还剩9天8小时）。\n${link}`,
    );
  });

  it('calls nobody to what nobody can decide any more', async () => {
    await twoPending();
    world.clock.at = at('12T18:00');
    const rows = (await claim()).filter(({ payload }) => payload.kind === 'review_morning');
    expect(rows).toHaveLength(1);
    for (const row of rows) await handle(row);
    expect(words).toEqual([]);
  });

  it('goes on after the registration that planned it is deleted and blanked', async () => {
    await change(await twoPending(), { state: 'deleted', answers: {}, photoId: null });
    expect(await mornings(3)).toHaveLength(3);
  });

  it('goes on after the registration that planned it has moved to another site', async () => {
    await change(await twoPending(), { state: 'ready', answers: answersOf(1, { siteCode: OTHER_SITE }) });
    expect(await mornings(3)).toHaveLength(3);
  });

  it('ends when nothing is pending there', async () => {
    const first = await twoPending();
    await change(first, { state: 'rejected' });
    const second = await world.context.unitOfWork.read((tx) =>
      tx.registrations.listLiveIn(first.seasonId, 9),
    );
    for (const one of second.filter(({ state }) => state === 'pending'))
      await change(one, { state: 'rejected' });
    expect(await mornings(2)).toHaveLength(1);
  });

  it('leaves a day out rather than come by night', async () => {
    await twoPending();
    world.clock.at = at('03T23:00');
    const [row] = (await claim()).filter(({ payload }) => payload.kind === 'review_morning');
    await handle(row!);
    await world.queue.complete([row!], world.clock.at);
    expect(texts).toEqual([]);
    world.clock.at = at('04T12:00');
    const next = (await claim()).filter(({ payload }) => payload.kind === 'review_morning');
    expect(next.map(({ dueAt }) => dueAt)).toEqual([row!.dueAt + DAY_MS]);
  });
});

describe('remindOfOverdue', () => {
  it('comes by one stored row of a site at the limit of the review, whoever has planned it', async () => {
    const season = smallSeason({ now: NOW, reviewEndsAt: at('12T18:00'), paymentEndsAt: at('13T18:00') });
    const queued = {
      seasonId: season.id,
      siteCode: REVIEWING_SITE,
      decideBy: at('12T18:00'),
      submittedAt: NOW,
    };
    for (const n of [1, 2]) {
      const answers = answersOf(n, { siteCode: REVIEWING_SITE });
      const { id } = await stored(season, { state: 'pending', submittedForReviewAt: NOW, answers });
      await world.context.unitOfWork.run((tx) => tx.reviewQueue.put({ ...queued, registrationId: id }));
    }
    await world.context.unitOfWork.run(async (tx) => {
      await tx.staff.replaceAll([reviewerOf('first'), reviewerOf('lead', { roles: ['lead'] })]);
    });
    // A Saturday: two working days of the season's hours end on Tuesday evening, three on Wednesday.
    for (const [kind, day] of [
      ['review_limit', '05T17:30'],
      ['review_overdue', '06T17:30'],
    ] as const) {
      world.clock.at = at(day);
      const rows = await claim();
      const due = rows.filter(({ payload }) => payload.kind === kind);
      expect(due.map(({ dueAt }) => dueAt)).toEqual([at(day)]);
      expect(await handle(due[0]!)).toEqual({ kind: 'done' });
      await world.queue.complete(rows, world.clock.at);
    }
    expect(texts).toEqual([['first', 'lead'], ['lead']]);
  });
});
