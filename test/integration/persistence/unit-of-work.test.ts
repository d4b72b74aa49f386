import { undone } from '../../../server/use-cases/ports/storage';
import { StorageConflictError } from '../../../server/use-cases/ports/storage-errors';
import type { Storage } from '../../../server/persistence/storage';
import { forEachEngine, freshStorage, requireEngine } from '../../support/engines';
import { account, gate, message, openTestStorage, registration } from './support';

describe('unitOfWork', () => {
  forEachEngine(({ engine, fresh }) => {
    let storage: Storage;
    beforeAll(async () => {
      storage = await openTestStorage(await fresh());
    });
    afterAll(() => storage.close());

    it('keeps the second of two overlapping units when the first rolls back', async () => {
      const first = account();
      const second = account();
      const secondAsked = gate();
      const failing = storage.unitOfWork.run(async (tx) => {
        await tx.accounts.insert(first);
        await secondAsked.opened;
        throw new Error('given up');
      });
      const keeping = storage.unitOfWork.run((tx) => tx.accounts.insert(second));
      secondAsked.open();

      await expect(failing).rejects.toThrow('given up');
      await keeping;
      const found = await storage.unitOfWork.read(async (tx) => [
        await tx.accounts.find(first.id),
        await tx.accounts.find(second.id),
      ]);
      expect(found).toEqual([null, second]);
    });

    it('shows a read nothing of a unit under way', async () => {
      const made = account();
      const written = gate();
      const mayEnd = gate();
      const unit = storage.unitOfWork.run(async (tx) => {
        await tx.accounts.insert(made);
        written.open();
        await mayEnd.opened;
        return undone('never mind');
      });
      await written.opened;
      const reading = storage.unitOfWork.read((tx) => tx.accounts.find(made.id));
      mayEnd.open();

      expect(await unit).toBe('never mind');
      expect(await reading).toBeNull();
    });

    it('leaves nothing behind when the result is undone, writes sent later included', async () => {
      const made = account();
      const sent = message();
      const result = await storage.unitOfWork.run(async (tx) => {
        await tx.accounts.insert(made);
        await tx.outbox.add([sent]);
        return undone({ refused: true });
      });

      expect(result).toEqual({ refused: true });
      expect(await storage.unitOfWork.read((tx) => tx.accounts.find(made.id))).toBeNull();
      expect(await storage.queue.claim({ owner: 'w', now: sent.dueAt, leaseMs: 1, limit: 9 })).toEqual([]);
    });

    if (engine === 'embedded') {
      it('refuses a unit inside a unit, which would wait for itself', async () => {
        const nested = storage.unitOfWork.run(() => storage.unitOfWork.read(async () => 1));
        await expect(nested).rejects.toThrow('inside another');
        expect(await storage.unitOfWork.run(async () => 2)).toBe(2);
      });
    }

    it('refuses repositories of a unit that has ended', async () => {
      const kept = await storage.unitOfWork.run(async (tx) => ({ accounts: tx.accounts }));
      await expect(kept.accounts.find('x')).rejects.toThrow('ended');
    });

    it('names the key, not the value, when a row is there already', async () => {
      const made = account({ email: 'li@example.cn', emailVerifiedAt: 1 });
      await storage.unitOfWork.run((tx) => tx.accounts.insert(made));
      const again = storage.unitOfWork.run((tx) => tx.accounts.insert({ ...account(), id: made.id }));

      await expect(again).rejects.toThrow(StorageConflictError);
      await expect(again).rejects.not.toThrow(made.id);
    });

    it('commits nothing after a failed statement that the work swallowed', async () => {
      const made = account();
      const unit = storage.unitOfWork.run(async (tx) => {
        await tx.accounts.insert(made);
        await tx.accounts.insert(made).catch(() => undefined);
      });

      await expect(unit).rejects.toThrow(StorageConflictError);
      expect(await storage.unitOfWork.read((tx) => tx.accounts.find(made.id))).toBeNull();
    });

    it("reads the database's clock", async () => {
      expect(Math.abs((await storage.databaseNow()) - Date.now())).toBeLessThan(2_000);
    });
  });
});

requireEngine('mariadb')('unitOfWork on a server', () => {
  const fresh = freshStorage('servers');

  it('runs the whole work again after a deadlock', async () => {
    const storage = await openTestStorage(await fresh());
    const [left, right] = [registration(), registration()];
    await storage.unitOfWork.run(async (tx) => {
      await tx.registrations.insert(left);
      await tx.registrations.insert(right);
    });
    let runs = 0;
    const [leftTaken, rightTaken] = [gate(), gate()];
    const crossing = (own: typeof left, other: typeof left, taken: () => void, wait: Promise<void>) =>
      storage.unitOfWork.run(async (tx) => {
        runs += 1;
        for (const { id } of [own, other]) {
          const found = await tx.registrations.find(id);
          if (found) await tx.registrations.save({ ...found, revision: found.revision + 1 });
          taken();
          await wait;
        }
      });

    await Promise.all([
      crossing(left, right, leftTaken.open, rightTaken.opened),
      crossing(right, left, rightTaken.open, leftTaken.opened),
    ]);

    expect(runs).toBeGreaterThan(2);
    const revisions = await storage.unitOfWork.read(async (tx) => [
      (await tx.registrations.find(left.id))?.revision,
      (await tx.registrations.find(right.id))?.revision,
    ]);
    expect(revisions).toEqual([3, 3]);
    await storage.close();
  });
});
