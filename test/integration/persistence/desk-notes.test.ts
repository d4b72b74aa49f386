import type { Storage } from '../../../server/persistence/storage';
import type { ChatState, DeskPlace, Handoff, TranscriptLine } from '../../../server/use-cases/ports/chat';
import type { DeskNote, HandoffEvent } from '../../../server/use-cases/ports/desk';
import { harmRank } from '../../../shared/domain/support-desk';
import { forEachEngine } from '../../support/engines';
import { handoffAt } from '../../support/handoffs';
import { nextId, NOW, openTestStorage } from './support';

describe('what the desk reads of a conversation', () => {
  forEachEngine(({ fresh }) => {
    let storage: Storage;
    beforeAll(async () => {
      storage = await openTestStorage(await fresh());
    });
    afterAll(() => storage.close());

    const note = (accountId: string, at: number, text = '已核对订单'): DeskNote => ({
      ...{ id: nextId('note'), accountId, handoffId: 'handoff', staffId: 'staff', kind: 'note', text, at },
    });
    const line = (accountId: string, at: number, text: string): TranscriptLine => ({
      ...{ id: nextId('line'), accountId, channel: 'kf', messageId: nextId('message') },
      ...{ from: 'candidate', text, at },
    });

    it('keeps notes by account, newest first, and removes those of one account only (PR14)', async () => {
      const [one, other] = [nextId('account'), nextId('account')];
      const notes = [note(one, NOW, '先'), note(one, NOW + 1, '后'), note(other, NOW)];
      await storage.unitOfWork.run(async (tx) => {
        for (const each of notes) await tx.deskNotes.add(each);
      });
      const texts = (accountId: string, limit = 9) =>
        storage.unitOfWork.read(async (tx) =>
          (await tx.deskNotes.listOf(accountId, limit)).map(({ text }) => text),
        );
      expect(await texts(one)).toEqual(['后', '先']);
      expect(await texts(one, 1)).toEqual(['后']);
      await storage.unitOfWork.run((tx) => tx.deskNotes.removeAllOf(one));
      expect([await texts(one), await texts(other)]).toEqual([[], ['已核对订单']]);
    });

    it('lets notes go along with an account that ends in another one, and with their age (PR12)', async () => {
      const [from, into] = [nextId('account'), nextId('account')];
      await storage.unitOfWork.run(async (tx) => {
        await tx.deskNotes.add(note(from, 5));
        await tx.deskNotes.add(note(from, NOW));
        await tx.deskNotes.move(from, into);
        await tx.retention.removeAged({ kind: 'desk_notes', endedBy: 9, after: null, limit: 100 });
      });
      await storage.unitOfWork.read(async (tx) => {
        expect(await tx.deskNotes.listOf(from, 9)).toEqual([]);
        expect(await tx.deskNotes.listOf(into, 9)).toMatchObject([{ at: NOW }]);
      });
    });

    it('keeps the hands a conversation went through by account, newest first, as long as the notes', async () => {
      const [from, into] = [nextId('account'), nextId('account')];
      const event = (at: number, changes: Partial<HandoffEvent>): HandoffEvent => ({
        ...{ id: nextId('event'), accountId: from, handoffId: 'handoff', what: 'taken', at },
        ...{ fromStaffId: null, toStaffId: 'staff', reason: null, ...changes },
      });
      const released = {
        what: 'released',
        fromStaffId: 'staff',
        toStaffId: null,
        reason: 'owner_idle',
      } as const;
      await storage.unitOfWork.run(async (tx) => {
        await tx.handoffEvents.add(event(5, {}));
        await tx.handoffEvents.add(event(NOW, {}));
        await tx.handoffEvents.add(event(NOW + 1, released));
        await tx.handoffEvents.move(from, into);
        await tx.retention.removeAged({ kind: 'handoff_events', endedBy: 9, after: null, limit: 100 });
      });
      const listOf = (accountId: string, limit = 9) =>
        storage.unitOfWork.read((tx) => tx.handoffEvents.listOf(accountId, limit));
      expect(await listOf(into)).toMatchObject([
        { at: NOW + 1, ...released },
        { what: 'taken', at: NOW },
      ]);
      expect(await listOf(into, 1)).toHaveLength(1);
      expect(await listOf(from)).toEqual([]);
      await storage.unitOfWork.run((tx) => tx.handoffEvents.removeAllOf(into));
      expect(await listOf(into)).toEqual([]);
    });

    it('turns back the pages of a conversation in the order of time, also within one millisecond', async () => {
      const account = nextId('account');
      const texts = ['一', '二', '三', '四', '五'];
      const at = [NOW, NOW + 1, NOW + 1, NOW + 1, NOW + 2];
      await storage.unitOfWork.run((tx) =>
        tx.transcripts.addNew(texts.map((text, index) => line(account, at[index] ?? 0, text))),
      );
      const pages: string[][] = [];
      for (let before: { at: number; seq: number } | null = null, more = true; more;) {
        const page = await storage.unitOfWork.read((tx) =>
          tx.transcripts.listBefore(account, { before, limit: 2 }),
        );
        pages.push(page.map(({ text }) => text));
        before = page.at(-1) ?? before;
        more = page.length === 2;
      }
      expect(pages).toEqual([['五', '四'], ['三', '二'], ['一']]);
    });

    it('orders the desk by harm, then by promise, deadline or end of the window, whichever is next', async () => {
      const staffId = nextId('staff');
      const [HOUR, WINDOW] = [3_600_000, 48 * 3_600_000];
      const open = (changes: Partial<Handoff>): Handoff =>
        handoffAt(NOW, {
          id: nextId('handoff'),
          accountId: nextId('account'),
          ownerStaffId: staffId,
          ...changes,
        });
      const served = { state: 'served', answerBy: NOW - HOUR } as const;
      const money = open({ harm: 'money', answerBy: NOW + 9 * HOUR });
      // Their last words are 47 hours old.
      const closing = open({ ...served, deadlineAt: NOW + 5 * HOUR });
      const deadline = open({ ...served, deadlineAt: NOW + 2 * HOUR });
      const promised = open({ answerBy: NOW + 3 * HOUR });
      // The deadline was missed and the window is over: nothing presses any more.
      const late = open({ ...served, deadlineAt: NOW - HOUR });
      const chat = (accountId: string, lastCustomerAt: number): ChatState => ({
        ...{ externalUserId: `wm-${accountId}`, openKfId: 'wk', accountId, lastCustomerAt, sentSince: 0 },
        ...{ serviceState: 1, servicerUserid: null, version: 1 },
      });
      const all = [late, promised, deadline, closing, money];
      await storage.unitOfWork.run(async (tx) => {
        for (const one of all) await tx.handoffs.insert(one);
        await tx.chats.insert(chat(closing.accountId, NOW - 47 * HOUR));
        await tx.chats.insert(chat(late.accountId, NOW - 60 * HOUR));
      });
      const query = { kind: 'mine', staffId, now: NOW, windowMs: WINDOW, limit: 2 } as const;
      const found: [string, number][] = [];
      for (let after: DeskPlace | null = null, more = true; more;) {
        const page = await storage.unitOfWork.read((tx) => tx.handoffs.listForDesk({ ...query, after }));
        found.push(...page.map(({ id, urgentAt }): [string, number] => [id, urgentAt]));
        const last = page.at(-1);
        after = last ? { harmRank: harmRank(last.harm), urgentAt: last.urgentAt, id: last.id } : after;
        more = page.length === 2;
      }
      const order = [money, closing, deadline, promised, late];
      expect(found.map(([id]) => id)).toEqual(order.map(({ id }) => id));
      expect(found.slice(0, 4).map(([, at]) => at - NOW)).toEqual([9, 1, 2, 3].map((hours) => hours * HOUR));
    });
  });
});
