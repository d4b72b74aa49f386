import type { Storage } from '../../../server/persistence/storage';
import type { TranscriptLine } from '../../../server/use-cases/ports/chat';
import type { DeskNote } from '../../../server/use-cases/ports/desk';
import { forEachEngine } from '../../support/engines';
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
  });
});
