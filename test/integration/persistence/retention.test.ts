import type { Storage } from '../../../server/persistence/storage';
import type { AgedBatch, AgingKind } from '../../../server/use-cases/ports/retention';
import { forEachEngine } from '../../support/engines';
import { message, nextId, NOW, openTestStorage } from './support';

const DAY = 86_400_000;

describe('retention', () => {
  forEachEngine(({ fresh }) => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await openTestStorage(await fresh());
    });
    afterEach(() => storage.close());

    /** Batches of `limit` until nothing is left; how many went in each. */
    async function removeAll(kind: AgingKind, limit: number): Promise<number[]> {
      const counts: number[] = [];
      let after: string | null = null;
      do {
        const batch: AgedBatch = { kind, endedBy: NOW, after, limit };
        const removal = await storage.unitOfWork.run((tx) => tx.retention.removeAged(batch));
        counts.push(removal.removed);
        after = removal.next;
      } while (after !== null);
      return counts;
    }

    it('removes jobs done long ago, batch by batch, and never those that wait, run or are parked', async () => {
      const rows = Array.from({ length: 9 }, () =>
        message({ createdAt: NOW - 5 * DAY, dueAt: NOW - 5 * DAY, secret: 's' }),
      );
      await storage.unitOfWork.run((tx) => tx.outbox.add(rows));
      const claimed = await storage.queue.claim({ owner: 'w', now: NOW - 4 * DAY, leaseMs: 1, limit: 8 });
      const [parked, running, late, ...done] = claimed;
      await storage.queue.park(parked!, NOW - 3 * DAY, 'dead');
      await storage.queue.complete(done, NOW);
      await storage.queue.complete([late!], NOW + 1);

      expect(await removeAll('outbox', 2)).toHaveLength(5);
      const left = await storage.queue.claim({ owner: 'w', now: NOW, leaseMs: 1, limit: 100 });
      expect(left.map((row) => row.id).toSorted()).toEqual([running!.id, rows[8]!.id].toSorted());
      expect(await storage.queue.stats(NOW)).toMatchObject({ waiting: 2, parked: 1 });
      // The key of a row that went is free again, that of one still kept is not.
      await storage.unitOfWork.run((tx) =>
        tx.outbox.add([
          { ...message(), key: done[0]!.key },
          { ...message(), key: late!.key },
        ]),
      );
      expect(await storage.queue.stats(NOW)).toMatchObject({ waiting: 3 });
    });

    it('removes callbacks worked on long ago and keeps the others', async () => {
      const ids: string[] = [];
      const add = (digest: string) => {
        const id = nextId(digest);
        ids.push(id);
        const callback = { id, kind: 'k', digest, content: 'c', lane: 'l', receivedAt: NOW - DAY };
        return storage.unitOfWork.run((tx) => tx.inbox.add(callback));
      };
      for (const digest of ['one', 'two', 'three', 'late', 'open']) await add(digest);
      await storage.unitOfWork.run(async (tx) => {
        for (const id of ids.slice(0, 3)) await tx.inbox.finish(id, NOW);
        await tx.inbox.finish(ids[3]!, NOW + 1);
      });
      expect((await removeAll('inbox', 2)).reduce((sum, count) => sum + count)).toBe(3);
      expect(await add('one')).toBe('stored');
      expect(await add('late')).toBe('repeat');
      expect(await add('open')).toBe('repeat');
    });

    it('removes answered calls and keeps one that still runs', async () => {
      const call = (key: string, createdAt: number) => ({
        caller: 'c',
        key,
        route: 'r',
        requestHash: 'h',
        response: null,
        createdAt,
      });
      await storage.unitOfWork.run(async (tx) => {
        for (const key of ['answered', 'running']) await tx.idempotency.begin(call(key, NOW));
        await tx.idempotency.begin(call('young', NOW + 1));
        await tx.idempotency.finish('c', 'answered', { status: 200, body: '{}' });
        await tx.idempotency.finish('c', 'young', { status: 200, body: '{}' });
      });
      expect(await removeAll('calls', 10)).toEqual([1]);
      const found = await storage.unitOfWork.read(async (tx) => [
        await tx.idempotency.find('c', 'answered'),
        await tx.idempotency.find('c', 'running'),
        await tx.idempotency.find('c', 'young'),
      ]);
      expect(found.map((one) => one !== null)).toEqual([false, true, true]);
    });

    it('removes expired logins, proofs and links', async () => {
      const ends = [NOW, NOW + 1];
      const [logins, proofs, links] = [ends, ends, ends].map((list) => list.map(() => nextId('row')));
      await storage.unitOfWork.run(async (tx) => {
        for (const [index, expiresAt] of ends.entries()) {
          await tx.logins.insert({
            tokenHash: logins![index]!,
            accountId: null,
            openid: 'o',
            unionid: null,
            createdAt: NOW - DAY,
            expiresAt,
          });
          await tx.verifications.insert({
            id: proofs![index]!,
            accountId: 'a',
            purpose: 'login',
            via: 'email',
            target: 'a@example.com',
            codeHash: 'c',
            linkHash: proofs![index]!,
            triesLeft: 3,
            createdAt: NOW - DAY,
            expiresAt,
            usedAt: null,
            about: null,
          });
          await tx.links.insert({
            tokenHash: links![index]!,
            purpose: 'question',
            accountId: 'a',
            payload: '{}',
            singleUse: false,
            createdAt: NOW - DAY,
            expiresAt,
            usedAt: null,
          });
        }
      });
      for (const kind of ['logins', 'verifications', 'links'] as const) {
        expect(await removeAll(kind, 10)).toEqual([1]);
      }
      const left = await storage.unitOfWork.read(async (tx) => [
        await tx.logins.find(logins![0]!),
        await tx.verifications.find(proofs![0]!),
        await tx.links.find(links![0]!),
        (await tx.logins.find(logins![1]!))?.expiresAt,
        (await tx.verifications.find(proofs![1]!))?.expiresAt,
        (await tx.links.find(links![1]!))?.expiresAt,
      ]);
      expect(left).toEqual([null, null, null, NOW + 1, NOW + 1, NOW + 1]);
    });
  });
});
