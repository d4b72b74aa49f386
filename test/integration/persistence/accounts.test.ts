import type { Storage } from '../../../server/persistence/storage';
import type { Consent, Link, Login, Verification } from '../../../server/use-cases/ports/accounts';
import { forEachEngine } from '../../support/engines';
import { handoffAt } from '../../support/handoffs';
import { account, nextId, NOW, openTestStorage } from './support';

describe('accounts and what belongs to them', () => {
  forEachEngine(({ fresh }) => {
    let storage: Storage;
    beforeAll(async () => {
      storage = await openTestStorage(await fresh());
    });
    afterAll(() => storage.close());

    it('finds an account by a verified address only (S7, S9)', async () => {
      const stored = account({
        email: 'Zhang@example.cn',
        mobile: '13900000001',
        mobileVerifiedAt: NOW,
        passwordHash: 'scrypt$…',
        locale: 'en',
      });
      await storage.unitOfWork.run(async (tx) => {
        await tx.accounts.insert(stored);
        expect(await tx.accounts.find(stored.id)).toEqual(stored);
        expect(await tx.accounts.findByVerifiedMobile('13900000001')).toEqual(stored);
        expect(await tx.accounts.findByVerifiedEmail('Zhang@example.cn')).toBeNull();
        expect(await tx.accounts.save({ ...stored, emailVerifiedAt: NOW })).toBe('saved');
        expect(await tx.accounts.save({ ...stored, locale: 'zh-CN' })).toBe('version_conflict');
        expect((await tx.accounts.findByVerifiedEmail('zhang@example.cn'))?.version).toBe(2);
      });
    });

    it('gives a verified address to one account until that is closed', async () => {
      const [first, second] = [account(), account()];
      const owning = { email: 'one@example.cn', emailVerifiedAt: NOW };
      await storage.unitOfWork.run(async (tx) => {
        await tx.accounts.insert(first);
        await tx.accounts.insert(second);
        expect(await tx.accounts.save({ ...first, ...owning })).toBe('saved');
        expect(await tx.accounts.save({ ...second, ...owning })).toBe('address_taken');
        expect(await tx.accounts.save({ ...second, email: owning.email })).toBe('saved');
        expect(await tx.accounts.save({ ...first, ...owning, state: 'closed', version: 2 })).toBe('saved');
        expect(await tx.accounts.save({ ...second, ...owning, version: 2 })).toBe('saved');
      });
    });

    it('counts a turn of the in-app chat for one of two that know the same number', async () => {
      const known = account();
      const { unitOfWork } = storage;
      await unitOfWork.run((tx) => tx.accounts.insert(known));
      const count = (appTurns: number) =>
        unitOfWork.run((tx) => tx.accounts.countAppTurn({ id: known.id, appTurns }));
      expect(await Promise.all([count(0), count(0)])).toEqual(expect.arrayContaining([true, false]));
      expect([await count(1), await count(1)]).toEqual([true, false]);
      await unitOfWork.run((tx) => tx.accounts.save({ ...known, locale: 'en' }));
      expect(await unitOfWork.read((tx) => tx.accounts.find(known.id))).toMatchObject({ appTurns: 2 });
    });

    it('binds an identity, moves it to another account and unbinds it', async () => {
      const [value, accountId, other] = ['wm𠮷-User', nextId('account'), nextId('account')];
      await storage.unitOfWork.run(async (tx) => {
        const identity = { kind: 'external_userid' as const, value, accountId, boundAt: NOW };
        await tx.identities.bind(identity);
        expect(await tx.identities.find('external_userid', value)).toEqual(identity);
        expect(await tx.identities.find('openid', value)).toBeNull();
        expect(await tx.identities.find('external_userid', value.toLowerCase())).toBeNull();
        const moved = { ...identity, accountId: other, boundAt: NOW + 1 };
        await tx.identities.bind(moved);
        expect(await tx.identities.listOf(accountId)).toEqual([]);
        expect(await tx.identities.listOf(other)).toEqual([moved]);
        await tx.identities.unbind('external_userid', value);
        expect(await tx.identities.find('external_userid', value)).toBeNull();
      });
    });

    it('keeps logins until they are removed', async () => {
      const login: Login = {
        tokenHash: nextId('hash'),
        accountId: null,
        openid: 'openid-1',
        unionid: null,
        createdAt: NOW,
        expiresAt: NOW + 1,
      };
      await storage.unitOfWork.run(async (tx) => {
        await tx.logins.insert(login);
        expect(await tx.logins.find(login.tokenHash)).toEqual(login);
        await tx.logins.attach(login.tokenHash, 'account-x');
        expect((await tx.logins.find(login.tokenHash))?.accountId).toBe('account-x');
        await tx.logins.removeAllOf('account-x');
        expect(await tx.logins.find(login.tokenHash)).toBeNull();
      });
    });

    it('tells at once what few accounts have: a proof that is waited for, conversations with the desk, proposals', async () => {
      const accountId = nextId('account');
      const none = { guardianWaits: false, loginWaits: false, hasHandoffs: false, hasProposals: false };
      await storage.unitOfWork.run(async (tx) => {
        const at = (now: number) => tx.accounts.mattersOf(accountId, now);
        const ask = async (purpose: Verification['purpose'], createdAt: number): Promise<string> => {
          const id = nextId('verification');
          await tx.verifications.insert({
            ...{ id, accountId, purpose, createdAt, expiresAt: createdAt + 10, usedAt: null },
            ...{ via: 'email', target: 'lu@example.cn', codeHash: `c-${id}`, linkHash: `l-${id}` },
            ...{ triesLeft: 6, about: null },
          });
          return id;
        };
        expect(await at(NOW)).toEqual(none);
        await ask('login', NOW);
        expect([await at(NOW + 9), await at(NOW + 10)]).toEqual([{ ...none, loginWaits: true }, none]);
        const guardian = await ask('guardian_consent', NOW);
        expect(await at(NOW + 1)).toEqual({ ...none, loginWaits: true, guardianWaits: true });
        await tx.verifications.use(guardian, NOW + 1);
        expect(await at(NOW + 1)).toEqual({ ...none, loginWaits: true });
        // Only the newest one counts, though an earlier one would still open.
        await tx.verifications.use(await ask('login', NOW + 2), NOW + 3);
        await ask('verify_email', NOW + 4);
        expect(await at(NOW + 5)).toEqual(none);
        await tx.handoffs.insert(handoffAt(NOW, { id: nextId('handoff'), accountId }));
        expect(await at(NOW)).toEqual({ ...none, hasHandoffs: true });
      });
    });

    it('lets a verification be used once and runs out of tries (S10)', async () => {
      const verification: Verification = {
        id: nextId('verification'),
        accountId: nextId('account'),
        purpose: 'login',
        via: 'email',
        target: 'li@example.cn',
        codeHash: 'code',
        linkHash: nextId('link'),
        triesLeft: 2,
        createdAt: NOW,
        expiresAt: NOW + 600_000,
        usedAt: null,
        about: '{"kind":"openid"}',
      };
      const { id, accountId } = verification;
      await storage.unitOfWork.run((tx) => tx.verifications.insert(verification));
      await storage.unitOfWork.run(async (tx) => {
        expect(await tx.verifications.findByLink(verification.linkHash)).toEqual(verification);
        expect(await tx.verifications.latestOf(accountId, 'login')).toEqual(verification);
        expect(await tx.verifications.latestOf(accountId, 'verify_email')).toBeNull();
        expect(await tx.verifications.countSince('li@example.cn', NOW)).toBe(1);
        expect(await tx.verifications.countSince('li@example.cn', NOW + 1)).toBe(0);
        expect(await tx.verifications.countOf(accountId, NOW)).toBe(1);
        expect([await tx.verifications.miss(id), await tx.verifications.miss(id)]).toEqual([1, 0]);
        expect(await tx.verifications.miss(id)).toBe(0);
      });
      const uses = await Promise.all(
        Array.from({ length: 5 }, () => storage.unitOfWork.run((tx) => tx.verifications.use(id, NOW))),
      );
      expect(uses.filter(Boolean)).toHaveLength(1);

      await storage.unitOfWork.run((tx) => tx.verifications.forget(id));
      const forgotten = await storage.unitOfWork.read((tx) => tx.verifications.find(id));
      expect(forgotten).toMatchObject({ target: '', about: null });
    });

    it('opens a link once', async () => {
      const link: Link = {
        tokenHash: nextId('hash'),
        purpose: 'payment',
        accountId: 'account-1',
        payload: '{"registrationId":"r"}',
        singleUse: true,
        createdAt: NOW,
        expiresAt: NOW + 1,
        usedAt: null,
      };
      await storage.unitOfWork.run(async (tx) => {
        await tx.links.insert(link);
        expect(await tx.links.find(link.tokenHash)).toEqual(link);
        expect(await tx.links.use(link.tokenHash, NOW)).toBe(true);
        expect(await tx.links.use(link.tokenHash, NOW)).toBe(false);
      });
    });

    it('lists consents in force and keeps withdrawn ones as proof (PR1, PR2)', async () => {
      const accountId = nextId('account');
      const consent: Consent = {
        id: nextId('consent'),
        accountId,
        seasonId: null,
        noticeId: 'guardian_consent',
        textVersion: '1',
        channel: 'page',
        givenAt: NOW,
        withdrawnAt: null,
        guardian: { name: '王芳', relation: 'mother', mobile: '13900000002' },
      };
      await storage.unitOfWork.run(async (tx) => {
        await tx.consents.add(consent);
        expect(await tx.consents.listOf(accountId)).toEqual([consent]);
        expect(await tx.consents.withdraw(accountId, 'guardian_consent', NOW)).toBe(1);
        expect(await tx.consents.withdraw(accountId, 'guardian_consent', NOW)).toBe(0);
        expect(await tx.consents.listOf(accountId)).toEqual([]);
      });
    });
  });
});
