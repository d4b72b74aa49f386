import { planPhotoSweep, sweepPhotos } from '../../../../../server/use-cases/photos/sweep-photos';
import type { Logger } from '../../../../../server/use-cases/ports/logger';
import type { PhotoStore } from '../../../../../server/use-cases/ports/photos';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../../shared/domain/time';
import { embeddedContext, type EmbeddedContext } from '../../../../support/embedded-context';

const NOW = Date.parse('2026-03-02T09:00:00+08:00');
const NIGHT = Date.parse('2026-03-03T04:00:00+08:00');

const ignore = () => undefined;
const logger: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };

describe('sweepPhotos', () => {
  let embedded: EmbeddedContext;
  beforeEach(async () => {
    embedded = await embeddedContext(NOW);
  });
  afterEach(() => embedded.close());

  /** A folder with these files by the time they were written. */
  function folder(files: Record<string, number>): { left(): string[]; swept: number[]; store: PhotoStore } {
    const kept = new Map(Object.entries(files));
    const swept: number[] = [];
    const store: PhotoStore = {
      save: async () => undefined,
      read: async () => null,
      delete: async (id) => void kept.delete(id),
      list: async function* () {
        for (const [id, savedAt] of [...kept]) yield { id, savedAt };
      },
      sweep: async (olderThan) => {
        swept.push(olderThan);
        return 1;
      },
    };
    return { left: () => [...kept.keys()], swept, store };
  }

  it('deletes files older than a day that no row names, and keeps the others (PR12)', async () => {
    const { context } = embedded;
    const photo = {
      id: 'photo-kept',
      registrationId: 'r',
      accountId: 'a',
      fileName: 'photo-kept',
      bytes: 1,
      measurements: { width: 1, height: 1, bytes: 1 } as never,
      findings: [],
      perceptualHash: '0',
      createdAt: NOW - 3 * DAY_MS,
    };
    await context.unitOfWork.run((tx) => tx.photos.insert(photo));
    const old = NOW - DAY_MS - 1;
    const orphans = Object.fromEntries(Array.from({ length: 450 }, (_, index) => [`orphan-${index}`, old]));
    const { store, left, swept } = folder({ ...orphans, 'photo-kept': old, 'photo-young': NOW - DAY_MS });
    expect(await sweepPhotos({ ...context, photoStore: store, logger })).toBe(450);
    expect([left(), swept]).toEqual([['photo-kept', 'photo-young'], [NOW - DAY_MS]]);
  });

  it('runs once each night, however often a worker starts, and plans the next one', async () => {
    const { context, queue, clock } = embedded;
    await planPhotoSweep(context);
    clock.at += HOUR_MS;
    await planPhotoSweep(context);
    expect(await queue.nextDueAt()).toBe(NIGHT);
    expect(await queue.stats(clock.at)).toMatchObject({ waiting: 1 });

    clock.at = NIGHT;
    const claimed = await queue.claim({ owner: 'w', now: NIGHT, leaseMs: MINUTE_MS, limit: 9 });
    expect(claimed.map((row) => row.topic)).toEqual(['photos.aged']);
    await sweepPhotos({ ...context, photoStore: folder({}).store, logger });
    await queue.complete(claimed, NIGHT);
    expect(await queue.nextDueAt()).toBe(NIGHT + DAY_MS);
  });
});
