import type { Storage } from '../../../server/persistence/storage';
import type { Proposal } from '../../../server/use-cases/ports/support';
import { nameWords, studentWords, type SearchWords } from '../../../shared/domain/search-words';
import { HOUR_MS } from '../../../shared/domain/time';
import { forEachEngine } from '../../support/engines';
import { nextId, NOW, openTestStorage, registration } from './support';

const PERSON = {
  name: '王 小明',
  documentType: 'passport',
  documentNumber: 'E12345678',
  mobile: '13900000003',
} as const;

describe('What support works with', () => {
  forEachEngine(({ fresh }) => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await openTestStorage(await fresh());
    });
    afterEach(() => storage.close());

    const proposal = (changes: Partial<Proposal> = {}): Proposal => ({
      id: nextId('proposal'),
      accountId: 'account-1',
      registrationId: 'registration-1',
      handoffId: null,
      staffId: 'staff-1',
      state: 'open',
      fields: ['mobile', 'school'],
      content: { answers: { mobile: '13900000004' }, was: { mobile: '13900000003' }, reason: '号码少一位' },
      revision: 1,
      createdAt: NOW,
      expiresAt: NOW + HOUR_MS,
      settledAt: null,
      ...changes,
    });

    it('keeps one open proposal of a registration, and forgets its values once it is settled', async () => {
      const one = proposal();
      const insert = (what: Proposal) => storage.unitOfWork.run((tx) => tx.proposals.insert(what));
      expect(await insert(one)).toBe(true);
      expect(await insert(proposal())).toBe(false);
      expect(await storage.unitOfWork.read((tx) => tx.proposals.find(one.id))).toEqual(one);
      const settle = (state: 'confirmed' | 'declined') =>
        storage.unitOfWork.run((tx) => tx.proposals.settle(one.id, { state, at: NOW + 1 }));
      expect((await Promise.all([settle('confirmed'), settle('declined')])).filter(Boolean)).toHaveLength(1);
      const settled = await storage.unitOfWork.read((tx) => tx.proposals.find(one.id));
      expect(settled).toMatchObject({ content: null, settledAt: NOW + 1, fields: ['mobile', 'school'] });
      const next = proposal({ createdAt: NOW + 2 });
      expect(await insert(next)).toBe(true);
      const [latest, list] = await storage.unitOfWork.read(async (tx) => [
        await tx.proposals.latestOf('account-1'),
        await tx.proposals.listOf('registration-1', 5),
      ]);
      expect(latest?.id).toBe(next.id);
      expect(list.map(({ id }) => id)).toEqual([next.id, one.id]);
      await storage.unitOfWork.run((tx) => tx.proposals.removeAllOf('account-1'));
      expect(await storage.unitOfWork.read((tx) => tx.proposals.latestOf('account-1'))).toBeNull();
    });

    it('tells the newest proposal anew once the unit of work itself has changed it', async () => {
      const one = proposal({ accountId: 'account-9', registrationId: 'registration-9' });
      await storage.unitOfWork.run(async (tx) => {
        const newest = () => tx.proposals.latestOf('account-9');
        expect(await newest()).toBeNull();
        expect(await tx.proposals.insert(one)).toBe(true);
        expect((await newest())?.state).toBe('open');
        expect(await tx.proposals.settle(one.id, { state: 'declined', at: NOW + 1 })).toBe(true);
        expect((await newest())?.state).toBe('declined');
        await tx.proposals.move('account-9', 'account-10');
        expect(await newest()).toBeNull();
      });
    });

    const find = (words: SearchWords | null) =>
      storage.unitOfWork.read((tx) => tx.searchKeys.find({ ...words!, limit: 10 }));

    it('finds a registration by what its answers say now, and by nothing once they are erased (PR12)', async () => {
      const first = registration({ answers: PERSON });
      await storage.unitOfWork.run((tx) => tx.registrations.insert(first));
      expect(await find(nameWords('document', '王小明', '5678'))).toEqual([first.id]);
      expect(await find(nameWords('mobile', '王小明', '0003'))).toEqual([first.id]);
      const change = (answers: typeof first.answers) =>
        storage.unitOfWork.run(async (tx) => {
          const found = (await tx.registrations.find(first.id))!;
          await tx.registrations.save({ ...found, answers });
        });
      await change({ ...PERSON, mobile: '13900009999', studentNumber: 's-１００１' });
      expect(await find(nameWords('mobile', '王小明', '0003'))).toEqual([]);
      expect(await find(nameWords('mobile', '王小明', '9999'))).toEqual([first.id]);
      expect(await find(studentWords('S1001'))).toEqual([first.id]);
      await change({});
      for (const words of [nameWords('document', '王小明', '5678'), studentWords('S1001')])
        expect(await find(words)).toEqual([]);
    });

    it('writes keys anew that a version without keys left when it emptied the answers (PR12)', async () => {
      const first = registration({ answers: { school: '示例中学' } });
      await storage.unitOfWork.run((tx) => tx.registrations.insert(first));
      await storage.unitOfWork.run((tx) => tx.searchKeys.addMissing([{ id: first.id, answers: PERSON }]));
      const save = (answers: typeof first.answers) =>
        storage.unitOfWork.run(async (tx) => {
          const found = (await tx.registrations.find(first.id))!;
          return tx.registrations.save({ ...found, answers });
        });
      expect(await save({ ...PERSON, mobile: '13900009999' })).toBe('saved');
      expect(await find(nameWords('mobile', '王小明', '0003'))).toEqual([]);
      expect(await find(nameWords('mobile', '王小明', '9999'))).toEqual([first.id]);
    });

    it('adds what registrations of before lack, twice without harm', async () => {
      const add = () =>
        storage.unitOfWork.run((tx) => tx.searchKeys.addMissing([{ id: 'old-1', answers: PERSON }]));
      await add();
      await add();
      expect(await find(nameWords('document', '王小明', '5678'))).toEqual(['old-1']);
    });

    it('replaces keys that are not those of the answers, and removes those of the erased in their range (PR12, PR14)', async () => {
      const [kept, erased] = [registration({ answers: PERSON }), registration({ answers: PERSON })];
      await storage.unitOfWork.run(async (tx) => {
        await tx.registrations.insert(kept);
        await tx.registrations.insert(erased);
      });
      await storage.unitOfWork.run((tx) => tx.registrations.markErased(erased.id, NOW));
      const answers = { ...PERSON, mobile: '13900009999' };
      await storage.unitOfWork.run((tx) => tx.searchKeys.replaceStale([{ id: kept.id, answers }]));
      expect(await find(nameWords('mobile', '王小明', '0003'))).toEqual([erased.id]);
      expect(await find(nameWords('mobile', '王小明', '9999'))).toEqual([kept.id]);
      const remove = (range: { after: string; upTo: string | null }) =>
        storage.unitOfWork.run((tx) => tx.searchKeys.removeErased(range));
      await remove({ after: erased.id, upTo: null });
      await remove({ after: '', upTo: '0' });
      expect(await find(nameWords('mobile', '王小明', '0003'))).toEqual([erased.id]);
      await remove({ after: '', upTo: erased.id });
      expect(await find(nameWords('mobile', '王小明', '0003'))).toEqual([]);
      expect(await find(nameWords('mobile', '王小明', '9999'))).toEqual([kept.id]);
    });

    it('keeps the cards of a conversation until they are settled, with their codes', async () => {
      const card = { handoffId: 'handoff-1', userid: 'kefu', responseCode: null, sentAt: NOW };
      const insert = (taskId: string) =>
        storage.unitOfWork.run((tx) => tx.deskCards.insert({ ...card, taskId }));
      expect([await insert('desk-1'), await insert('desk-1'), await insert('desk-2')]).toEqual([
        true,
        false,
        true,
      ]);
      await storage.unitOfWork.run((tx) => tx.deskCards.setResponseCode('desk-1', 'code-1'));
      await storage.unitOfWork.run((tx) => tx.deskCards.settle('desk-2', NOW));
      const open = await storage.unitOfWork.read((tx) => tx.deskCards.openOf('handoff-1'));
      expect(open).toEqual([{ ...card, taskId: 'desk-1', responseCode: 'code-1' }]);
    });

    it('keeps the last five failures of an account, newest first', async () => {
      for (let n = 1; n <= 7; n += 1) {
        const failure = { code: `CODE_${n}`, requestId: `request-${n}`, route: 'GET /me', at: NOW + n };
        await storage.unitOfWork.run((tx) => tx.callFailures.keep('account-1', failure));
      }
      const last = await storage.unitOfWork.read((tx) => tx.callFailures.lastOf('account-1', 9));
      expect(last.map(({ requestId }) => requestId)).toEqual([7, 6, 5, 4, 3].map((n) => `request-${n}`));
      await storage.unitOfWork.run((tx) => tx.callFailures.removeAllOf('account-1'));
      expect(await storage.unitOfWork.read((tx) => tx.callFailures.lastOf('account-1', 9))).toEqual([]);
    });
  });
});
