import type { Storage } from '../../../server/persistence/storage';
import type { Consent } from '../../../server/use-cases/ports/accounts';
import type { AgedBatch, AgingKind } from '../../../server/use-cases/ports/retention';
import { addDays, plainDateAt } from '../../../shared/domain/time';
import { forEachEngine } from '../../support/engines';
import { message, nextId, NOW, openTestStorage, registration } from './support';

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

    it('removes jobs done or given up long ago, batch by batch, and never those that wait or run', async () => {
      const rows = Array.from({ length: 9 }, () =>
        message({ createdAt: NOW - 5 * DAY, dueAt: NOW - 5 * DAY, secret: 's' }),
      );
      await storage.unitOfWork.run((tx) => tx.outbox.add(rows));
      const claimed = await storage.queue.claim({ owner: 'w', now: NOW - 4 * DAY, leaseMs: 1, limit: 8 });
      const [parked, running, late, ...done] = claimed;
      await storage.queue.park(parked!, NOW + 1, 'dead');
      await storage.queue.park(done.pop()!, NOW, 'dead');
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

    it('blanks what a job given up long ago would have said, and keeps the job (PR12)', async () => {
      const rows = [1, 2, 3, 4].map((index) =>
        message({ dueAt: NOW - 5 * DAY + index, secret: '林小明', payload: { index } }),
      );
      await storage.unitOfWork.run((tx) => tx.outbox.add(rows));
      const [old, other, young] = await storage.queue.claim({ owner: 'w', now: NOW, leaseMs: 1, limit: 3 });
      await storage.queue.park(old!, NOW - 1, 'dead');
      await storage.queue.park(other!, NOW, 'dead');
      await storage.queue.park(young!, NOW + 1, 'dead');
      expect((await removeAll('parked_text', 1)).reduce((sum, count) => sum + count)).toBe(2);
      expect((await removeAll('parked_text', 1)).reduce((sum, count) => sum + count)).toBe(0);
      expect(await storage.queue.stats(NOW)).toMatchObject({ waiting: 1, parked: 3 });
      const [waiting] = await storage.queue.claim({ owner: 'w', now: NOW, leaseMs: 1, limit: 3 });
      expect(waiting?.secret).toBe('林小明');
    });

    it('removes ticks of sittings long gone and consents taken back, and keeps those in force (PR12)', async () => {
      const consent = (changes: Partial<Consent>): Consent => ({
        id: nextId('consent'),
        accountId: 'a-consents',
        seasonId: null,
        noticeId: 'general_consent',
        textVersion: '1',
        channel: 'chat',
        givenAt: NOW,
        withdrawnAt: null,
        guardian: null,
        ...changes,
      });
      const gone = [
        consent({ seasonId: 'fujian-2024-03', noticeId: 'agreement' }),
        consent({ withdrawnAt: NOW }),
      ];
      const kept = [consent({}), consent({ seasonId: 'fujian-2027-03', givenAt: NOW + 1 })];
      await storage.unitOfWork.run(async (tx) => {
        for (const one of [...gone, ...kept]) await tx.consents.add(one);
      });
      expect((await removeAll('consents', 2)).reduce((sum, count) => sum + count)).toBe(2);
      const left = await storage.unitOfWork.read((tx) => tx.consents.historyOf('a-consents'));
      expect(left.map(({ id }) => id).toSorted()).toEqual(kept.map(({ id }) => id).toSorted());
    });

    it('lists registrations until nothing personal is left of them (PR12)', async () => {
      const rows = Array.from({ length: 3 }, () => registration({ state: 'expired' }));
      await storage.unitOfWork.run(async (tx) => {
        for (const one of rows) await tx.registrations.insert(one);
        await tx.registrations.save({ ...rows[0]!, answers: {} });
        await tx.registrations.markErased(rows[0]!.id, NOW);
      });
      const page = (limit: number, after: string) =>
        storage.unitOfWork.read((tx) => tx.registrations.listUnerased(limit, after));
      const [first, second] = rows
        .slice(1)
        .map(({ id }) => id)
        .toSorted();
      expect((await page(9, '')).map(({ id }) => id)).toEqual([first, second]);
      expect(await page(1, first!)).toMatchObject([{ id: second, state: 'expired', updatedAt: NOW }]);
      // A later write leaves the mark.
      const kept = await storage.unitOfWork.read((tx) => tx.registrations.find(rows[0]!.id));
      await storage.unitOfWork.run((tx) => tx.registrations.save({ ...kept!, updatedAt: NOW + 1 }));
      expect(await page(9, '')).toHaveLength(2);
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

    it('removes what was sent once its job is gone', async () => {
      const job = message();
      const sent = (outboxId: string, at: number) => ({
        id: nextId('sent'),
        outboxId,
        accountId: null,
        channel: 'mail' as const,
        topic: 't',
        outcome: 'sent' as const,
        detail: null,
        at,
      });
      await storage.unitOfWork.run(async (tx) => {
        await tx.outbox.add([job]);
        for (const at of [NOW - 2, NOW - 1, NOW]) await tx.deliveries.add(sent('gone', at));
        await tx.deliveries.add(sent(job.id, NOW));
        await tx.deliveries.add(sent('young', NOW + 1));
      });
      expect((await removeAll('deliveries', 2)).reduce((sum, count) => sum + count)).toBe(3);
      const left = await storage.unitOfWork.read(async (tx) => [
        await tx.deliveries.listOf('gone'),
        await tx.deliveries.listOf(job.id),
        await tx.deliveries.listOf('young'),
      ]);
      expect(left.map((list) => list.length)).toEqual([0, 1, 1]);
    });

    it('removes leaves to send that nobody used or renewed', async () => {
      await storage.unitOfWork.run(async (tx) => {
        for (const openid of ['a', 'b', 'c']) await tx.permits.add(openid, 'old', 1, NOW);
        await tx.permits.add('a', 'new', 1, NOW + 1);
        await tx.permits.add('d', 'new', 1, NOW + 1);
      });
      expect((await removeAll('permits', 2)).reduce((sum, count) => sum + count)).toBe(3);
      const left = await storage.unitOfWork.read(async (tx) => [
        await tx.permits.balance('a', 'old'),
        await tx.permits.balance('a', 'new'),
        await tx.permits.balance('d', 'new'),
      ]);
      expect(left).toEqual([0, 1, 1]);
    });

    it('removes the document numbers of days that are over (PR21)', async () => {
      const tried = (accountId: string, day: string, documentNumber: string) =>
        storage.unitOfWork.run((tx) =>
          tx.documentTries.add({ accountId, day, documentType: 'passport', documentNumber, limit: 1 }),
        );
      const today = plainDateAt(NOW);
      const yesterday = addDays(today, -1);
      for (const account of ['a', 'b', 'c']) await tried(account, yesterday, 'E1');
      await tried('d', today, 'E1');
      expect((await removeAll('document_tries', 2)).reduce((sum, count) => sum + count)).toBe(3);
      expect([await tried('a', yesterday, 'E2'), await tried('d', today, 'E2')]).toEqual([true, false]);
    });

    it('removes chat text in the order in which it was written (PR12)', async () => {
      const line = (at: number) => ({
        id: nextId('line'),
        accountId: 'a',
        channel: 'mini_program' as const,
        messageId: nextId('message'),
        from: 'candidate' as const,
        text: '进度',
        at,
      });
      await storage.unitOfWork.run(async (tx) => {
        for (const at of [NOW - 2, NOW - 1, NOW, NOW + 1]) await tx.transcripts.add(line(at));
      });
      expect((await removeAll('chat_text', 2)).reduce((sum, count) => sum + count)).toBe(3);
      const left = await storage.unitOfWork.read((tx) => tx.transcripts.lastOf('a', 10));
      expect(left.map(({ at }) => at)).toEqual([NOW + 1]);
    });
  });
});
