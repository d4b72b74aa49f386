import type { Storage } from '../../../server/persistence/storage';
import type { Order } from '../../../server/use-cases/ports/payments';
import { forEachEngine } from '../../support/engines';
import { nextId, NOW, openTestStorage, order } from './support';

describe('orders, payments and refunds', () => {
  forEachEngine(({ fresh }) => {
    let storage: Storage;
    beforeAll(async () => {
      storage = await openTestStorage(await fresh());
    });
    afterAll(() => storage.close());

    const insert = (one: Order) => storage.unitOfWork.run((tx) => tx.orders.insert(one));
    const save = (one: Order) => storage.unitOfWork.run((tx) => tx.orders.save(one));

    it('stores one order at a time for a registration, however many ask (promise 2)', async () => {
      const registrationId = nextId('registration');
      const rivals = Array.from({ length: 8 }, () => order({ registrationId }));
      const stored = await Promise.all(rivals.map(insert));
      expect(stored.filter(Boolean)).toHaveLength(1);

      const winner = rivals[stored.indexOf(true)]!;
      const open = await storage.unitOfWork.read((tx) => tx.orders.openOf(registrationId));
      expect(open).toEqual(winner);
      expect(await save({ ...winner, state: 'closed' })).toBe(true);
      expect(await save({ ...winner, state: 'paid' })).toBe(false);
      expect(await insert(order({ registrationId, createdAt: NOW + 1 }))).toBe(true);
      const all = await storage.unitOfWork.read((tx) => tx.orders.listOf(registrationId));
      expect(all.map((one) => one.state)).toEqual(['closed', 'opening']);
    });

    it('goes on with the unit after an order that was refused', async () => {
      const first = order();
      await insert(first);
      const rival = order({ registrationId: first.registrationId });
      const entry = {
        id: nextId('history'),
        registrationId: first.registrationId,
        event: 'order.refused',
        from: null,
        to: 'paying' as const,
        revision: 1,
        actor: { role: 'candidate' as const, id: 'a', channel: 'chat' as const },
        reason: null,
        at: NOW,
      };
      await storage.unitOfWork.run(async (tx) => {
        await tx.history.append(entry);
        expect(await tx.orders.insert(rival)).toBe(false);
      });
      const history = await storage.unitOfWork.read((tx) => tx.history.listOf(first.registrationId));
      expect(history).toEqual([entry]);
    });

    it('records the money of a platform transaction once', async () => {
      const payment = {
        transactionId: nextId('transaction'),
        orderId: 'order-1',
        registrationId: nextId('registration'),
        amountFen: 8_000,
        succeededAt: NOW,
        learnedAt: NOW + 1,
        outcome: 'refunded' as const,
        why: 'late',
      };
      const stored = await Promise.allSettled(
        Array.from({ length: 5 }, () => storage.unitOfWork.run((tx) => tx.payments.add(payment))),
      );
      expect(stored.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      await storage.unitOfWork.read(async (tx) => {
        expect(await tx.payments.find(payment.transactionId)).toEqual(payment);
        expect(await tx.payments.listOf(payment.registrationId)).toEqual([payment]);
      });
    });

    it('keeps a refund under its number for ever', async () => {
      const refund = {
        id: nextId('refund'),
        transactionId: nextId('transaction'),
        orderId: 'order-1',
        registrationId: nextId('registration'),
        amountFen: 8_000,
        totalFen: 8_000,
        cause: 'late',
        state: 'due' as const,
        createdAt: NOW,
        settledAt: null,
        version: 1,
      };
      await storage.unitOfWork.run(async (tx) => {
        expect(await tx.refunds.insert(refund)).toBe(true);
        expect(await tx.refunds.insert(refund)).toBe(false);
        expect(await tx.refunds.save({ ...refund, state: 'processing' })).toBe(true);
        expect(await tx.refunds.save({ ...refund, state: 'abnormal' })).toBe(false);
      });
      const found = await storage.unitOfWork.read((tx) => tx.refunds.findByTransaction(refund.transactionId));
      expect(found).toEqual({ ...refund, state: 'processing', version: 2 });
    });
  });
});
