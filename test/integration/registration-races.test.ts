import { createSecretKey, randomBytes } from 'node:crypto';
import type { Storage } from '../../server/persistence/storage';
import { createSecrets } from '../../server/secrets/random-secrets';
import { applyPlatformOrder } from '../../server/use-cases/payments/apply-payment';
import type { Changed } from '../../server/use-cases/registrations/change-registration';
import { closeOrder } from '../../server/use-cases/payments/close-order';
import { deleteRegistration } from '../../server/use-cases/registrations/delete-registration';
import { endByTime } from '../../server/use-cases/registrations/end-by-time';
import { openAccount } from '../../server/use-cases/accounts/open-account';
import { replanSeason } from '../../server/use-cases/seasons/replan-season';
import { startRegistration } from '../../server/use-cases/registrations/start-registration';
import { submitForReview } from '../../server/use-cases/registrations/submit-for-review';
import { submitInformation } from '../../server/use-cases/registrations/submit-information';
import { ID_RANDOM_BYTES, idOf } from '../../shared/domain/ids';
import { forEachEngine } from '../support/engines';
import { answersOf, CANDIDATE, moneyWorld, type MoneyWorld } from '../support/money-world';
import { OTHER_SITE, REVIEWING_SITE, smallSeason } from '../support/season';
import { keyedHash, openTestStorage } from './persistence/support';

const NOW = Date.parse('2027-01-02T10:00:00+08:00');

const outcomes = (results: Changed[]): string[] =>
  results.map((result) => (result.ok ? 'ok' : result.why)).toSorted();

describe('one registration, several hands', () => {
  forEachEngine(({ fresh }) => {
    let storage: Storage;
    let world: MoneyWorld;
    beforeEach(async () => {
      storage = await openTestStorage(await fresh());
      const clock = { at: NOW };
      const basis = {
        clock: { now: () => clock.at },
        unitOfWork: storage.unitOfWork,
        secrets: createSecrets(createSecretKey(randomBytes(32))),
        hash: keyedHash,
        newId: () => idOf(clock.at, randomBytes(ID_RANDOM_BYTES)),
        queue: storage.queue,
      };
      const sites = { [OTHER_SITE]: { capacity: 3, subjects: { '15': 3, '65': null, '17': null } } };
      world = await moneyWorld(basis, clock, smallSeason({ now: NOW, sites }));
    });
    afterEach(() => storage.close());

    const told = (about: string): number =>
      world.sent.filter(({ payload }) => payload.about === about).length;
    const taken = async (code: string | null): Promise<number | undefined> => {
      const counts = await world.read((tx) => tx.seats.counts(world.season.id, OTHER_SITE));
      return counts.find((count) => count.subjectCode === code)?.taken;
    };
    const remove = (id: string) =>
      world.act(id, CANDIDATE, (tx, target) =>
        deleteRegistration(tx, world.context, { ...target, reason: '我选错了考点' }),
      );
    const submit = (id: string) =>
      world.act(id, CANDIDATE, (tx, target) =>
        submitInformation(tx, world.context, { ...target, promised: true }),
      );
    const pending = async () => {
      const { id } = await world.ready({ siteCode: REVIEWING_SITE });
      await world.act(id, CANDIDATE, (tx, target) => submitForReview(tx, world.context, target));
      return id;
    };

    it('begins one registration for an account that begins two at once, and resumes it for the other call', async () => {
      const accountId = world.context.newId();
      const begin = () =>
        world.context.unitOfWork.run((tx) =>
          startRegistration(tx, world.context, {
            accountId,
            season: world.season,
            actor: { role: 'candidate', id: accountId, channel: 'mini_program' },
          }),
        );
      const begun = await Promise.all([begin(), begin(), begin()]);
      expect(begun.every((one) => one.ok)).toBe(true);
      expect(begun.filter((one) => one.ok && one.resumed)).toHaveLength(2);
      expect(await world.read((tx) => tx.registrations.listOf(accountId))).toHaveLength(1);
    });

    it('begins one account for a phone that does two things at once', async () => {
      const login = {
        tokenHash: 'a'.repeat(64),
        accountId: null,
        openid: 'o-two-at-once',
        unionid: 'u-two-at-once',
        createdAt: NOW,
        expiresAt: NOW + 1000,
      };
      await world.context.unitOfWork.run((tx) => tx.logins.insert(login));
      const open = () => world.context.unitOfWork.run((tx) => openAccount(tx, world.context, login));
      const opened = await Promise.all([open(), open(), open()]);
      expect(new Set(opened.map((account) => account.id)).size).toBe(1);
      const bound = await world.read((tx) => tx.identities.listOf(opened[0]!.id));
      expect(bound.map((one) => one.kind).toSorted()).toEqual(['openid', 'unionid']);
    });

    it('takes one decision of two reviewers', async () => {
      const id = await pending();
      const results = await Promise.all([world.decide(id, 'approved'), world.decide(id, 'rejected')]);
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      await world.drain();
      const { state, decision } = await world.find(id);
      expect(state).toBe(decision?.outcome);
      expect(told('review.approved') + told('review.rejected')).toBe(1);
    });

    it('leaves one plan where a season is planned anew beside a decision (promise 9)', async () => {
      const id = await pending();
      let tellPlanned = (): void => undefined;
      const isPlanned = new Promise<void>((resolve) => (tellPlanned = resolve));
      const deciding = isPlanned.then(() => world.decide(id, 'approved'));
      const { unitOfWork } = world.context;
      // The plan is made and not yet committed while the decision begins.
      const run: typeof unitOfWork.run = (work) =>
        unitOfWork.run(async (tx) => {
          const result = await work(tx);
          tellPlanned();
          for (let look = 0; look < 20; look += 1) await tx.registrations.listOf('nobody');
          return result;
        });
      const slow = { ...world.context, unitOfWork: { ...unitOfWork, run } };
      expect(await replanSeason(slow, world.season.id)).toBe(1);
      expect((await deciding).ok).toBe(true);

      const planned = await world.read((tx) => tx.outbox.listOf([`due:${id}`]));
      expect(planned.filter(({ topic }) => topic === 'registration.due')).toHaveLength(1);
      const kinds = planned.flatMap(({ payload }) => (payload.kind ? [payload.kind] : []));
      expect(new Set(kinds)).toEqual(new Set(['payment_due']));
    });

    it('gives the last three places to exactly three of eight candidates', async () => {
      const drafts = await Promise.all(Array.from({ length: 8 }, () => world.draft()));
      const results = await Promise.all(drafts.map(({ id }) => submit(id)));
      expect(outcomes(results)).toEqual([
        ...Array<string>(3).fill('ok'),
        ...Array<string>(5).fill('seats_full'),
      ]);
      expect([await taken(null), await taken('15'), await taken('65')]).toEqual([3, 3, 3]);
    });

    it('lets one document into the sitting once, whichever of two accounts is faster', async () => {
      const same = answersOf(99);
      const drafts = await Promise.all([world.draft(same), world.draft(same)]);
      const results = await Promise.all(drafts.map(({ id }) => submit(id)));
      expect(outcomes(results)).toEqual(['duplicate_document', 'ok']);
    });

    it('submits twice as once', async () => {
      const { id } = await world.draft();
      const results = await Promise.all([submit(id), submit(id)]);
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      expect(await taken(null)).toBe(1);
    });

    it('opens one order for two presses', async () => {
      const { id } = await world.ready();
      const started = await Promise.all([
        world.pay(id, ['15']),
        world.pay(id, ['15']),
        world.pay(id, ['15']),
      ]);
      expect(started.filter((one) => one.ok).length).toBeGreaterThan(0);
      const orders = await world.read((tx) => tx.orders.listOf(id));
      expect(orders).toHaveLength(1);
      expect(world.platform.payable()).toHaveLength(1);
      expect(await world.find(id)).toMatchObject({ state: 'paying', openOrderId: orders[0]?.id });
    });

    it('applies one payment that is told five times at once', async () => {
      const { id } = await world.ready();
      const started = await world.pay(id, ['15', '65']);
      if (!started.ok) throw new Error(started.why);
      const notice = world.platform.pay(started.order.id)!;
      const applied = await Promise.all(
        Array.from({ length: 5 }, () => applyPlatformOrder(world.context, notice)),
      );
      expect(applied.toSorted()).toEqual(['honoured', 'repeat', 'repeat', 'repeat', 'repeat']);
      await world.drain();
      expect(told('payment.received')).toBe(1);
    });

    it('ends delete against pay against notify with the money and the state in one tale', async () => {
      const { id } = await world.ready();
      const started = await world.pay(id, ['15', '65']);
      if (!started.ok) throw new Error(started.why);
      const notice = world.platform.pay(started.order.id)!;
      await Promise.all([
        remove(id),
        applyPlatformOrder(world.context, notice),
        closeOrder(world.context, started.order.id),
        world.pay(id, ['15', '65']),
      ]);
      await world.pass(10 * 60_000);
      expect(await world.find(id)).toMatchObject({
        state: 'paid',
        openOrderId: null,
        deleteRequestedAt: null,
      });
      expect(world.platform.balance([started.order.id])).toBe(19_500);
      expect(await taken('15')).toBe(1);
      expect([told('payment.received'), told('registration.deleted')]).toEqual([1, 0]);
    });

    it('deletes or opens an order, never both', async () => {
      const { id } = await world.ready();
      await Promise.all([remove(id), world.pay(id, ['15']), remove(id)]);
      await world.pass(40 * 60_000);
      const { state, seat } = await world.find(id);
      expect(world.platform.payable()).toEqual([]);
      expect([state, seat === null, await taken(null)]).toEqual(
        state === 'deleted' ? ['deleted', true, 0] : ['ready', false, 1],
      );
      expect(told('registration.deleted')).toBe(Number(state === 'deleted'));
    });

    it('approves what was shown, or refuses: a new photo is another revision', async () => {
      const { id } = await world.ready({ siteCode: REVIEWING_SITE });
      const { revision } = await world.find(id);
      const submitted = world.act(id, CANDIDATE, (tx, target) => submitForReview(tx, world.context, target));
      const [, photo, approved] = await Promise.all([
        submitted,
        world.photo(id),
        world.decide(id, 'approved', revision),
      ]);
      const after = await world.find(id);
      expect(approved.ok).toBe(after.state === 'approved');
      if (approved.ok) expect(after.revision).toBe(revision);
      if (photo.ok) expect(after.revision).toBe(revision + 1);
    });

    it('expires or honours at the due, and the seat follows', async () => {
      const { id } = await world.ready();
      const started = await world.pay(id, ['15', '65']);
      if (!started.ok) throw new Error(started.why);
      const notice = world.platform.pay(started.order.id)!;
      world.clock.at = world.season.paymentEndsAt;
      await Promise.all([
        applyPlatformOrder(world.context, notice),
        endByTime(world.context, id),
        closeOrder(world.context, started.order.id),
      ]);
      await world.drain();
      expect((await world.find(id)).state).toBe('paid');
      expect(await taken(null)).toBe(1);
    });
  });
});
