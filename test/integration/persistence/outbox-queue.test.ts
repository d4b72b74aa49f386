import type { Storage } from '../../../server/persistence/storage';
import type { ClaimedMessage, OutboxMessage } from '../../../server/use-cases/ports/messaging';
import { forEachEngine, type StorageSettings } from '../../support/engines';
import { message, NOW, openTestStorage } from './support';

const LEASE = 60_000;

describe('queue', () => {
  forEachEngine(({ fresh }) => {
    let settings: StorageSettings;
    let storage: Storage;
    beforeEach(async () => {
      settings = await fresh();
      storage = await openTestStorage(settings);
    });
    afterEach(() => storage.close());

    const add = (...messages: OutboxMessage[]) => storage.unitOfWork.run((tx) => tx.outbox.add(messages));
    const claim = (now = NOW, limit = 100, from = storage): Promise<ClaimedMessage[]> =>
      from.queue.claim({ owner: 'worker', now, leaseMs: LEASE, limit });

    it('gives due rows once, oldest first, with what was sealed', async () => {
      const later = message({
        dueAt: NOW - 1,
        secret: '验证码 123456',
        group: 'g',
        payload: { n: 1, b: null },
      });
      const sooner = message({ dueAt: NOW - 2 });
      await add(later, sooner, message({ dueAt: NOW + 1 }));

      const claimed = await claim();
      const token: unknown = expect.stringMatching(/^[0-9a-f]{32}$/);
      expect(claimed).toEqual([
        { ...sooner, attempts: 1, token },
        { ...later, attempts: 1, token },
      ]);
      expect(await claim()).toEqual([]);
    });

    it('stores a key once and leaves the first row as it is', async () => {
      const first = message({ payload: { n: 1 } });
      await add(first);
      await add({ ...message(), key: first.key, payload: { n: 2 } }, message());
      const claimed = await claim();
      expect(claimed).toHaveLength(2);
      expect(claimed.find((row) => row.key === first.key)?.payload).toEqual({ n: 1 });
    });

    it('shares rows among workers without overlap', async () => {
      await add(...Array.from({ length: 60 }, () => message()));
      const other = await openTestStorage(settings);
      const batches = await Promise.all(
        [storage, other, storage, other, storage, other].map((from) => claim(NOW, 10, from)),
      );
      const ids = batches.flat().map((row) => row.id);
      expect(new Set(ids).size).toBe(ids.length);
      for (let more = await claim(); more.length > 0; more = await claim())
        ids.push(...more.map((row) => row.id));
      expect(new Set(ids).size).toBe(60);
      expect(ids).toHaveLength(60);
      await other.close();
    });

    it('gives the row of a dead worker to another and refuses the first one afterwards', async () => {
      await add(message());
      const [dead] = await claim();
      const [alive] = await claim(NOW + LEASE);
      expect(alive).toMatchObject({ id: dead!.id, attempts: 2 });

      expect(await storage.queue.complete([dead!], NOW)).toBe(0);
      expect(await storage.queue.retry(dead!, NOW, 'late')).toBe(false);
      expect(await storage.queue.park(dead!, NOW, 'late')).toBe(false);
      expect(await storage.queue.renew(dead!, NOW)).toBe(false);
      expect(await storage.queue.complete([dead!, alive!], NOW)).toBe(1);
      expect(await claim(NOW + 9 * LEASE)).toEqual([]);
    });

    it('gives the rows of a dead worker to others when the lease of their topic ends', async () => {
      const chat = message({ topic: 'chat.replied' });
      const mail = message({ topic: 'candidate.told' });
      await add(chat, mail);
      const take = (now: number) =>
        storage.queue.claim({
          owner: 'worker',
          now,
          leaseMs: LEASE,
          leases: { 'chat.replied': 10_000 },
          limit: 9,
        });
      const [first, second] = await take(NOW);
      expect(first!.token).toBe(second!.token);
      expect(await take(NOW + 9_999)).toEqual([]);
      expect((await take(NOW + 10_000)).map(({ id }) => id)).toEqual([chat.id]);
      expect((await take(NOW + LEASE)).map(({ id }) => id)).toContain(mail.id);
      const dead = [first!, second!].find(({ id }) => id === chat.id)!;
      expect(await storage.queue.complete([dead], NOW)).toBe(0);
    });

    it('keeps a renewed row from others until the new end of its lease', async () => {
      await add(message());
      const [row] = await claim();
      expect(await storage.queue.renew(row!, NOW + 3 * LEASE)).toBe(true);
      expect(await claim(NOW + 2 * LEASE)).toEqual([]);
      expect(await claim(NOW + 3 * LEASE)).toHaveLength(1);
    });

    it('brings a failed row back when it is due again, and parks a hopeless one', async () => {
      await add(message());
      const [row] = await claim();
      expect(await storage.queue.retry(row!, NOW + 5, '忙'.repeat(400))).toBe(true);
      expect(await storage.queue.nextDueAt()).toBe(NOW + 5);
      expect(await storage.queue.complete([row!], NOW)).toBe(0);
      const [again] = await claim(NOW + 5);
      expect(again?.attempts).toBe(2);
      expect(await storage.queue.park(again!, NOW, 'dead')).toBe(true);
      expect(await storage.queue.nextDueAt()).toBeNull();
      expect(await storage.queue.stats(NOW)).toEqual({ waiting: 0, overdueMs: 0, parked: 1 });
    });

    it('takes back the rows of a group that nobody has begun', async () => {
      const begun = message({ group: 'registration-1', dueAt: NOW - 5 });
      const waiting = message({ group: 'registration-1', dueAt: NOW + 5 });
      await add(begun, waiting, message({ group: 'registration-2', dueAt: NOW + 7 }));
      await claim();
      const open = await storage.unitOfWork.run(async (tx) => {
        await tx.outbox.cancelGroup('registration-1');
        return tx.outbox.countOpen();
      });
      expect(open).toBe(2);
      await add({ ...message(), key: waiting.key, dueAt: NOW + 6 });
      expect(await storage.queue.stats(NOW + LEASE + 10)).toMatchObject({ waiting: 3, overdueMs: LEASE + 4 });
    });
  });
});
