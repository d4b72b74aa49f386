import type { Storage } from '../../../server/persistence/storage';
import type { StaffMember } from '../../../server/use-cases/ports/review';
import type { StaffLink } from '../../../server/use-cases/ports/staff-access';
import { forEachEngine } from '../../support/engines';
import { NOW, openTestStorage } from './support';

const MEMBER: StaffMember = {
  ...{ id: 'staff-1', userid: null, email: 'chen@site.example', name: '陈老师', roles: ['reviewer'] },
  ...{ siteCodes: ['350101'], onDuty: true, mobileHash: null, documentHash: null },
};
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const LINK: StaffLink = {
  ...{ tokenHash: 'a'.repeat(64), staffId: MEMBER.id, purpose: 'invitation', totpSecret: SECRET },
  ...{ createdAt: NOW, expiresAt: NOW + 1000, usedAt: null },
};

describe('What staff prove who they are with', () => {
  forEachEngine(({ fresh }) => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await openTestStorage(await fresh());
      await storage.unitOfWork.run((tx) => tx.staff.replaceAll([MEMBER]));
    });
    afterEach(() => storage.close());

    const find = (staffId = MEMBER.id) => storage.unitOfWork.read((tx) => tx.staffCredentials.find(staffId));
    const miss = () =>
      storage.unitOfWork.run(async (tx) => {
        const credentials = await tx.staffCredentials.open(MEMBER.id);
        await tx.staffCredentials.save({ ...credentials, misses: credentials.misses + 1 });
      });

    it('comes back as it was stored, its secrets sealed at rest (PR4)', async () => {
      expect(await find()).toBeNull();
      const stored = {
        ...{ staffId: MEMBER.id, passwordHash: 'scrypt$x', totpSecret: SECRET, totpPending: SECRET },
        ...{ totpStep: 59, totpEnrolledAt: NOW, recoveryCodes: ['b'.repeat(64)], misses: 2 },
        ...{ lockedUntil: NOW + 1, sessionsSince: NOW },
      };
      await storage.unitOfWork.run(async (tx) => {
        await tx.staffCredentials.open(MEMBER.id);
        await tx.staffCredentials.save(stored);
      });
      expect(await find()).toEqual(stored);
      expect(await storage.unitOfWork.read((tx) => tx.staffCredentials.findAll([MEMBER.id, 'x']))).toEqual([
        stored,
      ]);
    });

    it('counts what many do at once, one after the other (PR9)', async () => {
      await Promise.all(Array.from({ length: 8 }, miss));
      expect(await find()).toMatchObject({ misses: 8 });
    });

    it('lets a link be used once, by one of two, and ends it with the next', async () => {
      await storage.unitOfWork.run((tx) => tx.staffCredentials.insertLink(LINK));
      const { tokenHash } = LINK;
      const use = () => storage.unitOfWork.run((tx) => tx.staffCredentials.useLink(tokenHash, NOW));
      const has = (now: number) =>
        storage.unitOfWork.read((tx) => tx.staffCredentials.hasLink(MEMBER.id, now));
      expect(await storage.unitOfWork.read((tx) => tx.staffCredentials.findLink(tokenHash))).toEqual(LINK);
      expect([await has(NOW), await has(LINK.expiresAt)]).toEqual([true, false]);
      expect((await Promise.all([use(), use()])).filter(Boolean)).toHaveLength(1);
      expect(await has(NOW)).toBe(false);
      const second = { ...LINK, tokenHash: 'c'.repeat(64) };
      await storage.unitOfWork.run((tx) => tx.staffCredentials.insertLink(second));
      await storage.unitOfWork.run((tx) => tx.staffCredentials.endLinks(MEMBER.id, NOW));
      expect(await has(NOW)).toBe(false);
    });

    it('goes with its owner’s place on the list', async () => {
      await miss();
      await storage.unitOfWork.run((tx) => tx.staffCredentials.insertLink(LINK));
      const remove = () => storage.unitOfWork.run((tx) => tx.staffCredentials.removeStrangers());
      expect(await remove()).toBe(0);
      await storage.unitOfWork.run((tx) => tx.staff.replaceAll([{ ...MEMBER, id: 'staff-2' }]));
      expect(await remove()).toBe(1);
      expect(await find()).toBeNull();
      expect(await storage.unitOfWork.read((tx) => tx.staffCredentials.findLink(LINK.tokenHash))).toBeNull();
    });
  });
});
