import type { Storage } from '../../../server/persistence/storage';
import type { Handoff } from '../../../server/use-cases/ports/chat';
import type { AgedBatch, AgingKind } from '../../../server/use-cases/ports/retention';
import { NOTHING_CHECKED } from '../../../server/use-cases/audit/check-audit';
import { forEachEngine } from '../../support/engines';
import { handoffAt } from '../../support/handoffs';
import { nextId, NOW, openTestStorage } from './support';

const DAY = 86_400_000;

describe('retention of the staff side (PR12)', () => {
  forEachEngine(({ fresh }) => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await openTestStorage(await fresh());
    });
    afterEach(() => storage.close());

    /** Batches of two until nothing is left; how many went. */
    async function removeAll(kind: AgingKind): Promise<number> {
      let count = 0;
      let after: string | null = null;
      do {
        const batch: AgedBatch = { kind, endedBy: NOW, after, limit: 2 };
        const removal = await storage.unitOfWork.run((tx) => tx.retention.removeAged(batch));
        count += removal.removed;
        after = removal.next;
      } while (after !== null);
      return count;
    }

    it('removes cards that nobody can press any more', async () => {
      const review = (sentAt: number) => ({
        ...{ taskId: nextId('task'), registrationId: 'r-1', revision: 1, userid: 'u' },
        ...{ responseCode: null, sentAt, settledAt: null },
      });
      const cards = [NOW - 2, NOW - 1, NOW, NOW + 1].map(review);
      await storage.unitOfWork.run(async (tx) => {
        for (const card of cards) await tx.cards.insert(card);
        for (const sentAt of [NOW, NOW + 1])
          await tx.deskCards.insert({
            taskId: `d-${sentAt}`,
            handoffId: 'h-1',
            userid: 'u',
            responseCode: null,
            sentAt,
          });
      });
      expect(await removeAll('review_cards')).toBe(3);
      expect(await removeAll('desk_cards')).toBe(1);
      const left = await storage.unitOfWork.read(async (tx) => [
        ...(await tx.cards.openOf('r-1')).map(({ sentAt }) => sentAt),
        ...(await tx.deskCards.openOf('h-1')).map(({ sentAt }) => sentAt),
      ]);
      expect(left).toEqual([NOW + 1, NOW + 1]);
    });

    it('removes who has looked at what, and keeps a later look at the same registration', async () => {
      await storage.unitOfWork.run(async (tx) => {
        for (const [revision, at] of [
          [1, NOW - 1],
          [2, NOW],
          [3, NOW + 1],
        ] as const)
          await tx.views.add({ registrationId: 'r-1', revision, staffId: 's', at });
      });
      expect(await removeAll('review_views')).toBe(2);
      const seen = await storage.unitOfWork.read((tx) =>
        Promise.all([1, 2, 3].map((revision) => tx.views.has('r-1', revision, 's'))),
      );
      expect(seen).toEqual([false, false, true]);
    });

    it('removes closed conversations, and none that is open, however old', async () => {
      const handoff = (accountId: string, changes: Partial<Handoff>): Handoff =>
        handoffAt(NOW - 9 * DAY, { id: nextId('handoff'), accountId, ...changes });
      const all = [
        handoff('a', { state: 'closed', closedAt: NOW - 1 }),
        handoff('b', { state: 'closed', closedAt: NOW }),
        handoff('c', {}),
        handoff('d', { state: 'closed', closedAt: NOW + 1 }),
      ];
      await storage.unitOfWork.run(async (tx) => {
        for (const one of all) await tx.handoffs.insert(one);
      });
      expect(await removeAll('handoffs')).toBe(2);
      const left = await storage.unitOfWork.read((tx) =>
        Promise.all(all.map(async ({ id }) => (await tx.handoffs.find(id)) !== null)),
      );
      expect(left).toEqual([false, false, true, true]);
    });

    it('removes leaves that are over and checks of the audit', async () => {
      const leave = (untilAt: number) => ({
        ...{ id: nextId('leave'), staffId: 's', fromAt: NOW - 9 * DAY, untilAt },
        ...{ delegateId: null, enteredBy: 's', createdAt: NOW - 9 * DAY, endedAt: null },
      });
      const check = (beganAt: number) => ({
        ...{ id: nextId('check'), beganAt, finishedAt: beganAt, step: 1, check: NOTHING_CHECKED },
      });
      const leaves = [NOW - 1, NOW, NOW + 1].map(leave);
      await storage.unitOfWork.run(async (tx) => {
        for (const one of leaves) await tx.leaves.insert(one);
        for (const at of [NOW - 1, NOW, NOW + 1]) await tx.auditChecks.insert(check(at));
      });
      expect(await removeAll('staff_leaves')).toBe(2);
      expect(await removeAll('audit_checks')).toBe(2);
      const [last, ...found] = await storage.unitOfWork.read(async (tx) => [
        (await tx.auditChecks.latest())?.beganAt,
        ...(await Promise.all(leaves.map(async ({ id }) => (await tx.leaves.find(id)) !== null))),
      ]);
      expect(last).toBe(NOW + 1);
      expect(found).toEqual([false, false, true]);
    });
  });
});
