import type { Storage } from '../../../server/persistence/storage';
import { forEachEngine } from '../../support/engines';
import { openTestStorage } from './support';

describe('documentTryRepository', () => {
  forEachEngine(({ fresh }) => {
    let storage: Storage;
    let target: Awaited<ReturnType<typeof fresh>>;
    beforeEach(async () => {
      target = await fresh();
      storage = await openTestStorage(target);
    });
    afterEach(() => storage.close());

    const tries = (documentNumber: string, { accountId = 'one', day = '2027-01-02' } = {}) =>
      storage.unitOfWork.run((tx) =>
        tx.documentTries.add({ accountId, day, documentType: 'passport', documentNumber, limit: 3 }),
      );

    it('takes three different numbers a day, the same ones again, the next day three others (PR21)', async () => {
      const day = [
        await tries('E1'),
        await tries('E2'),
        await tries('E1'),
        await tries('E3'),
        await tries('E4'),
      ];
      expect(day).toEqual([true, true, true, true, false]);
      expect(await tries('E2')).toBe(true);
      expect(await tries('E4', { accountId: 'two' })).toBe(true);
      expect(await tries('E4', { day: '2027-01-03' })).toBe(true);
    });

    it('keeps them over a restart', async () => {
      for (const number of ['E1', 'E2', 'E3']) await tries(number);
      await storage.close();
      storage = await openTestStorage(target);
      expect(await tries('E4')).toBe(false);
    });

    it('shares the three among submissions side by side', async () => {
      const answers = await Promise.all(['E1', 'E2', 'E3', 'E4', 'E5', 'E6'].map((number) => tries(number)));
      expect(answers.filter(Boolean)).toHaveLength(3);
    });
  });
});
