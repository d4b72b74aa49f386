import { memorySessionStore } from '../../../../../server/sessions/memory-session-store';
import { applyPlatformOrder } from '../../../../../server/use-cases/payments/apply-payment';
import { gatherSituation } from '../../../../../server/use-cases/chat/gather-situation';
import { guestAccount } from '../../../../../server/use-cases/accounts/open-account';
import { embeddedContext, type EmbeddedContext } from '../../../../support/embedded-context';
import { moneyWorld } from '../../../../support/money-world';
import { smallSeason } from '../../../../support/season';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');

let embedded: EmbeddedContext;
beforeEach(async () => {
  embedded = await embeddedContext(NOW);
});
afterEach(() => embedded.close());

describe('gatherSituation', () => {
  it('shows the proof of what is paid, also when money that came twice went back (S51)', async () => {
    const basis = { ...embedded.context, queue: embedded.queue };
    const world = await moneyWorld(basis, embedded.clock, smallSeason({ now: NOW }));
    const { id, accountId } = await world.ready();
    const started = await world.pay(id, ['15', '65']);
    if (!started.ok) throw new Error(JSON.stringify(started));
    const { id: orderId } = started.order;
    const first = world.platform.pay(orderId)!;
    expect(await applyPlatformOrder(world.context, first)).toBe('honoured');
    const again = { ...first, transactionId: '4200000000000000000099', paidAt: NOW + 1000 };
    expect(await applyPlatformOrder(world.context, again)).toBe('refunded');

    const context = {
      ...embedded.context,
      sessions: memorySessionStore({ clock: embedded.context.clock }),
    };
    const account = { ...guestAccount(context, 'zh-CN'), id: accountId };
    const gathered = () =>
      world.read((tx) => gatherSituation(tx, context, { account, channel: 'kf', chat: null }));
    const situation = await gathered();

    expect(situation.refunds).toMatchObject([{ standing: 'under_way' }]);
    expect(situation.paid).toEqual([{ orderId, subjectCodes: ['15', '65'], amountFen: 19_500, paidAt: NOW }]);

    for (const [state, standing] of [
      ['abnormal', 'stuck'],
      ['succeeded', 'done'],
    ] as const) {
      await world.context.unitOfWork.run(async (tx) => {
        const [refund] = await tx.refunds.listOf(id);
        await tx.refunds.save({ ...refund!, state });
      });
      expect((await gathered()).refunds).toMatchObject([{ standing }]);
    }
  });
});
