import type { ClaimedMessage } from '../../../../../server/use-cases/ports/messaging';
import { paymentHandlers } from '../../../../../server/worker/handlers/payments';
import { embeddedContext, type EmbeddedContext } from '../../../../support/embedded-context';
import { moneyWorld } from '../../../../support/money-world';
import { smallSeason } from '../../../../support/season';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');

let embedded: EmbeddedContext;
beforeEach(async () => {
  embedded = await embeddedContext(NOW);
});
afterEach(() => embedded.close());

describe('paymentHandlers', () => {
  it('tells somebody, each hour, of an order that is neither paid nor closed (promise 6)', async () => {
    const basis = { ...embedded.context, queue: embedded.queue };
    const world = await moneyWorld(basis, embedded.clock, smallSeason({ now: NOW }));
    const started = await world.pay((await world.ready()).id, ['15']);
    if (!started.ok) throw new Error(JSON.stringify(started));
    const orderId = started.order.id;
    const errors: unknown[] = [];
    const silent = () => undefined;
    const logger = {
      debug: silent,
      info: silent,
      warn: silent,
      error: (event: string, fields: object = {}) => void errors.push([event, fields]),
    };
    const close = paymentHandlers({ ...world.context, logger })['order.close_requested']!;
    const tryAs = (attempts: number) => {
      world.platform.faults = ['undelivered', 'undelivered'];
      return close({ payload: { orderId }, attempts } as unknown as ClaimedMessage);
    };

    expect(await tryAs(119)).toMatchObject({ kind: 'later', code: 'order.not_closed', keep: true });
    expect(errors).toEqual([]);
    await tryAs(120);
    expect(errors).toEqual([['order.delayed', { orderId }]]);
  });
});
