import { applyPlatformOrder } from '../../../../../server/use-cases/payments/apply-payment';
import { compareBill, planBill } from '../../../../../server/use-cases/payments/compare-bill';
import { HOUR_MS as HOUR, MINUTE_MS as MINUTE } from '../../../../../shared/domain/time';
import { embeddedContext, type EmbeddedContext } from '../../../../support/embedded-context';
import { moneyWorld, type MoneyWorld } from '../../../../support/money-world';
import { smallSeason } from '../../../../support/season';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');
const TODAY = '2027-01-02';
const TOMORROW_AT_TEN = NOW + 24 * HOUR;

let embedded: EmbeddedContext;
let world: MoneyWorld;
beforeEach(async () => {
  embedded = await embeddedContext(NOW);
  const basis = { ...embedded.context, queue: embedded.queue };
  world = await moneyWorld(basis, embedded.clock, smallSeason({ now: NOW }));
});
afterEach(() => embedded.close());

const topics = (): string[] => world.sent.map(({ topic }) => topic);
async function opened(codes: string[]): Promise<{ id: string; order: string }> {
  const { id } = await world.ready();
  const started = await world.pay(id, codes);
  if (!started.ok) throw new Error(JSON.stringify(started));
  return { id, order: started.order.id };
}
/** Paid and told by a notice. */
async function paid(codes: string[]): Promise<{ id: string; order: string }> {
  const made = await opened(codes);
  await applyPlatformOrder(world.context, world.platform.pay(made.order)!);
  return made;
}
/** An order that ended here long ago, and was paid all the same without a word reaching us. */
async function paidUnheard(): Promise<{ id: string; order: string }> {
  const made = await opened(['15']);
  const { platform } = world;
  const query = platform.queryOrder;
  platform.queryOrder = () => Promise.resolve({ outcome: 'absent' });
  await world.pass(31 * MINUTE);
  platform.queryOrder = query;
  platform.payAnyway(made.order, NOW + 20 * MINUTE);
  return made;
}
const compare = () => {
  world.clock.at = Math.max(world.clock.at, TOMORROW_AT_TEN);
  return compareBill(world.context, TODAY);
};

describe('compareBill', () => {
  it('finds nothing to say where bill and books agree, whatever was paid and went back', async () => {
    await paid(['15']);
    await paid(['15', '65']);
    const late = await opened(['65']);
    const money = world.platform.payAnyway(late.order, world.season.paymentEndsAt)!;
    await applyPlatformOrder(world.context, { ...money });
    await world.drain();
    world.sent.length = 0;
    expect(await compare()).toBe('compared');
    await world.drain();
    expect(topics()).toEqual([]);
  });

  it('applies what was never learnt by the one routine (promise 3)', async () => {
    const { id } = await paidUnheard();
    expect((await world.find(id)).state).toBe('ready');
    expect(await compare()).toBe('compared');
    expect((await world.find(id)).state).toBe('part_paid');
    expect(await compare()).toBe('compared');
    await world.drain();
    expect(topics().filter((topic) => topic === 'candidate.told')).toHaveLength(1);
  });

  it('comes back when the platform does not answer about an order, and goes on with the others', async () => {
    const [one, two] = [await paidUnheard(), await paidUnheard()];
    world.platform.faults = ['undelivered'];
    expect(await compare()).toBe('try_again');
    const states = [await world.find(one.id), await world.find(two.id)].map(({ state }) => state);
    expect(states.toSorted()).toEqual(['part_paid', 'ready']);
    expect(await compare()).toBe('compared');
    expect((await world.find(one.id)).state).toBe('part_paid');
  });

  it('alarms about money that the bill does not have, has of another sum, or has for nobody', async () => {
    const [gone, less, fine] = [await paid(['15']), await paid(['15']), await paid(['15'])];
    const bill = (await world.platform.tradeBill(TODAY))!;
    const [first] = bill.rows;
    const rows = bill.rows
      .filter((row) => row.outTradeNo !== gone.order)
      .map((row) => (row.outTradeNo === less.order ? { ...row, orderAmountFen: 1 } : row));
    const stranger = { ...first!, outTradeNo: 'OTHER-SYSTEM-1', transactionId: '4200-other' };
    world.platform.tradeBill = () => Promise.resolve({ ...bill, rows: [...rows, stranger] });
    expect(await compare()).toBe('compared');
    expect(await compare()).toBe('compared');
    await world.drain();
    const alarms = world.sent.map(({ topic, payload }) => [topic, payload.outTradeNo]);
    const differing = alarms.flatMap(([topic, order]) => (topic === 'bill.different' ? [order] : []));
    expect(differing).toHaveLength(2);
    expect(new Set(differing)).toEqual(new Set([gone.order, less.order]));
    expect(alarms).toContainEqual(['payment.unmatched', 'OTHER-SYSTEM-1']);
    expect(alarms.flat()).not.toContain(fine.order);
  });

  it('alarms about a refund that nobody here asked for', async () => {
    const { order } = await paid(['15']);
    const byHand = { outTradeNo: order, outRefundNo: 'BY-HAND', refundFen: 9_000, totalFen: 9_000 };
    await world.platform.refund(byHand);
    expect(await compare()).toBe('compared');
    await world.drain();
    expect(world.sent.filter(({ topic }) => topic === 'refund.unmatched')).toMatchObject([
      { payload: { refundId: 'BY-HAND' } },
    ]);
  });

  it('waits a day for the bill, and alarms when there was money', async () => {
    world.platform.billsReady = false;
    expect(await compare()).toBe('try_again');
    world.clock.at = Date.parse('2027-01-04T00:00:00+08:00');
    expect(await compare()).toBe('nothing');
    world.clock.at = NOW;
    await paid(['15']);
    world.clock.at = Date.parse('2027-01-04T00:00:00+08:00');
    expect(await compare()).toBe('missing');
  });
});

describe('planBill', () => {
  it('has each day compared after ten the next morning, once, by its own chain (wechatpay.md 11)', async () => {
    const asked: [string, number][] = [];
    world.platform.tradeBill = (date) => {
      asked.push([date, world.clock.at]);
      return Promise.resolve({ rows: [], summary: { count: 0, orderAmountFen: 0, refundFen: 0 } });
    };
    await planBill(world.context);
    await planBill(world.context);
    await world.pass(72 * HOUR);
    expect(asked).toEqual([
      ['2027-01-02', TOMORROW_AT_TEN],
      ['2027-01-03', TOMORROW_AT_TEN + 24 * HOUR],
      ['2027-01-04', TOMORROW_AT_TEN + 48 * HOUR],
    ]);
  });
});
