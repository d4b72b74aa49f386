import { placeInQueue } from '../../../../../server/use-cases/support/queue-place';
import { MINUTE_MS } from '../../../../../shared/domain/time';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';
import { handoffAt } from '../../../../support/handoffs';

const HOUR = 60 * MINUTE_MS;

let world: AccountWorld;
beforeEach(async () => {
  world = await accountWorld();
});
afterEach(() => world.close());

describe('placeInQueue', () => {
  it('counts who waits before and expects as long as the last ones took', async () => {
    const answerBy = NOW + 60 * MINUTE_MS;
    const own = handoffAt(NOW, { id: 'own', accountId: 'own', answerBy });
    await world.context.unitOfWork.run(async (tx) => {
      await tx.handoffs.insert(handoffAt(NOW - 5, { id: 'before', accountId: 'before' }));
      await tx.handoffs.insert(handoffAt(NOW + 5, { id: 'after', accountId: 'after' }));
      await tx.handoffs.insert(own);
      for (const minute of [9, 6, 3]) {
        const taken = { state: 'served', servedFrom: NOW - minute * MINUTE_MS } as const;
        await tx.handoffs.insert(
          handoffAt(NOW - HOUR, { id: `t${minute}`, accountId: `t${minute}`, ...taken }),
        );
      }
    });
    expect(await world.read((tx) => placeInQueue(tx, own, NOW))).toEqual({ ahead: 1, minutes: 6 });
  });

  it('has none for a ticket', async () => {
    const ticket = handoffAt(NOW, { state: 'ticket' });
    expect(await world.read((tx) => placeInQueue(tx, ticket, NOW))).toBeNull();
  });
});
