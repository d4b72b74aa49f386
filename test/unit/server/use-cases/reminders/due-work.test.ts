import { planDueWork } from '../../../../../server/use-cases/reminders/due-work';
import type { Registration } from '../../../../../shared/domain/registration';
import type { Season } from '../../../../../shared/domain/season';
import type { OutboxMessage } from '../../../../../server/use-cases/ports/messaging';
import { DAY_MS } from '../../../../../shared/domain/time';
import { embeddedContext, registrationOf, type EmbeddedContext } from '../../../../support/embedded-context';
import { smallSeason } from '../../../../support/season';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');

let embedded: EmbeddedContext;
let season: Season;
let registration: Registration;
beforeEach(async () => {
  embedded = await embeddedContext(NOW);
  season = smallSeason({ now: NOW });
  registration = registrationOf(embedded.context, { seasonId: season.id, state: 'ready' });
});
afterEach(() => embedded.close());

const plan = (of: Season) =>
  embedded.context.unitOfWork.run(async (tx) => {
    const rows = await planDueWork(tx, embedded.context, { registration, season: of });
    await tx.outbox.add(rows);
    return rows;
  });
const take = async (now: number) => {
  const claim = { owner: 'test', now, leaseMs: 1, limit: 100 };
  return embedded.queue.claim(claim);
};

describe('planDueWork', () => {
  it('plans the end anew after a row for the same end has looked too early and is done (promise 6)', async () => {
    const rows = await plan(season);
    const end = rows.find(({ topic }) => topic === 'registration.due')!;
    const claimed = await take(end.dueAt);
    await embedded.queue.complete(claimed, end.dueAt);

    embedded.clock.at = end.dueAt + DAY_MS;
    await plan(season);

    expect((await take(end.dueAt + DAY_MS)).map(({ topic }) => topic)).toContain('registration.due');
  });

  it('does not take a reminder begun for an old end for one of the same minute that quiet hours moved (promise 9)', async () => {
    const endsAt = (clock: string) => ({
      ...season,
      paymentEndsAt: Date.parse(`2027-01-05T${clock}:00+08:00`),
    });
    const minuteOf = ({ payload: { kind, dueAt } }: OutboxMessage) => `${String(kind)} ${String(dueAt)}`;
    const before = (await plan(endsAt('07:30'))).filter(({ topic }) => topic === 'reminder.due');
    const claimed = await take(Math.max(...before.map(({ dueAt }) => dueAt)));
    for (const row of claimed) await embedded.queue.retry(row, row.dueAt, 'busy');

    const after = await plan(endsAt('07:45'));

    const same = after.filter((row) => before.some((old) => minuteOf(old) === minuteOf(row)));
    expect(same).not.toEqual([]);
    const stored = (await take(NOW + 10 * DAY_MS)).map(({ key }) => key);
    for (const row of same) {
      expect(stored).toContain(row.key);
      expect(before.map(({ key }) => key)).not.toContain(row.key);
    }
  });
});
