import { eraseAged } from '../../../../../server/use-cases/privacy/erase-aged';
import type { State } from '../../../../../shared/domain/lifecycle';
import type { Answers, Registration } from '../../../../../shared/domain/registration';
import { addDays, DAY_MS, instantOf } from '../../../../../shared/domain/time';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';
import { registrationOf } from '../../../../support/embedded-context';
import { residentIdOf } from '../../../../support/ids';
import { OTHER_SITE } from '../../../../support/season';

const ANSWERS: Answers = {
  documentType: 'resident_id',
  documentNumber: residentIdOf({}),
  name: '林小明',
  siteCode: OTHER_SITE,
};
const BLANK = { answers: {}, changeSet: null, photoId: null, deleteReason: null };

describe('eraseAged', () => {
  let world: AccountWorld;
  beforeEach(async () => {
    world = await accountWorld();
  });
  afterEach(() => world.close());

  const insert = async (changes: Partial<Registration>): Promise<Registration> => {
    const { context, season } = world;
    const one = registrationOf(context, {
      seasonId: season.id,
      answers: ANSWERS,
      photoId: 'photo-1',
      ...changes,
    });
    await context.unitOfWork.run((tx) => tx.registrations.insert(one));
    return one;
  };
  const find = (id: string) => world.read((tx) => tx.registrations.find(id));
  const run = () => eraseAged(world.context, { after: null, limit: 10 });
  const examOverAt = () => instantOf(addDays(world.season.examTo, 1));

  it.each<[State, string, () => number]>([
    ['deleted', '30 days after it was deleted', () => NOW + 30 * DAY_MS],
    ['expired', '30 days after it expired', () => NOW + 30 * DAY_MS],
    ['draft', '30 days after the sitting at the latest', () => examOverAt() + 30 * DAY_MS],
    ['paid', '180 days after the exam', () => examOverAt() + 180 * DAY_MS],
    ['part_paid', '180 days after the exam', () => examOverAt() + 180 * DAY_MS],
  ])('erases what a registration in %s holds %s, and no day sooner (PR12)', async (state, _when, dueAt) => {
    const decision = {
      outcome: 'rejected',
      reasonWords: '姓名不符：林小明',
      decidedOn: { name: { hash: '0123456789abcdef', mask: '林**' } },
    } as unknown as Registration['decision'];
    const { id } = await insert({ state, deleteReason: '我姓林', changeSet: ANSWERS, decision });
    world.clock.at = dueAt() - 1;
    expect(await run()).toEqual({ removed: 0, next: null });
    expect((await find(id))?.answers).toEqual(ANSWERS);

    world.clock.at = dueAt();
    expect(await run()).toEqual({ removed: 1, next: null });
    expect(await find(id)).toMatchObject({ ...BLANK, state, decision: { reasonWords: null } });
    expect((await find(id))?.decision?.decidedOn).toBeUndefined();
    expect(await world.sent('photo.replaced')).toMatchObject([{ payload: { photoId: 'photo-1' } }]);
    const events = await world.read((tx) => tx.audit.list({ registrationId: id, beforeSeq: null, limit: 9 }));
    expect(events).toMatchObject([{ action: 'retention.ended', actor: { role: 'system' } }]);
    // It is looked at no more.
    expect(await run()).toEqual({ removed: 0, next: null });
  });

  it.each<State>(['saved', 'ready', 'pending', 'rejected', 'approved', 'paying'])(
    'leaves one that is %s to what ends it first',
    async (state) => {
      const { id } = await insert({ state });
      world.clock.at = NOW + 3000 * DAY_MS;
      await run();
      expect((await find(id))?.answers).toEqual(ANSWERS);
    },
  );

  it('waits while money is on its way back', async () => {
    const { id } = await insert({ state: 'deleted' });
    await world.context.unitOfWork.run((tx) =>
      tx.refunds.insert({
        id: 'refund-1',
        transactionId: 'transaction-1',
        orderId: 'order-1',
        registrationId: id,
        amountFen: 9_900,
        totalFen: 9_900,
        cause: 'late',
        state: 'processing',
        createdAt: NOW,
        settledAt: null,
        version: 1,
      }),
    );
    world.clock.at = NOW + 31 * DAY_MS;
    expect(await run()).toEqual({ removed: 0, next: null });
    expect((await find(id))?.answers).toEqual(ANSWERS);
  });

  it('looks at one batch after the other', async () => {
    for (let count = 0; count < 3; count += 1) await insert({ state: 'expired' });
    world.clock.at = NOW + 31 * DAY_MS;
    const first = await eraseAged(world.context, { after: null, limit: 2 });
    expect(first.removed).toBe(2);
    expect(await eraseAged(world.context, { after: first.next, limit: 2 })).toEqual({
      removed: 1,
      next: null,
    });
  });
});
