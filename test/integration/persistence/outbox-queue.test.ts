import type { Storage } from '../../../server/persistence/storage';
import type { ClaimedMessage, OutboxMessage } from '../../../server/use-cases/ports/messaging';
import { forEachEngine, type StorageSettings } from '../../support/engines';
import { message, nextId, NOW, openTestStorage } from './support';

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

    describe('rows with places', () => {
      const reply = (place: number, changes: Partial<OutboxMessage> = {}) =>
        message({ group: 'chat-1', place, dueAt: NOW - 10 + place, ...changes });
      const idsOf = (rows: ClaimedMessage[]) => rows.map(({ id }) => id);

      it('are claimed one after the other, whoever claims, and hold up no other group', async () => {
        const other = await openTestStorage(settings);
        const [first, second, third] = [reply(1), reply(2), reply(3)] as const;
        const elsewhere = reply(7, { group: 'chat-2' });
        const plain = message({ group: 'chat-1' });
        // What is stored later, or is due sooner, has no better place.
        await add(third, elsewhere, plain);
        await add({ ...second, dueAt: NOW - 100 }, first);
        const begun = await Promise.all([claim(NOW, 2), claim(NOW, 100, other), claim(NOW)]);
        expect(idsOf(begun.flat()).toSorted()).toEqual([first.id, elsewhere.id, plain.id].toSorted());
        expect(await claim()).toEqual([]);

        const holder = begun.flat().find(({ id }) => id === first.id)!;
        expect(holder).toMatchObject({ place: 1, attempts: 1 });
        expect(await other.queue.complete([holder], NOW + 5)).toBe(1);
        const [next, ...rest] = await claim(NOW + 5);
        expect(next).toMatchObject({ id: second.id, attempts: 1 });
        expect(rest).toEqual([]);
        // Given up, the next has its turn too.
        expect(await storage.queue.park(next!, NOW + 6, 'dead')).toBe(true);
        expect(idsOf(await claim(NOW + 6, 1, other))).toEqual([third.id]);
        await other.close();
      });

      it('wait through every retry of the one before, which a new one brings forward', async () => {
        const [first, second, third] = [reply(1), reply(2), reply(3)] as const;
        await add(first, second);
        const [tried] = await claim();
        await storage.queue.retry(tried!, NOW + 10 * LEASE, 'busy');
        expect(await claim(NOW + LEASE)).toEqual([]);
        expect(await claim(NOW + 9 * LEASE)).toEqual([]);

        await add({ ...third, dueAt: NOW + 9 * LEASE });
        expect(await claim(NOW + 9 * LEASE)).toMatchObject([{ id: first.id, attempts: 2 }]);
        expect(await claim(NOW + 9 * LEASE + 1_000)).toEqual([]);
      });

      it('let no more rows than one claim looks at hide what is behind them', async () => {
        await add(...Array.from({ length: 9 }, (_, place) => reply(place, { dueAt: NOW - 20 + place })));
        const behind = message({ dueAt: NOW - 1 });
        await add(behind);
        expect(await claim(NOW, 2)).toHaveLength(1);
        expect(idsOf(await claim(NOW, 2))).toEqual([behind.id]);
      });

      it('give the turn of a dead worker to another before the next begins', async () => {
        await add(reply(1), reply(2));
        const [dead] = await claim();
        const [alive, ...rest] = await claim(NOW + LEASE);
        expect(alive).toMatchObject({ id: dead!.id, attempts: 2 });
        expect(rest).toEqual([]);
        expect(await storage.queue.complete([dead!], NOW + LEASE)).toBe(0);
      });

      it('tell whether a later one is there', async () => {
        await add(reply(1), reply(2));
        const ask = (place: number) =>
          storage.unitOfWork.read((tx) => tx.outbox.hasLater({ group: 'chat-1', place }));
        expect([await ask(1), await ask(2)]).toEqual([true, false]);
      });
    });

    it('takes back the rows of a group that nobody has begun', async () => {
      const begun = message({ group: 'registration-1', dueAt: NOW - 5 });
      const waiting = message({ group: 'registration-1', dueAt: NOW + 5 });
      await add(begun, waiting, message({ group: 'registration-2', dueAt: NOW + 7 }));
      await claim();
      await storage.unitOfWork.run((tx) => tx.outbox.cancelGroup('registration-1'));
      expect(await storage.queue.stats(NOW)).toMatchObject({ waiting: 2 });
      await add({ ...message(), key: waiting.key, dueAt: NOW + 6 });
      expect(await storage.queue.stats(NOW + LEASE + 10)).toMatchObject({ waiting: 3, overdueMs: LEASE + 4 });
    });

    it('takes back what waits for another run as well where that is asked, and nothing that somebody has', async () => {
      const [tried, held] = [1, 2].map((n) => message({ group: 'registration-4', dueAt: NOW - n }));
      await add(tried!);
      const [claimed] = await claim();
      await storage.queue.retry(claimed!, NOW + 5, 'test.paced');
      await add(held!);
      await claim();
      await storage.unitOfWork.run((tx) => tx.outbox.cancelGroup('registration-4'));
      expect(await storage.queue.stats(NOW)).toMatchObject({ waiting: 2 });
      await storage.unitOfWork.run((tx) => tx.outbox.cancelGroup('registration-4', { tried: true }));
      expect((await claim(NOW + LEASE + 5)).map(({ id }) => id)).toEqual([held!.id]);
    });

    it('takes back the rows of some keys, also for another run, and nothing that somebody has', async () => {
      const [tried, held, other] = [1, 2, 3].map((n) => message({ group: 'look-1', dueAt: NOW - n }));
      await add(tried!);
      const [claimed] = await claim();
      await storage.queue.retry(claimed!, NOW + 5, 'test.paced');
      await add(held!);
      await claim();
      await add(other!);
      await storage.unitOfWork.run((tx) => tx.outbox.cancelKeys([tried!.key, held!.key]));
      expect((await claim(NOW + LEASE + 5)).map(({ id }) => id).toSorted()).toEqual(
        [held!.id, other!.id].toSorted(),
      );
    });

    it('leaves what is due already in its group when only the rest is taken back (promise 9)', async () => {
      const [due, ahead] = [NOW, NOW + 1].map((dueAt) => message({ group: 'registration-3', dueAt }));
      await add(due!, ahead!);
      await storage.unitOfWork.run((tx) => tx.outbox.cancelGroup('registration-3', { dueAfter: NOW }));
      expect((await claim(NOW + 1)).map(({ id }) => id)).toEqual([due!.id]);
    });

    it('lets one of two at a time work on what a row has caused', async () => {
      const row = message();
      await add(row);
      const delivery = { accountId: null, channel: 'mail', topic: 'told', detail: null, at: NOW } as const;
      const tellOnce = () =>
        storage.unitOfWork.run(async (tx) => {
          const [, told] = await Promise.all([tx.outbox.lock(row.id), tx.deliveries.listOf(row.id)]);
          const id = nextId('delivery');
          if (told.length === 0)
            await tx.deliveries.add({ ...delivery, id, outboxId: row.id, outcome: 'unknown' });
        });
      await Promise.all([tellOnce(), tellOnce(), tellOnce(), tellOnce()]);
      expect(await storage.unitOfWork.read((tx) => tx.deliveries.listOf(row.id))).toHaveLength(1);
    });
  });
});
