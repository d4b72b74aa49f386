import { noteRefund } from '../../../../../server/use-cases/payments/refund-payment';
import type { Refund } from '../../../../../server/use-cases/ports/payments';
import { embeddedContext, type EmbeddedContext } from '../../../../support/embedded-context';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');

let embedded: EmbeddedContext;
beforeEach(async () => {
  embedded = await embeddedContext(NOW);
});
afterEach(() => embedded.close());

const alarms = async () =>
  (await embedded.queue.claim({ owner: 'test', now: NOW, leaseMs: 1, limit: 10 })).map(
    ({ topic, payload }) => [topic, payload.refundId, payload.amountFen],
  );

async function refund(changes: Partial<Refund> = {}): Promise<Refund> {
  const made: Refund = {
    id: 'NCRE1R01',
    transactionId: '4200',
    orderId: 'NCRE1',
    registrationId: embedded.context.newId(),
    amountFen: 10_500,
    totalFen: 10_500,
    cause: 'late',
    state: 'processing',
    createdAt: NOW,
    settledAt: null,
    version: 1,
    ...changes,
  };
  await embedded.context.unitOfWork.run((tx) => tx.refunds.insert(made));
  return made;
}

describe('noteRefund', () => {
  it('alarms about a refund that we never asked for (promise 1)', async () => {
    const told = { refundId: 'BY-HAND-1', state: 'success', amountFen: 9_000 } as const;
    expect(await noteRefund(embedded.context, told)).toBe('unmatched');
    expect(await noteRefund(embedded.context, told)).toBe('unmatched');
    expect(await alarms()).toEqual([['refund.unmatched', 'BY-HAND-1', 9_000]]);
  });

  it('does not take a refund of another sum for ours', async () => {
    const { id } = await refund();
    const noted = await noteRefund(embedded.context, { refundId: id, state: 'success', amountFen: 1 });
    expect(noted).toBe('unmatched');
    const stored = await embedded.context.unitOfWork.read((tx) => tx.refunds.find(id));
    expect(stored).toMatchObject({ state: 'processing', settledAt: null });
    expect(await alarms()).toEqual([['refund.unmatched', id, 1]]);
  });

  it('settles the one we asked for', async () => {
    const { id } = await refund();
    const noted = await noteRefund(embedded.context, { refundId: id, state: 'success', amountFen: 10_500 });
    expect(noted).toBe('settled');
    expect(await alarms()).toEqual([]);
  });
});
