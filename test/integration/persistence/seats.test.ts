import type { Storage } from '../../../server/persistence/storage';
import { undone } from '../../../server/use-cases/ports/storage';
import { forEachEngine } from '../../support/engines';
import { openTestStorage, SEASON } from './support';

type Taken = { ok: true } | { ok: false; full: string | null };

const SITE = '350101';

describe('seats', () => {
  forEachEngine(({ fresh }) => {
    let storage: Storage;
    beforeAll(async () => {
      storage = await openTestStorage(await fresh());
    });
    afterAll(() => storage.close());

    const prepare = (siteCode: string, capacities: Record<string, number | null>) =>
      storage.unitOfWork.run((tx) =>
        tx.seats.prepare(
          SEASON,
          Object.entries(capacities).map(([code, capacity]) => ({
            siteCode,
            subjectCode: code === 'site' ? null : code,
            capacity,
          })),
        ),
      );
    const take = (siteCode: string, subjectCodes: string[], force = false) =>
      storage.unitOfWork.run<Taken>(async (tx) => {
        const taken = await tx.seats.take(SEASON, { siteCode, subjectCodes }, force);
        return taken.ok ? taken : undone(taken);
      });
    const taken = async (siteCode: string) => {
      const counts = await storage.unitOfWork.read((tx) => tx.seats.counts(SEASON, siteCode));
      return Object.fromEntries(counts.map((count) => [count.subjectCode ?? 'site', count.taken]));
    };

    it('gives 10 seats to exactly 10 of 50 takers', async () => {
      await prepare(SITE, { site: 40, '24': 10, '14': null });
      const answers = await Promise.all(Array.from({ length: 50 }, () => take(SITE, ['24', '14'])));

      expect(answers.filter((answer) => answer.ok)).toHaveLength(10);
      expect(answers.filter((answer) => !answer.ok && answer.full === '24')).toHaveLength(40);
      expect(await taken(SITE)).toEqual({ site: 10, '24': 10, '14': 10 });
    });

    it('names the site when its total is full, goes over it by force, and takes places back', async () => {
      await prepare('350102', { site: 1, '24': 5 });
      expect(await take('350102', ['24'])).toEqual({ ok: true });
      expect(await take('350102', ['24'])).toEqual({ ok: false, full: null });
      expect(await take('350102', ['24'], true)).toEqual({ ok: true });
      expect(await taken('350102')).toEqual({ site: 2, '24': 2 });

      await storage.unitOfWork.run((tx) =>
        tx.seats.release(SEASON, { siteCode: '350102', subjectCodes: ['24'], siteTotal: false }),
      );
      expect(await taken('350102')).toEqual({ site: 2, '24': 1 });
    });

    it('changes capacities on import and keeps what is taken', async () => {
      await prepare('350103', { site: 3 });
      await take('350103', []);
      await prepare('350103', { site: 9, '65': null });
      const counts = await storage.unitOfWork.read((tx) => tx.seats.counts(SEASON, '350103'));
      expect(counts).toEqual([
        { siteCode: '350103', subjectCode: null, capacity: 9, taken: 1 },
        { siteCode: '350103', subjectCode: '65', capacity: null, taken: 0 },
      ]);
    });

    it('refuses a counter that the season does not have', async () => {
      await prepare('350104', { site: 3 });
      expect(await take('350104', ['99'])).toEqual({ ok: false, full: '99' });
      expect(await taken('350104')).toEqual({ site: 0 });
    });
  });
});
