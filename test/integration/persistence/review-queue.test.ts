import type { Storage } from '../../../server/persistence/storage';
import type { QueuePlace } from '../../../server/use-cases/ports/review';
import { queuePart } from '../../../shared/domain/review-order';
import { MINUTE_MS } from '../../../shared/domain/time';
import { forEachEngine } from '../../support/engines';
import { NOW, openTestStorage, SEASON } from './support';

describe('The reviewers’ queue', () => {
  forEachEngine(({ fresh }) => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await openTestStorage(await fresh());
    });
    afterEach(() => storage.close());

    const put = (registrationId: string, decideBy: number, siteCode = '350101', submittedAt = NOW) =>
      storage.unitOfWork.run((tx) =>
        tx.reviewQueue.put({ registrationId, seasonId: SEASON, siteCode, decideBy, submittedAt }),
      );
    const claim = (registrationId: string, memberId: string, now = NOW) =>
      storage.unitOfWork.run((tx) =>
        tx.reviewQueue.claim(registrationId, { memberId, now, until: now + 15 * MINUTE_MS }),
      );
    const list = (
      options: { memberId?: string; now?: number; after?: QueuePlace | null; limit?: number } = {},
    ) =>
      storage.unitOfWork.read(async (tx) => {
        const query = { siteCodes: ['350101', '350102'], memberId: 'a', now: NOW, after: null, limit: 10 };
        return tx.reviewQueue.list({ ...query, ...options });
      });
    const ids = async (...args: Parameters<typeof list>) =>
      (await list(...args)).map(({ registrationId }) => registrationId);

    it('counts a thousand and one more, and reads no further', async () => {
      await storage.unitOfWork.run(async (tx) => {
        for (let n = 0; n < 1_100; n += 1) {
          const at = { decideBy: NOW + n, submittedAt: NOW };
          await tx.reviewQueue.put({ registrationId: `r${n}`, seasonId: SEASON, siteCode: '350101', ...at });
        }
      });
      expect(await storage.unitOfWork.read((tx) => tx.reviewQueue.count(['350101', '350102']))).toBe(1_001);
    });

    it('lists the nearest deadline first, of the own sites only', async () => {
      await put('r1', NOW + 3);
      await put('r2', NOW + 1, '350102');
      await put('r3', NOW + 2, '350199');
      await put('r4', NOW + 1);
      expect(await ids()).toEqual(['r2', 'r4', 'r1']);
      expect(await storage.unitOfWork.read((tx) => tx.reviewQueue.count(['350101', '350102']))).toBe(3);
      expect(await storage.unitOfWork.read((tx) => tx.reviewQueue.count([]))).toBe(0);
    });

    it('lists of those with one deadline who has waited longest', async () => {
      await put('r1', NOW + 5, '350101', NOW - 1);
      await put('r2', NOW + 5, '350102', NOW - 3);
      await put('r3', NOW + 5, '350101', NOW - 2);
      expect(await ids()).toEqual(['r2', 'r3', 'r1']);
    });

    it('lists last what can no longer be decided, whoever is at it', async () => {
      await put('r1', NOW);
      await put('r2', NOW + 2);
      await put('r3', NOW + 1);
      await put('r4', NOW - 1);
      await claim('r3', 'b');
      await claim('r4', 'b');
      expect(await ids()).toEqual(['r2', 'r3', 'r4', 'r1']);
    });

    it('moves with a moved deadline, and keeps who is at it', async () => {
      await put('r1', NOW + 1);
      await put('r2', NOW + 2);
      expect(await claim('r1', 'a')).toBe(true);
      await put('r1', NOW + 3);
      expect(await ids()).toEqual(['r2', 'r1']);
      expect((await list())[1]?.claim).toEqual({ memberId: 'a', until: NOW + 15 * MINUTE_MS });
    });

    it('lists what a colleague is at last, until that is over', async () => {
      await put('r1', NOW + 1);
      await put('r2', NOW + 2);
      await claim('r1', 'b');
      expect(await ids()).toEqual(['r2', 'r1']);
      expect(await ids({ memberId: 'b' })).toEqual(['r1', 'r2']);
      expect(await ids({ now: NOW + 15 * MINUTE_MS })).toEqual(['r1', 'r2']);
    });

    it('is claimed by one at a time; a claim may be renewed, given back, and ends by itself', async () => {
      await put('r1', NOW + 1);
      const both = await Promise.all([claim('r1', 'a'), claim('r1', 'b')]);
      expect(both.filter(Boolean)).toHaveLength(1);
      const [owner, other] = both[0] ? (['a', 'b'] as const) : (['b', 'a'] as const);
      expect(await claim('r1', owner, NOW + MINUTE_MS)).toBe(true);
      expect(await claim('r1', other, NOW + 15 * MINUTE_MS)).toBe(false);
      expect(await claim('r1', other, NOW + 16 * MINUTE_MS)).toBe(true);
      await storage.unitOfWork.run((tx) => tx.reviewQueue.release('r1', owner));
      expect((await list())[0]?.claim?.memberId).toBe(other);
      await storage.unitOfWork.run((tx) => tx.reviewQueue.release('r1', other));
      expect((await list())[0]?.claim).toBeNull();
      expect(await claim('r2', 'a')).toBe(false);
    });

    it('is read page by page without leaving one out', async () => {
      for (let n = 0; n < 9; n += 1) {
        await put(`r${n}`, NOW + 1 + (n % 2), n % 3 === 0 ? '350102' : '350101', NOW - (n % 4));
      }
      await claim('r0', 'b');
      await claim('r1', 'b');
      for (const late of ['late-1', 'late-2', 'late-3']) await put(late, NOW);
      const seen: string[] = [];
      for (let after: QueuePlace | null = null; ;) {
        const page = await list({ after, limit: 2 });
        seen.push(...page.map(({ registrationId }) => registrationId));
        const last = page.at(-1);
        if (!last) break;
        const { decideBy, submittedAt, registrationId } = last;
        const part = queuePart(last, { memberId: 'a', now: NOW });
        after = { part, decideBy, submittedAt, registrationId };
      }
      const all = await list({ limit: 20 });
      expect(seen).toEqual(all.map(({ registrationId }) => registrationId));
      expect(seen).toEqual([
        'r2',
        'r6',
        'r4',
        'r8',
        'r3',
        'r7',
        'r5',
        'r0',
        'r1',
        'late-1',
        'late-2',
        'late-3',
      ]);
    });
  });
});
