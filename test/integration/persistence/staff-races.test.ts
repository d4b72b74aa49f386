import type { Storage } from '../../../server/persistence/storage';
import { codeAt, createOneTimeCodes } from '../../../server/secrets/one-time-codes';
import type { Context } from '../../../server/use-cases/context';
import { importStaff } from '../../../server/use-cases/staff/import-staff';
import { enterLeave } from '../../../server/use-cases/staff/plan-leave';
import type { StaffMember } from '../../../server/use-cases/ports/review';
import { checkCode } from '../../../server/use-cases/staff/second-factor';
import { forEachEngine } from '../../support/engines';
import { keyedHash, nextId, NOW, openTestStorage } from './support';

const MEMBER: StaffMember = {
  ...{ id: 'staff-1', userid: 'li', email: null, name: '李老师', roles: ['reviewer'], siteCodes: ['350101'] },
  ...{ onDuty: true, mobileHash: null, documentHash: null },
};
const AT_ONCE = 6;

describe('Members of staff who do one thing twice at once', () => {
  forEachEngine(({ fresh }) => {
    let storage: Storage;
    let context: Context;
    beforeEach(async () => {
      storage = await openTestStorage(await fresh());
      const secrets = { tokenHash: (token: string) => token } as Context['secrets'];
      const { unitOfWork } = storage;
      context = { clock: { now: () => NOW }, newId: () => nextId('x'), hash: keyedHash, secrets, unitOfWork };
      await unitOfWork.run((tx) => tx.staff.replaceAll([MEMBER]));
    });
    afterEach(() => storage.close());

    const atOnce = <T>(work: (n: number) => Promise<T>): Promise<T[]> =>
      Promise.all(Array.from({ length: AT_ONCE }, (_, n) => work(n)));

    it('are away once, and never twice in the same days', async () => {
      const [from, delegateId] = ['2026-03-10', null];
      const same = await atOnce(() =>
        enterLeave(context, { member: MEMBER, staffId: 'staff-1', from, until: '2026-03-12', delegateId }),
      );
      expect(same.map(({ kind }) => kind)).toEqual(same.map(() => 'entered'));
      const others = await atOnce((n) =>
        enterLeave(context, {
          ...{ member: MEMBER, staffId: 'staff-1', delegateId },
          ...{ from: `2026-04-1${n}`, until: '2026-04-20' },
        }),
      );
      expect(others.filter(({ kind }) => kind === 'entered')).toHaveLength(1);
      const leaves = await storage.unitOfWork.read((tx) => tx.leaves.aheadOf(['staff-1'], NOW));
      expect(leaves).toHaveLength(2);
      const audited = await storage.unitOfWork.read((tx) => tx.audit.list({ beforeSeq: null, limit: 20 }));
      expect(audited.map(({ action }) => action)).toEqual(['staff.leave_entered', 'staff.leave_entered']);
    });

    it('import different lists, of which one stands whole, and each of them tells what it changed itself', async () => {
      const person = (name: string) => ({ name, userid: name, roles: ['administrator'] });
      const texts = Array.from({ length: AT_ONCE }, (_, n) => {
        const own = Array.from({ length: 20 }, (_one, at) => person(`of-${n}-${at}`));
        return JSON.stringify({ staff: [person('everywhere'), ...own] });
      });
      const actor = { role: 'system', id: 'import', channel: 'command' } as const;
      const importing = { ...context, oneTimeCodes: createOneTimeCodes() };
      await importStaff(importing, { text: texts[0] ?? '', actor });
      for (let round = 0; round < 5; round += 1) {
        const done = await atOnce((n) => importStaff(importing, { text: texts[n] ?? '', actor }));
        expect(done.map(({ ok }) => ok)).toEqual(done.map(() => true));
        const staff = await storage.unitOfWork.read((tx) => tx.staff.list());
        expect(staff).toHaveLength(21);
        const lists = staff.map(({ userid }) => userid?.split('-')[1]).filter(Boolean);
        expect(new Set(lists).size).toBe(1);
        // Each saw one whole list of before, of as many people.
        expect(done.map((one) => one.ok && one.added - one.removed)).toEqual(done.map(() => 0));
      }
    });

    it('import the first list, of which one stands whole, also where no person is on two of them', async () => {
      const actor = { role: 'system', id: 'import', channel: 'command' } as const;
      const importing = { ...context, oneTimeCodes: createOneTimeCodes() };
      for (let round = 0; round < 5; round += 1) {
        await storage.unitOfWork.run((tx) => tx.staff.replaceAll([]));
        const done = await atOnce((n) => {
          const own = Array.from({ length: 20 }, (_one, at) => `first-${n}-${at}`);
          const staff = own.map((name) => ({ name, userid: name, roles: ['administrator'] }));
          return importStaff(importing, { text: JSON.stringify({ staff }), actor });
        });
        expect(done.map(({ ok }) => ok)).toEqual(done.map(() => true));
        const staff = await storage.unitOfWork.read((tx) => tx.staff.list());
        expect(staff).toHaveLength(20);
        expect(new Set(staff.map(({ userid }) => userid?.split('-')[1])).size).toBe(1);
      }
    });

    it('prove the second factor by one code once, and count every wrong one (PR9)', async () => {
      const oneTimeCodes = createOneTimeCodes();
      const totpSecret = oneTimeCodes.newSecret();
      await storage.unitOfWork.run(async (tx) => {
        const credentials = await tx.staffCredentials.open(MEMBER.id);
        await tx.staffCredentials.save({ ...credentials, totpSecret });
      });
      const check = (code: string) =>
        storage.unitOfWork.run((tx) => checkCode(tx, { ...context, oneTimeCodes }, { member: MEMBER, code }));
      const right = codeAt(totpSecret, Math.floor(NOW / 30_000));
      const proved = await atOnce(() => check(right));
      expect(proved.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await check('000000')).toMatchObject({ ok: false, code: 'locked' });
    });

    it('use a mailed link once', async () => {
      const link = { tokenHash: 't', staffId: MEMBER.id, purpose: 'invitation' as const, totpSecret: 's' };
      await storage.unitOfWork.run((tx) =>
        tx.staffCredentials.insertLink({ ...link, createdAt: NOW, expiresAt: NOW + 1, usedAt: null }),
      );
      const used = await atOnce(() =>
        storage.unitOfWork.run((tx) => tx.staffCredentials.useLink(link.tokenHash, NOW)),
      );
      expect(used.filter(Boolean)).toHaveLength(1);
    });
  });
});
