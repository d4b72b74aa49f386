import { applyPlatformOrder } from '../../../../../server/use-cases/payments/apply-payment';
import { requestClose } from '../../../../../server/use-cases/payments/close-order';
import { deleteRegistration } from '../../../../../server/use-cases/registrations/delete-registration';
import { isId } from '../../../../../shared/domain/ids';
import { DAY_MS as DAY, MINUTE_MS as MINUTE } from '../../../../../shared/domain/time';
import { embeddedContext, type EmbeddedContext } from '../../../../support/embedded-context';
import { CANDIDATE, moneyWorld, seatsTaken, type MoneyWorld } from '../../../../support/money-world';
import { OTHER_SITE, smallSeason, type SampleChanges } from '../../../../support/season';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');

let embedded: EmbeddedContext;
let world: MoneyWorld;
async function open(changes: Partial<SampleChanges> = {}): Promise<MoneyWorld> {
  embedded = await embeddedContext(NOW);
  const basis = { ...embedded.context, queue: embedded.queue };
  world = await moneyWorld(basis, embedded.clock, smallSeason({ now: NOW, ...changes }));
  return world;
}
afterEach(() => embedded.close());

const told = (): string[] =>
  world.sent.flatMap(({ topic, payload }) => (topic === 'candidate.told' ? [String(payload.about)] : []));
const topics = (): string[] => world.sent.map(({ topic }) => topic);
const orders = (id: string) => world.read((tx) => tx.orders.listOf(id));
const refunds = (id: string) => world.read((tx) => tx.refunds.listOf(id));
const taken = (siteCode = OTHER_SITE) => seatsTaken(world, siteCode);
async function opened(id: string, codes: string[]): Promise<string> {
  const started = await world.pay(id, codes);
  if (!started.ok) throw new Error(JSON.stringify(started));
  return started.order.id;
}
const remove = (id: string) =>
  world.act(id, CANDIDATE, (tx, target) =>
    deleteRegistration(tx, world.context, { ...target, reason: '我选错了考点' }),
  );

describe('paying', () => {
  it('pays a part and then the rest, under numbers of ours (S48, W5)', async () => {
    await open();
    const { id } = await world.ready();
    const first = await opened(id, ['15']);
    expect(isId(first.slice('NCRE'.length).toLowerCase())).toBe(true);
    expect(world.platform.orders.get(first)?.order.description).toBe('第79次全国计算机等级考试 NCRE 15');
    expect(await applyPlatformOrder(world.context, world.platform.pay(first)!)).toBe('honoured');
    expect(await world.find(id)).toMatchObject({ state: 'part_paid', openOrderId: null });
    const second = await opened(id, ['65']);
    expect(await world.find(id)).toMatchObject({ state: 'part_paid', openOrderId: second });
    expect(await applyPlatformOrder(world.context, world.platform.pay(second)!)).toBe('honoured');
    expect((await world.find(id)).state).toBe('paid');
    await world.drain();
    expect(told()).toEqual(['payment.received', 'payment.received']);
    // Each message is about its own payment, however late it leaves.
    expect(world.sent.flatMap(({ payload }) => payload.subjectCodes ?? [])).toEqual(['15', '65']);
  });

  it('finds a lost notice by asking, and repeats change nothing (promise 3, race rule 4)', async () => {
    await open();
    const { id } = await world.ready();
    const order = await opened(id, ['15', '65']);
    const notice = world.platform.pay(order)!;
    await world.pass(16_000);
    expect((await world.find(id)).state).toBe('paid');
    expect(await applyPlatformOrder(world.context, notice)).toBe('repeat');
    expect(told()).toEqual(['payment.received']);
    expect(world.platform.balance([order])).toBe(19_500);
  });

  it.each(['lost', 'undelivered'] as const)(
    'asks for the same order after a %s answer (promise 2)',
    async (fault) => {
      await open();
      const { id } = await world.ready();
      world.platform.faults = [fault];
      expect(await world.pay(id, ['15'])).toMatchObject({ ok: false, why: 'unknown' });
      const again = await opened(id, ['15']);
      expect((await orders(id)).map((order) => order.id)).toEqual([again]);
      expect(await opened(id, ['15'])).toBe(again);
      expect(world.platform.payable()).toHaveLength(1);
    },
  );

  it('goes back to payable when the platform refused the only request', async () => {
    await open();
    const { id } = await world.ready();
    world.platform.faults = ['refused'];
    expect(await world.pay(id, ['15'])).toMatchObject({ why: 'platform_refused', code: 'RULELIMIT' });
    expect(await world.find(id)).toMatchObject({ state: 'ready', openOrderId: null });
    const second = await opened(id, ['15']);
    expect((await orders(id)).map((order) => order.state).toSorted()).toEqual(['closed', 'open']);
    expect(second).not.toBe((await orders(id)).find((order) => order.state === 'closed')!.id);
  });

  it('does not believe a refusal after an unclear request: the first may be payable', async () => {
    await open();
    const { id } = await world.ready();
    world.platform.faults = ['lost', 'refused'];
    await world.pay(id, ['15']);
    expect(await world.pay(id, ['15'])).toMatchObject({ why: 'platform_refused' });
    expect(await world.find(id)).toMatchObject({ state: 'paying' });
    await world.drain();
    expect(world.platform.payable()).toEqual([]);
    expect(await world.find(id)).toMatchObject({ state: 'ready', openOrderId: null });
  });

  it('opens no second order for another choice, and one after the first was given up', async () => {
    await open();
    const { id } = await world.ready();
    await opened(id, ['15', '65']);
    expect(await world.pay(id, ['15'])).toMatchObject({
      why: 'refused',
      reasons: [{ code: 'payment.order_open' }],
    });
    await world.act(id, CANDIDATE, (tx, target) => requestClose(tx, world.context, target));
    expect(await world.pay(id, ['15', '65'])).toMatchObject({ why: 'refused' });
    await world.drain();
    expect((await world.find(id)).state).toBe('ready');
    await opened(id, ['15']);
    expect(world.platform.payable()).toHaveLength(1);
  });

  it('never asks for an order whose end is nearer than the platform keeps', async () => {
    await open();
    const { id } = await world.ready();
    world.platform.faults = ['undelivered'];
    await world.pay(id, ['15']);
    world.clock.at += 29.5 * MINUTE;
    expect(await world.pay(id, ['15'])).toMatchObject({ why: 'refused' });
    expect(world.platform.orders.size).toBe(0);
    await world.pass(2 * MINUTE);
    expect(await world.find(id)).toMatchObject({ state: 'ready', openOrderId: null });
  });

  it('ends an order only by the word of the platform (race rule 1)', async () => {
    await open();
    const { id } = await world.ready();
    const order = await opened(id, ['15']);
    world.clock.at += 30 * MINUTE;
    world.platform.faults = Array<'undelivered'>(8).fill('undelivered');
    await world.drain();
    expect(await world.find(id)).toMatchObject({ state: 'paying', openOrderId: order });
    world.platform.faults = [];
    await world.pass(2 * MINUTE);
    expect(await world.find(id)).toMatchObject({ state: 'ready', openOrderId: null });
  });
});

describe('ends by time', () => {
  it('lets unpaid subjects lapse, their seats return, and the rest stays paid', async () => {
    await open();
    const { id } = await world.ready();
    await applyPlatformOrder(world.context, world.platform.pay(await opened(id, ['15']))!);
    expect(await taken()).toEqual({ site: 1, '15': 1, '65': 1 });
    await world.pass(world.season.paymentEndsAt - world.clock.at);
    await world.drain();
    expect(await world.find(id)).toMatchObject({
      state: 'paid',
      subjects: [
        { code: '15', state: 'paid' },
        { code: '65', state: 'lapsed' },
      ],
    });
    expect(await taken()).toEqual({ site: 1, '15': 1 });
  });

  it('settles an open order before it expires or lapses (race rule 3)', async () => {
    await open();
    const { id } = await world.ready();
    const part = await world.ready();
    await applyPlatformOrder(world.context, world.platform.pay(await opened(part.id, ['15']))!);
    await world.pass(world.season.paymentEndsAt - 3 * MINUTE - world.clock.at);
    const first = await opened(id, ['15']);
    const rest = await opened(part.id, ['65']);
    expect((await orders(id))[0]?.expiresAt).toBe(world.season.paymentEndsAt);
    world.platform.pay(rest);
    await world.pass(3 * MINUTE);
    await world.drain();
    expect((await world.find(id)).state).toBe('expired');
    expect((await world.find(part.id)).state).toBe('paid');
    expect(world.platform.orders.get(first)?.state).toBe('closed');
  });

  it('ends a hold at its minute, and honours what was paid before it', async () => {
    await open({ policies: { unpaidHoldMinutes: 60 } });
    const [left, paid] = [await world.ready(), await world.ready()];
    const order = await opened(paid.id, ['15', '65']);
    world.clock.at += 29 * MINUTE;
    const notice = world.platform.pay(order)!;
    world.clock.at = NOW + 60 * MINUTE;
    await world.drain();
    expect((await world.find(left.id)).state).toBe('expired');
    expect((await world.find(paid.id)).state).toBe('paid');
    expect(await applyPlatformOrder(world.context, notice)).toBe('repeat');
  });

  it('brings an expired registration back for money that was on time, over capacity with an alarm', async () => {
    const site = { subjects: { '15': 1, '65': null }, capacity: null };
    await open({ sites: { [OTHER_SITE]: site }, policies: { unpaidHoldMinutes: 60 } });
    const one = await world.ready();
    const order = await opened(one.id, ['15']);
    await world.pass(61 * MINUTE);
    expect((await world.find(one.id)).state).toBe('expired');
    const other = await world.ready();
    expect(await taken()).toEqual({ site: 1, '15': 1, '65': 1 });
    const money = world.platform.payAnyway(order, NOW + 20 * MINUTE)!;
    expect(await applyPlatformOrder(world.context, money)).toBe('honoured');
    await world.drain();
    expect(await world.find(one.id)).toMatchObject({ state: 'paid' });
    expect(await taken()).toEqual({ site: 2, '15': 2, '65': 1 });
    expect(topics().filter((topic) => topic === 'seats.over_capacity')).toHaveLength(1);
    expect((await world.find(other.id)).state).toBe('ready');
  });

  it('returns on-time money of an expired one when its document is taken, by whichever account', async () => {
    await open({ policies: { unpaidHoldMinutes: 60 } });
    const earlier = await world.draft();
    const one = await world.ready();
    const order = await opened(one.id, ['15']);
    await world.pass(61 * MINUTE);
    // An older registration of another account takes the document meanwhile.
    await world.context.unitOfWork.run(async (tx) => {
      const draft = (await tx.registrations.find(earlier.id))!;
      const { documentNumber } = one.answers;
      await tx.registrations.save({
        ...draft,
        state: 'saved',
        answers: { ...draft.answers, documentNumber },
      });
    });
    const money = world.platform.payAnyway(order, NOW + 20 * MINUTE)!;
    expect(await applyPlatformOrder(world.context, money)).toBe('refunded');
    await world.drain();
    expect(await refunds(one.id)).toMatchObject([{ cause: 'newer_registration', state: 'succeeded' }]);
    expect(world.platform.balance([order])).toBe(0);
  });

  it('returns late money under one number, and tells', async () => {
    await open();
    const { id } = await world.ready();
    const order = await opened(id, ['15']);
    const money = world.platform.payAnyway(order, world.season.paymentEndsAt)!;
    expect(await applyPlatformOrder(world.context, money)).toBe('refunded');
    world.platform.faults = ['lost', 'undelivered'];
    await world.pass(10 * MINUTE);
    expect([...world.platform.refunds.keys()]).toEqual([`${order}R01`]);
    expect(await refunds(id)).toMatchObject([{ id: `${order}R01`, state: 'succeeded', cause: 'late' }]);
    expect(told()).toEqual(['payment.refund_started', 'payment.refunded']);
    expect((await world.find(id)).openOrderId).toBeNull();
  });

  it('plans anew when the season moves the end', async () => {
    await open();
    const { id } = await world.ready();
    const later = {
      ...world.season,
      paymentEndsAt: world.season.paymentEndsAt + DAY,
      ticketFrom: world.season.ticketFrom + DAY,
    };
    await world.context.unitOfWork.run((tx) =>
      tx.seasons.save({ ...later, version: 2 }, 'digest-2', world.clock.at),
    );
    await world.pass(world.season.paymentEndsAt - world.clock.at + MINUTE);
    expect((await world.find(id)).state).toBe('ready');
    await world.pass(DAY);
    expect((await world.find(id)).state).toBe('expired');
  });
});

describe('deleting', () => {
  it('waits for the open order, then deletes and tells (race rule 2)', async () => {
    await open();
    const { id } = await world.ready();
    await opened(id, ['15']);
    world.platform.faults = [null, 'refused'];
    expect(await remove(id)).toMatchObject({ ok: true, registration: { state: 'paying' } });
    expect(await world.pay(id, ['15'])).toMatchObject({ reasons: [{ code: 'delete.requested' }] });
    await world.drain();
    expect((await world.find(id)).state).toBe('paying');
    await world.pass(MINUTE);
    expect((await world.find(id)).state).toBe('deleted');
    expect(await taken()).toEqual({});
    expect(told()).toEqual(['registration.deleted']);
    const history = await world.read((tx) => tx.history.listOf(id));
    expect(history.map((entry) => entry.event).slice(-3)).toEqual([
      'order.opened',
      'delete.requested',
      'order.closed',
    ]);
  });

  it('fails when the payment turns out to be done, and says so', async () => {
    await open();
    const { id } = await world.ready();
    const order = await opened(id, ['15', '65']);
    await remove(id);
    world.platform.pay(order);
    await world.drain();
    expect(await world.find(id)).toMatchObject({
      state: 'paid',
      deleteRequestedAt: null,
      deleteReason: null,
    });
    expect(told().toSorted()).toEqual(['delete.failed_paid', 'payment.received']);
  });

  it('returns money that reaches a deleted registration', async () => {
    await open();
    const { id } = await world.ready();
    const order = await opened(id, ['15']);
    await remove(id);
    await world.drain();
    expect(await applyPlatformOrder(world.context, world.platform.payAnyway(order, world.clock.at)!)).toBe(
      'refunded',
    );
    await world.drain();
    expect(world.platform.balance([order])).toBe(0);
    expect(await world.find(id)).toMatchObject({ state: 'deleted', seat: null });
  });

  it('returns the second of two payments with an alarm, and closes the other order', async () => {
    await open();
    const { id } = await world.ready();
    const first = await opened(id, ['15', '65']);
    await world.act(id, CANDIDATE, (tx, target) => requestClose(tx, world.context, target));
    await world.drain();
    const second = await opened(id, ['15', '65']);
    const late = world.platform.payAnyway(first, world.clock.at)!;
    expect(await applyPlatformOrder(world.context, late)).toBe('honoured');
    const doubled = world.platform.pay(second)!;
    expect(await applyPlatformOrder(world.context, doubled)).toBe('refunded');
    await world.drain();
    expect(topics()).toContain('payment.doubled');
    expect(world.platform.balance([first, second])).toBe(19_500);
    expect(await world.find(id)).toMatchObject({ state: 'paid', openOrderId: null });
  });
});
