import type { Storage } from '../../../server/persistence/storage';
import type { ChatState, Handoff, TranscriptLine } from '../../../server/use-cases/ports/chat';
import type { InboxMessage } from '../../../server/use-cases/ports/messaging';
import { forEachEngine } from '../../support/engines';
import { handoffAt } from '../../support/handoffs';
import { harmRank } from '../../../shared/domain/support-desk';
import { nextId, NOW, openTestStorage } from './support';

function inboxMessage(changes: Partial<InboxMessage> = {}): InboxMessage {
  const id = nextId('inbox');
  return { id, kind: 'kf', digest: id, content: '<xml>你好</xml>', lane: null, receivedAt: NOW, ...changes };
}

describe('chats, transcripts, inbox and deliveries', () => {
  forEachEngine(({ fresh }) => {
    let storage: Storage;
    beforeAll(async () => {
      storage = await openTestStorage(await fresh());
    });
    afterAll(() => storage.close());

    it('stores a callback once per kind and blanks it when it is done', async () => {
      const message = inboxMessage({ lane: 'external-1' });
      const stored = await Promise.all(
        Array.from({ length: 6 }, (_, index) =>
          storage.unitOfWork.run((tx) => tx.inbox.add({ ...message, id: `${message.id}-${index}` })),
        ),
      );
      expect(stored.filter((outcome) => outcome === 'stored')).toHaveLength(1);
      const id = `${message.id}-${stored.indexOf('stored')}`;
      await storage.unitOfWork.run(async (tx) => {
        expect(await tx.inbox.add({ ...message, kind: 'wecom', id: nextId('inbox') })).toBe('stored');
        expect(await tx.inbox.find(id)).toEqual({ ...message, id });
        expect(await tx.inbox.finish(id, NOW)).toBe(true);
        expect(await tx.inbox.finish(id, NOW)).toBe(false);
        expect((await tx.inbox.find(id))?.content).toBe('');
      });
    });

    it('stores many callbacks at once, each once, and says which were new', async () => {
      const known = inboxMessage();
      await storage.unitOfWork.run((tx) => tx.inbox.add(known));
      const fresh = Array.from({ length: 230 }, () => inboxMessage({ lane: 'external-3' }));
      const again = { ...known, id: nextId('inbox') };
      const twice = { ...fresh[7]!, id: nextId('inbox') };
      const all = [again, ...fresh, twice];
      const stored = await storage.unitOfWork.run((tx) => tx.inbox.addNew(all));
      expect(stored).toEqual(fresh.map(({ id }) => id));
      const repeats = all.map((one) => ({ ...one, id: nextId('inbox') }));
      expect(await storage.unitOfWork.run((tx) => tx.inbox.addNew(repeats))).toEqual([]);
      expect(await storage.unitOfWork.run((tx) => tx.inbox.addNew([]))).toEqual([]);
      expect((await storage.unitOfWork.read((tx) => tx.inbox.nextOf('external-3')))?.id).toBe(fresh[0]!.id);
    });

    it('hands out the messages of one customer in the order they came', async () => {
      const messages = Array.from({ length: 4 }, () => inboxMessage({ lane: 'external-2' }));
      for (const one of messages) await storage.unitOfWork.run((tx) => tx.inbox.add(one));
      const seen: string[] = [];
      await storage.unitOfWork.run(async (tx) => {
        for (
          let next = await tx.inbox.nextOf('external-2');
          next;
          next = await tx.inbox.nextOf('external-2')
        ) {
          seen.push(next.id);
          await tx.inbox.finish(next.id, NOW);
        }
      });
      expect(seen).toEqual(messages.map((one) => one.id));
    });

    it('saves a conversation under its version', async () => {
      const chat: ChatState = {
        externalUserId: nextId('wmUser'),
        openKfId: 'wk1',
        accountId: nextId('account'),
        lastCustomerAt: null,
        sentSince: 0,
        serviceState: 1,
        servicerUserid: null,
        version: 1,
      };
      await storage.unitOfWork.run(async (tx) => {
        expect(await tx.chats.findByAccount(chat.accountId)).toBeNull();
        expect(await tx.chats.insert(chat)).toBe(true);
        expect((await tx.chats.findByAccount(chat.accountId))?.sentSince).toBe(0);
        expect(await tx.chats.insert(chat)).toBe(false);
        expect(await tx.chats.save({ ...chat, sentSince: 2 })).toBe(true);
        expect(await tx.chats.save({ ...chat, sentSince: 3 })).toBe(false);
        expect(await tx.chats.find(chat.externalUserId)).toEqual({ ...chat, sentSince: 2, version: 2 });
        expect((await tx.chats.findByAccount(chat.accountId))?.sentSince).toBe(2);
      });
    });

    it('writes a line once and reads the last ones in order', async () => {
      const accountId = nextId('account');
      const line = (text: string): TranscriptLine => ({
        id: nextId('line'),
        accountId,
        channel: 'kf',
        messageId: nextId('msg'),
        from: 'candidate',
        text,
        at: NOW,
      });
      const lines = ['一', '二', '三'].map(line);
      await storage.unitOfWork.run(async (tx) => {
        for (const one of lines) expect(await tx.transcripts.add(one)).toBe(true);
        expect(await tx.transcripts.add({ ...lines[0]!, id: nextId('line') })).toBe(false);
        expect(await tx.transcripts.lastOf(accountId, 2)).toEqual(lines.slice(1));
      });
    });

    it('keeps one open handoff of an account (promise 12)', async () => {
      const handoff = handoffAt(NOW, {
        id: nextId('handoff'),
        accountId: nextId('account'),
        externalUserId: 'wm1',
      });
      await storage.unitOfWork.run(async (tx) => {
        expect(await tx.handoffs.insert(handoff)).toBe(true);
        expect(await tx.handoffs.insert({ ...handoff, id: nextId('handoff') })).toBe(false);
        expect(await tx.handoffs.openOf(handoff.accountId)).toEqual(handoff);
        expect(await tx.handoffs.save({ ...handoff, state: 'closed', closedAt: NOW })).toBe(true);
        expect(await tx.handoffs.openOf(handoff.accountId)).toBeNull();
        expect((await tx.handoffs.find(handoff.id))?.version).toBe(2);
      });
    });

    it('lists open conversations by harm, then by the nearer of promise and deadline, page by page', async () => {
      const owner = nextId('staff');
      const open = (changes: Partial<Handoff>): Handoff =>
        handoffAt(NOW, { id: nextId('handoff'), accountId: nextId('account'), ...changes });
      const owned = { state: 'served', ownerStaffId: owner } as const;
      const money = open({ ...owned, harm: 'money', answerBy: NOW + 900 });
      const near = open({ ...owned, harm: 'deadline', answerBy: NOW + 800, deadlineAt: NOW + 100 });
      const promised = open({ ...owned, harm: 'deadline', answerBy: NOW + 200, deadlineAt: NOW + 900 });
      const other = open({ ...owned, answerBy: NOW + 1 });
      const closed = open({ ...owned, state: 'closed', harm: 'money' });
      const someonesElse = open({ state: 'served', ownerStaffId: nextId('staff'), harm: 'money' });
      for (const one of [other, closed, promised, near, someonesElse, money])
        await storage.unitOfWork.run((tx) => tx.handoffs.insert(one));
      const query = { kind: 'mine', staffId: owner } as const;
      await storage.unitOfWork.read(async (tx) => {
        const page = await tx.handoffs.listOpen({ ...query, after: null, limit: 2 });
        expect(page.map(({ id }) => id)).toEqual([money.id, near.id]);
        const after = { harmRank: harmRank('deadline'), urgentAt: NOW + 100, id: near.id };
        const rest = await tx.handoffs.listOpen({ ...query, after, limit: 9 });
        expect(rest.map(({ id }) => id)).toEqual([promised.id, other.id]);
        expect(await tx.handoffs.countOpen(query)).toBe(4);
        expect(new Set(await tx.handoffs.ownedBy(owner))).toEqual(
          new Set([money, near, promised, other].map(({ id }) => id)),
        );
        expect(await tx.handoffs.latestOf(closed.accountId)).toEqual(closed);
      });
    });

    it('counts who waits before one, and tells when the last ones were taken', async () => {
      const at = (openedAt: number, changes: Partial<Handoff> = {}): Handoff =>
        handoffAt(openedAt, { id: nextId('handoff'), accountId: nextId('account'), ...changes });
      const first = at(NOW - 9_000_000);
      const second = at(NOW - 8_000_000);
      const ticket = at(NOW - 8_500_000, { state: 'ticket' });
      const taken = at(NOW + 1_000, { state: 'closed', servedFrom: NOW + 61_000 });
      for (const one of [first, second, ticket, taken])
        await storage.unitOfWork.run((tx) => tx.handoffs.insert(one));
      await storage.unitOfWork.read(async (tx) => {
        const ahead = await tx.handoffs.countAhead(second);
        expect(ahead - (await tx.handoffs.countAhead(first))).toBe(1);
        expect(await tx.handoffs.lastTakes({ since: NOW + 50_000, limit: 5 })).toEqual([NOW + 61_000]);
      });
    });

    it('never takes more permits than were given', async () => {
      const openid = nextId('openid');
      await storage.unitOfWork.run((tx) => tx.permits.add(openid, 'template', 2, NOW));
      await storage.unitOfWork.run((tx) => tx.permits.add(openid, 'template', 1, NOW));
      const taken = await Promise.all(
        Array.from({ length: 6 }, () =>
          storage.unitOfWork.run((tx) => tx.permits.take(openid, 'template', NOW)),
        ),
      );
      expect(taken.filter(Boolean)).toHaveLength(3);
      await storage.unitOfWork.run(async (tx) => {
        await tx.permits.add(openid, 'template', 4, NOW);
        expect(await tx.permits.balance(openid, 'template')).toBe(4);
        await tx.permits.clear(openid, 'template', NOW);
        expect(await tx.permits.balance(openid, 'template')).toBe(0);
        expect(await tx.permits.balance(openid, 'other')).toBe(0);
      });
    });

    it('remembers cursors and what became of messages', async () => {
      const delivery = {
        id: nextId('delivery'),
        outboxId: nextId('message'),
        accountId: null,
        channel: 'sms' as const,
        topic: 'review.approved',
        outcome: 'unknown' as const,
        detail: nextId('platform'),
        at: NOW,
      };
      await storage.unitOfWork.run(async (tx) => {
        expect(await tx.cursors.read('kf')).toBe('');
        await tx.cursors.write('kf', 'one', NOW);
        await tx.cursors.write('kf', 'two', NOW);
        expect(await tx.cursors.read('kf')).toBe('two');
        await tx.deliveries.add(delivery);
        await tx.deliveries.markByDetail(delivery.detail, 'sent', NOW + 1);
        expect(await tx.deliveries.listOf(delivery.outboxId)).toEqual([
          { ...delivery, outcome: 'sent', at: NOW + 1 },
        ]);
      });
    });
  });
});
