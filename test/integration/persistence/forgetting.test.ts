import type { Storage } from '../../../server/persistence/storage';
import type { Consent, Verification } from '../../../server/use-cases/ports/accounts';
import type { ChatState, TranscriptLine } from '../../../server/use-cases/ports/chat';
import { forEachEngine } from '../../support/engines';
import { message, nextId, NOW, openTestStorage } from './support';

describe('what is removed with a person', () => {
  forEachEngine(({ fresh }) => {
    let storage: Storage;
    beforeAll(async () => {
      storage = await openTestStorage(await fresh());
    });
    afterAll(() => storage.close());

    const sent = (accountId: string): Verification => ({
      id: nextId('verification'),
      accountId,
      purpose: 'confirm_identity',
      via: 'email',
      target: 'li@example.cn',
      codeHash: 'code',
      linkHash: nextId('link'),
      triesLeft: 2,
      createdAt: NOW,
      expiresAt: NOW + 600_000,
      usedAt: null,
      about: null,
    });
    const line = (accountId: string): TranscriptLine => ({
      id: nextId('line'),
      accountId,
      channel: 'kf',
      messageId: nextId('message'),
      from: 'candidate',
      text: '你好',
      at: NOW,
    });
    const consent = (accountId: string): Consent => ({
      id: nextId('consent'),
      accountId,
      seasonId: null,
      noticeId: 'general_consent',
      textVersion: '1',
      channel: 'chat',
      givenAt: NOW,
      withdrawnAt: null,
      guardian: null,
    });

    it('forgets which customer somebody was, and what was about to be said to them (PR14)', async () => {
      const [gone, other] = [nextId('account'), nextId('account')];
      const chat = (accountId: string): ChatState => ({
        externalUserId: `wm-${accountId}`,
        openKfId: 'wk',
        accountId,
        lastCustomerAt: null,
        sentSince: 0,
        serviceState: 1,
        servicerUserid: null,
        version: 1,
      });
      const replies = [gone, other].map((account) =>
        [1, 2].map((place) => message({ group: `said:${account}`, place, dueAt: NOW - 10, secret: '你好' })),
      );
      await storage.unitOfWork.run(async (tx) => {
        await tx.chats.insert(chat(gone));
        await tx.chats.insert(chat(other));
        await tx.outbox.add(replies.flat());
      });
      const claimed = await storage.queue.claim({ owner: 'w', now: NOW, leaseMs: 1, limit: 9 });
      await storage.queue.complete(
        claimed.filter(({ place }) => place === 1),
        NOW,
      );
      await storage.unitOfWork.run(async (tx) => {
        await tx.chats.removeAllOf(gone);
        await tx.outbox.forgetGroup(`said:${gone}`);
      });
      await storage.unitOfWork.read(async (tx) => {
        expect(await tx.chats.find(`wm-${gone}`)).toBeNull();
        expect((await tx.chats.find(`wm-${other}`))?.accountId).toBe(other);
        const later = [gone, other].map((account) =>
          tx.outbox.hasLater({ group: `said:${account}`, place: 0 }),
        );
        expect(await Promise.all(later)).toEqual([false, true]);
      });
      const left = await storage.queue.claim({ owner: 'w', now: NOW, leaseMs: 1, limit: 9 });
      expect(left.map(({ id }) => id)).toEqual([replies[1]![1]!.id]);
    });

    it('blanks the addresses that codes were sent to and still counts them (PR14, PR21)', async () => {
      const [gone, other] = [nextId('account'), nextId('account')];
      const [mine, theirs] = [sent(gone), sent(other)];
      await storage.unitOfWork.run(async (tx) => {
        await tx.verifications.insert(mine);
        await tx.verifications.insert(theirs);
        await tx.verifications.forgetAllOf(gone);
      });
      await storage.unitOfWork.read(async (tx) => {
        expect((await tx.verifications.find(mine.id))?.target).toBe('');
        expect((await tx.verifications.find(theirs.id))?.target).toBe('li@example.cn');
        expect(await tx.verifications.countOf(gone, NOW)).toBe(1);
      });
    });

    it('removes the conversation of one account only (PR14)', async () => {
      const [gone, other] = [nextId('account'), nextId('account')];
      await storage.unitOfWork.run(async (tx) => {
        await tx.transcripts.addNew([line(gone), line(other), line(gone)]);
        await tx.transcripts.removeAllOf(gone);
      });
      await storage.unitOfWork.read(async (tx) => {
        expect(await tx.transcripts.lastOf(gone, 5)).toEqual([]);
        expect(await tx.transcripts.lastOf(other, 5)).toHaveLength(1);
      });
    });

    it('lists consents that were taken back, and removes all once nothing has to be proven (PR12)', async () => {
      const [gone, other] = [nextId('account'), nextId('account')];
      await storage.unitOfWork.run(async (tx) => {
        await tx.consents.add(consent(gone));
        await tx.consents.add(consent(other));
        await tx.consents.withdraw(gone, 'general_consent', NOW + 1);
        expect(await tx.consents.listOf(gone)).toEqual([]);
        expect(await tx.consents.historyOf(gone)).toMatchObject([{ withdrawnAt: NOW + 1 }]);
        await tx.consents.removeAllOf(gone);
      });
      await storage.unitOfWork.read(async (tx) => {
        expect(await tx.consents.historyOf(gone)).toEqual([]);
        expect(await tx.consents.historyOf(other)).toHaveLength(1);
      });
    });

    it('removes permits to send and tickets', async () => {
      const [openid, registrationId] = [nextId('openid'), nextId('registration')];
      const ticket = { subjectCode: '24', ticketNumber: 'T1', startsAt: NOW, room: '1', seat: '2' };
      await storage.unitOfWork.run(async (tx) => {
        await tx.permits.add(openid, 'template', 2, NOW);
        await tx.permits.removeAllOf(openid);
        await tx.tickets.replaceAll([{ ...ticket, registrationId }]);
        await tx.tickets.removeAllOf(registrationId);
      });
      await storage.unitOfWork.read(async (tx) => {
        expect(await tx.permits.listOf(openid)).toEqual([]);
        expect(await tx.tickets.listOf(registrationId)).toEqual([]);
      });
    });
  });
});
