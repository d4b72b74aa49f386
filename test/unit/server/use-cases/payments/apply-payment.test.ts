import { applyPlatformOrder } from '../../../../../server/use-cases/payments/apply-payment';
import { closeOrder, requestClose } from '../../../../../server/use-cases/payments/close-order';
import type { PaymentOrder } from '../../../../../server/use-cases/ports/pay';
import { embeddedContext, type EmbeddedContext } from '../../../../support/embedded-context';
import { CANDIDATE, moneyWorld, type MoneyWorld } from '../../../../support/money-world';
import { smallSeason } from '../../../../support/season';

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

  /** The platform has another sum than the one that was ordered. */
  async function paidOtherwise(id: string): Promise<PaymentOrder> {
    const known = world.platform.orders.get(await opened(id, ['15']))!;
    known.order = { ...known.order, amountFen: 100 };
    return world.platform.pay(known.order.outTradeNo)!;
  }

  it('returns money of another sum as soon as the platform is asked, and frees the registration (promise 1)', async () => {
    const { id } = await world.ready();
    const notice = await paidOtherwise(id);
    // A notification alone moves nothing.
    expect(await applyPlatformOrder(world.context, notice)).toBe('unmatched');
    expect((await world.find(id)).state).toBe('paying');
    await world.pass(16_000);

    expect(await world.find(id)).toMatchObject({ state: 'ready', openOrderId: null });
    const returned = { cause: 'amount_differs', amountFen: 100, totalFen: 100, state: 'succeeded' };
    expect(await refunds(id)).toMatchObject([returned]);
    expect(world.platform.balance([notice.outTradeNo])).toBe(0);
    expect(topics().filter((topic) => topic === 'payment.unmatched')).toHaveLength(1);
    expect(told()).toEqual(['payment.refund_started', 'payment.refunded']);
    expect(await applyPlatformOrder(world.context, notice)).toBe('repeat');
    await opened(id, ['15']);
  });

  it('lets an order end that was given up while another sum was paid for it', async () => {
    const { id } = await world.ready();
    const { outTradeNo } = await paidOtherwise(id);
    await world.act(id, CANDIDATE, (tx, target) => requestClose(tx, world.context, target));
    await world.drain();

    expect(await world.find(id)).toMatchObject({ state: 'ready', openOrderId: null });
    expect(await closeOrder(world.context, outTradeNo)).toBe('already_ended');
    expect(world.platform.balance([outTradeNo])).toBe(0);
  });
});
