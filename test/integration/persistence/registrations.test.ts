import type { Answers } from '../../../shared/domain/registration';
import type { Storage } from '../../../server/persistence/storage';
import { StorageConflictError } from '../../../server/use-cases/ports/storage-errors';
import { forEachEngine } from '../../support/engines';
import { NOW, openTestStorage, registration, SEASON } from './support';

const document: Answers = { documentType: 'passport', documentNumber: 'E12345678' };

describe('registrations', () => {
  forEachEngine(({ fresh }) => {
    let storage: Storage;
    beforeAll(async () => {
      storage = await openTestStorage(await fresh());
    });
    afterAll(() => storage.close());

    const insert = (one: ReturnType<typeof registration>) =>
      storage.unitOfWork.run((tx) => tx.registrations.insert(one));
    const find = (id: string) => storage.unitOfWork.read((tx) => tx.registrations.find(id));
    const save = (one: ReturnType<typeof registration>) =>
      storage.unitOfWork.run((tx) => tx.registrations.save(one));

    it('gives back what was stored, in every field and character (S24)', async () => {
      const stored = registration({
        state: 'pending',
        answers: { name: '𠮷田·阿卜杜拉 𪚥', siteCode: '350101', subjects: ['24', '14'], student: false },
        changeSet: { address: "it's 50% \\ ? 路" },
        photoId: 'photo-1',
        seat: { siteCode: '350101', subjectCodes: ['24', '14'] },
        subjects: [
          { code: '24', feeFen: 8_000, state: 'chosen' },
          { code: '14', feeFen: 0, state: 'paid' },
        ],
        decision: {
          outcome: 'rejected',
          revision: 1,
          decidedAt: NOW,
          decidedBy: 'reviewer-1',
          reasonCode: null,
          reasonWords: '照片背景不是白色',
          marked: ['photo'],
        },
        informationSubmittedAt: NOW,
        submittedForReviewAt: NOW + 1,
        openOrderId: 'order-1',
        deleteRequestedAt: NOW + 2,
        deleteReason: '报错了考点',
      });
      await insert(stored);
      expect(await find(stored.id)).toEqual(stored);
    });

    it('replaces subjects in the order of choice, also one read elsewhere', async () => {
      const stored = registration({ subjects: [{ code: '24', feeFen: 1, state: 'chosen' }] });
      await insert(stored);
      const subjects = [
        { code: '65', feeFen: 2, state: 'chosen' as const },
        { code: '24', feeFen: 1, state: 'chosen' as const },
      ];
      await save({ ...stored, subjects });
      await storage.unitOfWork.run(async (tx) => {
        const found = await tx.registrations.find(stored.id);
        expect(found?.subjects).toEqual(subjects);
        await tx.registrations.save({ ...found!, subjects: subjects.slice(0, 1) });
        expect((await tx.registrations.find(stored.id))?.subjects).toEqual(subjects.slice(0, 1));
      });
      expect((await find(stored.id))?.version).toBe(3);
    });

    it('lets exactly one of many writers of the same version win (promise 7)', async () => {
      const stored = registration();
      await insert(stored);
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, index) => save({ ...stored, revision: index + 10 })),
      );
      expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'version_conflict')).toHaveLength(11);
      expect((await find(stored.id))?.version).toBe(2);
    });

    it('keeps writers from a registration that is locked, and says what was written before (promise 7)', async () => {
      const stored = registration();
      await insert(stored);
      const order: string[] = [];
      let tellLocked = (): void => undefined;
      const isLocked = new Promise<void>((resolve) => (tellLocked = resolve));
      const writing = isLocked.then(() => save({ ...stored, revision: 5 })).then(() => order.push('written'));
      const locked = await storage.unitOfWork.run(async (tx) => {
        const unchanged = await tx.registrations.lock([stored]);
        tellLocked();
        for (let look = 0; look < 20; look += 1) await tx.registrations.find(stored.id);
        order.push('let go');
        return unchanged;
      });
      await writing;
      expect([locked, order]).toEqual([true, ['let go', 'written']]);
      expect(await storage.unitOfWork.run((tx) => tx.registrations.lock([stored]))).toBe(false);
      const again = { ...stored, version: 2 };
      expect(await storage.unitOfWork.run((tx) => tx.registrations.lock([again]))).toBe(true);
      expect(await storage.unitOfWork.run((tx) => tx.registrations.lock([]))).toBe(true);
    });

    it('keeps one live registration of an account in a season', async () => {
      const stored = registration();
      await insert(stored);
      await expect(insert(registration({ accountId: stored.accountId }))).rejects.toThrow(
        StorageConflictError,
      );
      await save({ ...stored, state: 'deleted' });
      const again = registration({ accountId: stored.accountId, createdAt: NOW + 1 });
      await insert(again);

      const current = await storage.unitOfWork.read((tx) =>
        tx.registrations.currentOf(stored.accountId, SEASON),
      );
      expect(current?.id).toBe(again.id);
    });

    it('keeps one live registration of a document in a sitting, whatever the province (domain 3)', async () => {
      const makers = [SEASON, '44-78', SEASON, '11-78'].map((seasonId) => registration({ seasonId }));
      for (const one of makers) await insert(one);
      const outcomes = await Promise.all(
        makers.map((one) => save({ ...one, state: 'saved', answers: document })),
      );
      expect(outcomes.toSorted()).toEqual([
        'duplicate_document',
        'duplicate_document',
        'duplicate_document',
        'saved',
      ]);

      const other = registration({ seasonId: '35-79', answers: document });
      await insert(other);
      const winner = makers[outcomes.indexOf('saved')]!;
      await save({ ...winner, version: 2, answers: document, state: 'expired' });
      const loser = makers[outcomes.indexOf('duplicate_document')]!;
      expect(await save({ ...loser, state: 'saved', answers: document })).toBe('saved');
    });

    it('lets no draft block the holder of a document (PR21)', async () => {
      const answers: Answers = { documentType: 'passport', documentNumber: 'E55555555' };
      await insert(registration({ answers }));
      const holder = registration({});
      await insert(holder);
      expect(await save({ ...holder, state: 'saved', answers })).toBe('saved');
    });

    it('tells documents apart that differ in case, in a trailing blank or beyond the basic plane', async () => {
      const numbers = ['Ab1', 'AB1', 'AB1 ', 'AB𠮷', 'AB𪚥'];
      for (const documentNumber of numbers) {
        await insert(registration({ state: 'saved', answers: { documentType: 'passport', documentNumber } }));
      }
    });

    it('finds a newer live registration of the same person', async () => {
      const answers: Answers = { documentType: 'passport', documentNumber: 'E77777777' };
      const old = registration({ state: 'expired', answers });
      await insert(old);
      const hasNewer = () => storage.unitOfWork.read((tx) => tx.registrations.hasNewerLive(old));
      expect(await hasNewer()).toBe(false);
      await insert(registration({ state: 'saved', answers, createdAt: NOW + 1 }));
      expect(await hasNewer()).toBe(true);
    });

    it('counts live registrations by state', async () => {
      const at = (siteCode: string, state: 'pending' | 'deleted' | 'ready') =>
        registration({ seasonId: '36-78', state, answers: { siteCode } });
      const pending = [at('360101', 'pending'), at('360102', 'pending'), at('360101', 'pending')];
      for (const one of [...pending, at('360101', 'deleted'), at('360102', 'ready')]) await insert(one);

      await storage.unitOfWork.read(async (tx) => {
        expect(await tx.registrations.countByState('36-78')).toEqual({ pending: 3, ready: 1 });
        expect(await tx.registrations.countByState('36-78', '360102')).toEqual({ pending: 1, ready: 1 });
      });
    });
  });
});
