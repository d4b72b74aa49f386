import type { Storage } from '../../../server/persistence/storage';
import type { StaffLeave } from '../../../server/use-cases/ports/leaves';
import { forEachEngine } from '../../support/engines';
import { NOW, openTestStorage } from './support';

describe('Leave of staff', () => {
  forEachEngine(({ fresh }) => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await openTestStorage(await fresh());
    });
    afterEach(() => storage.close());

    const leave = (id: string, changes: Partial<StaffLeave> = {}): StaffLeave => ({
      id,
      staffId: 'a',
      fromAt: NOW,
      untilAt: NOW + 10,
      delegateId: null,
      enteredBy: 'a',
      createdAt: NOW,
      endedAt: null,
      ...changes,
    });
    const insert = (one: StaffLeave) => storage.unitOfWork.run((tx) => tx.leaves.insert(one));
    const standing = async (now: number) =>
      (await storage.unitOfWork.read((tx) => tx.leaves.standingAt(now))).map(({ id }) => id);

    it('stands from its start until before its end', async () => {
      const one = leave('l1', { delegateId: 'b' });
      await insert(one);
      expect(await storage.unitOfWork.read((tx) => tx.leaves.find('l1'))).toEqual(one);
      expect(await standing(NOW - 1)).toEqual([]);
      expect(await standing(NOW)).toEqual(['l1']);
      expect(await standing(NOW + 9)).toEqual(['l1']);
      expect(await standing(NOW + 10)).toEqual([]);
    });

    it('lists what is ahead of some members, earliest first', async () => {
      await insert(leave('l1', { fromAt: NOW + 5 }));
      await insert(leave('l2', { staffId: 'b', fromAt: NOW + 2 }));
      await insert(leave('l3', { staffId: 'c' }));
      await insert(leave('l4', { untilAt: NOW + 1 }));
      const ahead = (ids: string[]) => storage.unitOfWork.read((tx) => tx.leaves.aheadOf(ids, NOW + 1));
      expect((await ahead(['a', 'b'])).map(({ id }) => id)).toEqual(['l2', 'l1']);
      expect(await ahead([])).toEqual([]);
    });

    it('ends once, and stands no more', async () => {
      await insert(leave('l1'));
      const end = (at: number) => storage.unitOfWork.run((tx) => tx.leaves.end('l1', at));
      expect(await end(NOW + 1)).toBe(true);
      expect(await end(NOW + 2)).toBe(false);
      expect(await standing(NOW + 1)).toEqual([]);
      expect(await storage.unitOfWork.read((tx) => tx.leaves.find('l1'))).toMatchObject({ endedAt: NOW + 1 });
    });
  });
});
