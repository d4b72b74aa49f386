import type { State } from '../../../../../shared/domain/lifecycle';
import type { Actor, Answers } from '../../../../../shared/domain/registration';
import type { NoticeId } from '../../../../../shared/domain/season';
import { holdAnswers, heldAnswersOf } from '../../../../../server/use-cases/privacy/held-answers';
import { tickNotice, ticksInForce } from '../../../../../server/use-cases/privacy/ticks';
import { liveKeyOf } from '../../../../../server/use-cases/chat/live-session';
import { withdrawConsent, withdrawOnPage } from '../../../../../server/use-cases/privacy/withdraw-consent';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';
import { registrationOf } from '../../../../support/embedded-context';
import { residentIdOf } from '../../../../support/ids';
import { OTHER_SITE } from '../../../../support/season';

const ANSWERS: Answers = {
  documentType: 'resident_id',
  documentNumber: residentIdOf({}),
  birthDate: '2005-03-15',
  sex: 'male',
  name: '林小明',
  occupation: 'student',
  siteCode: OTHER_SITE,
};

let world: AccountWorld;
let actor: Actor;
let accountId: string;
beforeEach(async () => {
  world = await accountWorld();
  ({ id: accountId } = await world.passport());
  actor = { role: 'candidate', id: accountId, channel: 'chat' };
});
afterEach(() => world.close());

async function registered(state: State, photoId: string | null = null) {
  const { context, season } = world;
  const registration = registrationOf(context, {
    accountId,
    seasonId: season.id,
    state,
    answers: ANSWERS,
    photoId,
  });
  await context.unitOfWork.run((tx) => tx.registrations.insert(registration));
  return registration.id;
}

async function ticked(noticeId: NoticeId) {
  const { context, season } = world;
  const textVersion = season.notices.find((notice) => notice.id === noticeId)!.version;
  await context.unitOfWork.run((tx) =>
    tickNotice(tx, context, { accountId, season, noticeId, textVersion, actor }),
  );
}

async function withdraw(noticeId: NoticeId) {
  const account = await world.account(accountId);
  return world.context.unitOfWork.run((tx) =>
    withdrawConsent(tx, world.context, { account, noticeId, actor }),
  );
}

const inForce = () =>
  world.read(async (tx) => ticksInForce(await tx.consents.listOf(accountId), world.season));
const find = (id: string) => world.read((tx) => tx.registrations.find(id));

describe('withdrawConsent', () => {
  it('returns the seat that an erased draft took over', async () => {
    await ticked('general_consent');
    const { context, season } = world;
    const seat = { siteCode: OTHER_SITE, subjectCodes: ['15'] };
    const draft = registrationOf(context, { accountId, seasonId: season.id, answers: ANSWERS, seat });
    await context.unitOfWork.run(async (tx) => {
      await tx.registrations.insert(draft);
      await tx.seats.take(season.id, seat);
    });

    expect(await withdraw('general_consent')).toEqual({ ok: true });

    expect((await find(draft.id))?.seat).toBeNull();
    const counts = await world.read((tx) => tx.seats.counts(season.id, OTHER_SITE));
    expect(counts.map(({ taken }) => taken)).toEqual(counts.map(() => 0));
  });

  it('takes the consent back and erases what it covered from a draft (PR1, PR14)', async () => {
    await ticked('general_consent');
    await ticked('sensitive_consent');
    const id = await registered('draft');

    expect(await withdraw('sensitive_consent')).toEqual({ ok: true });

    expect(await inForce()).toEqual(['general_consent']);
    expect((await find(id))?.answers).toEqual({ occupation: 'student', siteCode: OTHER_SITE });
  });

  it('erases every answer when the general consent is taken back', async () => {
    await ticked('general_consent');
    const id = await registered('draft');

    await withdraw('general_consent');

    expect(await find(id)).toMatchObject({ state: 'draft', answers: {} });
  });

  it.each(['saved', 'ready', 'rejected'] as const)(
    'deletes an unpaid registration in %s with its photo',
    async (state) => {
      await ticked('sensitive_consent');
      const id = await registered(state, 'photo-1');

      expect(await withdraw('sensitive_consent')).toEqual({ ok: true });

      const after = await find(id);
      expect(after).toMatchObject({ state: 'deleted', photoId: null });
      expect(JSON.stringify(after)).not.toContain(ANSWERS.documentNumber);
      expect(await world.sent('photo.replaced')).toMatchObject([{ payload: { photoId: 'photo-1' } }]);
    },
  );

  it.each([
    ['pending', 'state.pending_locked', 'delete_and_register_again'],
    ['approved', 'state.approved_locked', 'delete_and_register_again'],
    ['paying', 'state.paying_locked', 'close_order'],
    ['paid', 'state.paid_locked', 'contact_site'],
  ] as const)('explains what is possible in %s and changes nothing', async (state, code, remedy) => {
    await ticked('sensitive_consent');
    const id = await registered(state);

    expect(await withdraw('sensitive_consent')).toEqual({
      ok: false,
      why: 'refused',
      reasons: [{ code, remedy }],
    });

    expect(await inForce()).toEqual(['sensitive_consent']);
    expect((await find(id))?.answers).toEqual(ANSWERS);
  });

  it('erases what an ended registration kept for the next one', async () => {
    await ticked('sensitive_consent');
    const id = await registered('expired');

    await withdraw('sensitive_consent');

    expect((await find(id))?.answers).toEqual({ occupation: 'student', siteCode: OTHER_SITE });
  });

  it('drops what waits for a guardian (PR2)', async () => {
    await ticked('general_consent');
    await holdAnswers(world.context, accountId, {
      documentNumber: residentIdOf({ birthDate: '2015-03-15' }),
    });

    await withdraw('general_consent');

    expect(await heldAnswersOf(world.context, accountId)).toBeNull();
  });

  it('changes nothing the second time', async () => {
    await ticked('general_consent');
    await withdraw('general_consent');
    world.clock.at = NOW + 1;

    expect(await withdraw('general_consent')).toEqual({ ok: true });
  });

  it('does not take back what is no consent', async () => {
    await ticked('agreement');

    expect(await withdraw('agreement')).toMatchObject({
      ok: false,
      reasons: [{ code: 'state.not_possible' }],
    });
    expect(await inForce()).toEqual(['agreement']);
  });
});

describe('withdrawOnPage', () => {
  const withdrawThen = async (alongside: () => Promise<void>) =>
    withdrawOnPage(world.context, {
      account: await world.account(accountId),
      noticeId: 'sensitive_consent',
      actor,
      alongside,
    });

  it('forgets what waits in the chat for a yes, and what waits for a guardian (PR14)', async () => {
    const { sessions } = world.context;
    const key = liveKeyOf(world.context, { accountId });
    await ticked('sensitive_consent');
    await holdAnswers(world.context, accountId, { documentNumber: residentIdOf({}) });
    await sessions.save(key, '{"v":1,"unconfirmed":"林小明"}', 0, 60_000);
    const failing = withdrawThen(() => Promise.reject(new Error('the commit failed')));
    await expect(failing).rejects.toThrow('the commit failed');
    expect([await sessions.load(key), await heldAnswersOf(world.context, accountId)]).not.toContain(null);

    expect(await withdrawThen(() => Promise.resolve())).toEqual({ ok: true });
    expect([await sessions.load(key), await heldAnswersOf(world.context, accountId)]).toEqual([null, null]);
    expect(await world.sent('session.ended')).toHaveLength(1);
  });
});
