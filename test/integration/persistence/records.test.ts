import type { Season } from '../../../shared/domain/season';
import type { Storage } from '../../../server/persistence/storage';
import type { StaffMember } from '../../../server/use-cases/ports/review';
import { forEachEngine } from '../../support/engines';
import { nextId, NOW, openTestStorage } from './support';

/** Only what storage looks at; the rest of a season is carried as it is. */
function season(changes: Partial<Season>): Season {
  return {
    id: '35-78',
    version: 1,
    examTo: '2026-03-30',
    hotline: { zh: '话'.repeat(60_000), en: '' },
    ...changes,
  } as Season;
}

function member(changes: Partial<StaffMember> = {}): StaffMember {
  return {
    id: nextId('staff'),
    userid: nextId('userid'),
    email: null,
    name: '林',
    roles: ['reviewer'],
    siteCodes: ['350101'],
    onDuty: true,
    mobileHash: null,
    documentHash: null,
    ...changes,
  };
}

describe('seasons, staff, reviews and records', () => {
  forEachEngine(({ fresh }) => {
    let storage: Storage;
    beforeAll(async () => {
      storage = await openTestStorage(await fresh());
    });
    afterAll(() => storage.close());

    it('puts the newest version of a season in force and offers those that are not over (S1)', async () => {
      const first = season({});
      const second = season({ version: 2, examTo: '2026-03-31' });
      const old = season({ id: '44-77', examTo: '2025-09-20' });
      await storage.unitOfWork.run(async (tx) => {
        expect(await tx.seasons.find('35-78')).toBeNull();
        await tx.seasons.save(first, 'digest-1', NOW);
        await tx.seasons.save(old, 'digest-0', NOW);
        expect(await tx.seasons.find('35-78')).toEqual(first);
        await tx.seasons.save(second, 'digest-2', NOW);
        expect(await tx.seasons.find('35-78')).toEqual(second);
        expect(await tx.seasons.digestOf('35-78')).toBe('digest-2');
        expect(await tx.seasons.listAll()).toEqual([second, old]);
        expect(await tx.seasons.listCurrent(Date.parse('2026-03-31T23:59:59+08:00'))).toEqual([second]);
        expect(await tx.seasons.listCurrent(Date.parse('2026-04-01T00:00:00+08:00'))).toEqual([]);
      });
    });

    it('replaces the staff list and says what changed', async () => {
      const [kept, moved, gone] = [member(), member({ roles: ['lead', 'support'] }), member()];
      await storage.unitOfWork.run(async (tx) => {
        expect(await tx.staff.replaceAll([kept, moved, gone])).toMatchObject({
          added: 3,
          changed: 0,
          removed: 0,
        });
        const next = { ...moved, siteCodes: ['350102', '350103'] };
        expect(
          await tx.staff.replaceAll([kept, next, member({ siteCodes: [], roles: ['auditor'] })]),
        ).toMatchObject({
          added: 1,
          changed: 1,
          removed: 1,
        });
        expect(await tx.staff.find(kept.id)).toEqual(kept);
        expect(await tx.staff.findByUserid(kept.userid!.toUpperCase())).toEqual(kept);
        expect(await tx.staff.reviewersOf('350101')).toEqual([kept]);
        expect(await tx.staff.reviewersOf('350103')).toEqual([next]);
        expect(await tx.staff.withRole('support')).toEqual([next]);
      });
    });

    it('keeps cards and looks of reviewers', async () => {
      const card = {
        taskId: nextId('task'),
        registrationId: nextId('registration'),
        revision: 1,
        userid: 'reviewer',
        responseCode: null,
        sentAt: NOW,
        settledAt: null,
      };
      await storage.unitOfWork.run(async (tx) => {
        expect(await tx.cards.insert(card)).toBe(true);
        expect(await tx.cards.insert(card)).toBe(false);
        await tx.cards.setResponseCode(card.taskId, 'code');
        expect(await tx.cards.openOf(card.registrationId)).toEqual([{ ...card, responseCode: 'code' }]);
        expect(await tx.cards.countOpenOf('reviewer', 1)).toBe(1);
        await tx.cards.settle(card.taskId, NOW);
        await tx.cards.settle(card.taskId, NOW + 1);
        expect(await tx.cards.openOf(card.registrationId)).toEqual([]);
        expect(await tx.cards.countOpenOf('reviewer', 1)).toBe(0);
        expect((await tx.cards.find(card.taskId))?.settledAt).toBe(NOW);
        const view = { registrationId: card.registrationId, revision: 1, staffId: 's', at: NOW };
        await tx.views.add(view);
        await tx.views.add({ ...view, at: NOW + 1 });
        expect(await tx.views.has(card.registrationId, 1, 's')).toBe(true);
        expect(await tx.views.has(card.registrationId, 2, 's')).toBe(false);
      });
    });

    it('begins an idempotent call once and gives back its answer', async () => {
      const call = {
        caller: 'account-1',
        key: nextId('key'),
        route: 'POST /x',
        requestHash: 'h',
        response: null,
        createdAt: NOW,
      };
      const begun = await Promise.all(
        Array.from({ length: 5 }, () => storage.unitOfWork.run((tx) => tx.idempotency.begin(call))),
      );
      expect(begun.filter(Boolean)).toHaveLength(1);
      const response = { status: 201, body: '{"a":"好"}' };
      await storage.unitOfWork.run((tx) => tx.idempotency.finish(call.caller, call.key, response));
      const found = await storage.unitOfWork.read((tx) => tx.idempotency.find(call.caller, call.key));
      expect(found).toEqual({ ...call, response });
    });

    it('keeps photos and tickets; an import replaces the tickets of the registrations it names (S52)', async () => {
      const [one, two] = [nextId('registration'), nextId('registration')];
      const ticket = (registrationId: string, subjectCode: string, seat: string) => ({
        registrationId,
        subjectCode,
        ticketNumber: `78350101${seat}`,
        startsAt: NOW,
        room: '3 号机房',
        seat,
      });
      const photo = {
        id: nextId('photo'),
        registrationId: one,
        accountId: 'account-1',
        fileName: 'a.sealed',
        bytes: 30_000,
        measurements: { widthPx: 300 } as never,
        findings: [{ code: 'photo.blurred' as const, params: { sharpness: 3 } }],
        perceptualHash: 'ff00',
        createdAt: NOW,
      };
      await storage.unitOfWork.run(async (tx) => {
        await tx.tickets.replaceAll([ticket(one, '24', '01'), ticket(two, '24', '02')]);
        await tx.tickets.replaceAll([ticket(one, '14', '03')]);
        expect(await tx.tickets.listOf(one)).toEqual([ticket(one, '14', '03')]);
        expect(await tx.tickets.listOf(two)).toHaveLength(1);
        await tx.photos.insert(photo);
        expect(await tx.photos.find(photo.id)).toEqual(photo);
        expect(await tx.photos.countSameElsewhere('ff00', 'account-1')).toBe(0);
        expect(await tx.photos.countSameElsewhere('ff00', 'account-2')).toBe(1);
        await tx.photos.remove(photo.id);
        expect(await tx.photos.find(photo.id)).toBeNull();
      });
    });
  });
});
