import type { Season } from '../../../shared/domain/season';
import type { Storage } from '../../../server/persistence/storage';
import { undone } from '../../../server/use-cases/ports/storage';
import { forEachEngine, type StorageSettings } from '../../support/engines';
import { sampleSeason } from '../../support/season';
import { NOW, openTestStorage } from './support';

describe('seasons that several processes import and read', () => {
  forEachEngine(({ fresh }) => {
    let settings: StorageSettings;
    let [reading, importing]: Storage[] = [];
    beforeAll(async () => {
      settings = await fresh();
      reading = await openTestStorage(settings);
      importing = await openTestStorage(settings);
    });
    afterAll(async () => {
      await reading?.close();
      await importing?.close();
    });

    const sample = sampleSeason({ now: NOW });
    const version = (number: number, month: string): Season => ({
      ...sample,
      version: number,
      sitting: { ...sample.sitting, month },
    });
    const save = (storage: Storage | undefined, season: Season): Promise<void> | undefined =>
      storage?.unitOfWork.run((tx) => tx.seasons.save(season, `digest of ${season.sitting.month}`, NOW));
    const listed = (): Promise<Season[]> | undefined =>
      reading?.unitOfWork.read((tx) => tx.seasons.listCurrent(NOW));

    it('reads in one process what another has imported since (S1)', async () => {
      const [first, second] = [version(1, 'first'), version(2, 'second')];
      expect(await listed()).toEqual([]);
      await save(importing, first);
      expect(await listed()).toEqual([first]);
      expect(await listed()).toEqual([first]);
      await save(importing, second);
      expect(await listed()).toEqual([second]);
      expect(await reading?.unitOfWork.read((tx) => tx.seasons.find(second.id))).toEqual(second);
    });

    it('keeps nothing of an import that was undone', async () => {
      const [undoneOne, kept] = [version(3, 'undone'), version(3, 'kept')];
      await reading?.unitOfWork.run(async (tx) => {
        await tx.seasons.save(undoneOne, 'digest of undone', NOW);
        expect(await tx.seasons.listCurrent(NOW)).toEqual([undoneOne]);
        return undone(null);
      });
      expect((await listed())?.map((one) => one.sitting.month)).toEqual(['second']);
      await save(importing, kept);
      expect(await listed()).toEqual([kept]);
    });
  });
});
