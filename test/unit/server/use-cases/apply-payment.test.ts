import { applyPlatformOrder } from '../../../../server/use-cases/apply-payment';
import { embeddedContext, type EmbeddedContext } from '../../../support/embedded-context';
import { moneyWorld, type MoneyWorld } from '../../../support/money-world';
import { smallSeason } from '../../../support/season';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');

let embedded: EmbeddedContext;
let world: MoneyWorld;
beforeEach(async () => {
  embedded = await embeddedContext(NOW);
  const basis = { ...embedded.context, queue: embedded.queue };
  world = await moneyWorld(basis, embedded.clock, smallSeason({ now: NOW }));
});
afterEach(() => embedded.close());

const told = (): string[] =>
  world.sent.flatMap(({ topic, payload }) => (topic === 'candidate.told' ? [String(payload.about)] : []));
const topics = (): string[] => world.sent.map(({ topic }) => topic);
const refunds = (id: string) => world.read((tx) => tx.refunds.listOf(id));
async function opened(id: string, codes: string[]): Promise<string> {
  const started = await world.pay(id, codes);
  if (!started.ok) throw new Error(JSON.stringify(started));
  return started.order.id;
}

describe('applyPlatformOrder', () => {
  it('takes nobody for paid by money that went back before we learnt of it (promise 1)', async () => {
    const { id } = await world.ready();
    const order = await opened(id, ['15']);
    const notice = world.platform.pay(order)!;
    // By hand, at the merchant's desk.
    const back = { outTradeNo: order, outRefundNo: 'BY-HAND', refundFen: 9_000, totalFen: 9_000 };
    await world.platform.refund(back);
    await world.pass(16_000);
    expect(await world.find(id)).toMatchObject({ state: 'ready', openOrderId: null });
    expect(await refunds(id)).toMatchObject([{ cause: 'returned_outside', state: 'succeeded' }]);
    expect([...world.platform.refunds.keys()]).toEqual(['BY-HAND']);
    expect(topics().filter((topic) => topic === 'payment.returned')).toHaveLength(1);
    expect(told()).toEqual(['payment.refunded']);
    expect(await applyPlatformOrder(world.context, notice)).toBe('repeat');
    await opened(id, ['15']);
  });

  it('applies no transaction that has paid another order', async () => {
    const [one, two] = [await world.ready(), await world.ready()];
    const notice = world.platform.pay(await opened(one.id, ['15']))!;
    expect(await applyPlatformOrder(world.context, notice)).toBe('honoured');
    const other = { ...notice, outTradeNo: await opened(two.id, ['15']) };
    expect(await applyPlatformOrder(world.context, other)).toBe('unmatched');
    expect((await world.find(two.id)).state).toBe('paying');
    await world.drain();
    expect(topics()).toContain('payment.unmatched');
  });

  it('has one effect of the same notice told many times at once (race rule 4)', async () => {
    const { id } = await world.ready();
    const notice = world.platform.pay(await opened(id, ['15', '65']))!;
    const all = await Promise.all(Array.from({ length: 5 }, () => applyPlatformOrder(world.context, notice)));
    expect(all.toSorted()).toEqual(['honoured', 'repeat', 'repeat', 'repeat', 'repeat']);
    expect(await world.read((tx) => tx.payments.listOf(id))).toHaveLength(1);
  });
});
