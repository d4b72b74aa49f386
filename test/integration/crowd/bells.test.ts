import { migrate } from '../../../server/persistence/migrate';
import { storeCallback } from '../../../server/use-cases/store-callback';
import { forEachEngine } from '../../support/engines';
import { startStage, type Stage } from '../../support/stage';

describe('storeCallback', () => {
  forEachEngine(({ fresh }) => {
    let stage: Stage;
    beforeAll(async () => {
      const storage = await fresh();
      if (storage.DATABASE_URL) await migrate({ databaseUrl: storage.DATABASE_URL });
      stage = await startStage({ storage: { ...storage, ROLE: 'all' } });
    });
    afterAll(() => stage.stop());

    const waiting = async (): Promise<number> => (await stage.app.queue.stats(stage.clock.now())).waiting;
    const rings = (content: string, openKfId = 'wk1'): Promise<unknown> =>
      storeCallback(stage.app.context, {
        kind: 'kf.bell',
        content,
        job: { topic: 'kf.bell_rung', payload: { openKfId }, secret: content, joinsWaiting: true },
        keepContent: false,
      });

    it('lets one waiting pull serve every bell, but not one that has begun', async () => {
      const before = await waiting();
      await rings('first');
      await rings('second');
      expect(await waiting()).toBe(before + 1);
      await rings('of another account', 'wk2');
      expect(await waiting()).toBe(before + 2);
      const claim = { owner: 'a worker', now: stage.clock.now(), leaseMs: 60_000, limit: 100 };
      await stage.app.queue.claim(claim);
      await rings('third');
      expect(await waiting()).toBe(before + 3);
    });
  });
});
