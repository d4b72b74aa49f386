import { answerGuardianLink } from '../../../../../server/use-cases/privacy/confirm-guardian';
import { askGuardian } from '../../../../../server/use-cases/privacy/ask-guardian';
import { actOnRegistration } from '../../../../../server/use-cases/registrations/act-on-registration';
import { giveAnswers } from '../../../../../server/use-cases/registrations/give-answers';
import { heldAnswersOf } from '../../../../../server/use-cases/privacy/held-answers';
import { performAct } from '../../../../../server/use-cases/chat/perform-act';
import type { Account } from '../../../../../server/use-cases/ports/accounts';
import { runWithSessions } from '../../../../../server/use-cases/accounts/sessions-after-commit';
import type { Answers, Registration } from '../../../../../shared/domain/registration';
import { noticeOf } from '../../../../../shared/domain/season';
import { accountWorld, type AccountWorld } from '../../../../support/account-world';
import { registrationOf } from '../../../../support/embedded-context';

const PASSPORT: Answers = { documentType: 'passport', documentNumber: 'E12345678' };
/** The kind of a document tells nobody who somebody is. */
const NOBODY = { documentType: 'passport' };
const BORN = '2015-03-15';

describe('holdForGuardian', () => {
  let world: AccountWorld;
  let child: Account;
  let draft: Registration;
  beforeEach(async () => {
    world = await accountWorld();
    child = await world.passport();
    draft = registrationOf(world.context, { accountId: child.id, seasonId: world.season.id });
    await world.context.unitOfWork.run((tx) => tx.registrations.insert(draft));
  });
  afterEach(() => world.close());

  const answers = async () => (await world.read((tx) => tx.registrations.find(draft.id)))?.answers;
  const held = () => heldAnswersOf(world.context, child.id);
  /** One answer after the other, each in its own turn of the chat. */
  const say = (given: Partial<Answers>) =>
    runWithSessions(world.context, async (tx, inUnit) => {
      const registration = await tx.registrations.find(draft.id);
      const subject = {
        account: child,
        actor: { role: 'candidate', id: child.id, channel: 'chat' },
        season: world.season,
        seasons: [world.season],
        registration,
        guardianGiven: false,
        held: await heldAnswersOf(inUnit, child.id),
        photo: null,
        externalUserId: null,
      } as const;
      const act = { kind: 'save_answers', answers: given } as const;
      return performAct(tx, inUnit, { subject: { ...subject, seasons: [...subject.seasons] }, act });
    });
  const sayAll = async (...all: Partial<Answers>[]) => {
    for (const given of all) expect(await say(given)).toEqual({ ok: true });
  };
  const agree = async (agrees: boolean) => {
    const guardian = { name: '林大山', relation: '父亲', mobile: '13900139000' };
    await world.context.unitOfWork.run((tx) =>
      askGuardian(tx, world.context, { account: child, ...guardian }),
    );
    await world.sent('verification.requested');
    const { token } = world.received(guardian.mobile);
    const textVersion = noticeOf(world.season, 'guardian_consent')!.version;
    return answerGuardianLink(world.context, { token, agrees, textVersion });
  };

  it('takes a passport number out of the draft once the birth date is a child’s (PR2)', async () => {
    await sayAll({ documentType: 'passport' }, { documentNumber: 'E12345678' }, { birthDate: BORN });
    expect(await answers()).toEqual(NOBODY);
    expect(await held()).toEqual({ ...PASSPORT, birthDate: BORN });
  });

  it('leaves nothing of a child whose guardian refuses (PR2)', async () => {
    await sayAll(PASSPORT, { birthDate: BORN });
    expect(await agree(false)).toMatchObject({ ok: true, agreed: false });
    expect([await answers(), await held()]).toEqual([NOBODY, null]);
  });

  it('leaves nothing either of what an answer of before had left in the draft (PR2)', async () => {
    await sayAll({ birthDate: BORN });
    await world.context.unitOfWork.run((tx) => tx.registrations.save({ ...draft, answers: PASSPORT }));
    await agree(false);
    expect(await answers()).toEqual(NOBODY);
  });

  it('puts all of it back once the guardian agrees (PR2)', async () => {
    await sayAll(PASSPORT, { birthDate: BORN });
    expect(await agree(true)).toMatchObject({ ok: true, saved: true });
    expect(await answers()).toMatchObject({ ...PASSPORT, birthDate: BORN });
    expect(await held()).toBeNull();
  });

  it('holds what else tells who the child is, given later (PR2)', async () => {
    await sayAll(PASSPORT, { birthDate: BORN }, { name: '林小雨' });
    expect(await answers()).toEqual(NOBODY);
    expect(await held()).toMatchObject({ ...PASSPORT, birthDate: BORN, name: '林小雨' });
  });

  it('lets go of all that waited when the person turns out to be older', async () => {
    await sayAll(PASSPORT, { birthDate: BORN }, { birthDate: '2005-03-15' });
    expect(await answers()).toMatchObject({ ...PASSPORT, birthDate: '2005-03-15' });
    expect(await held()).toBeNull();
  });

  it('does the same for a page', async () => {
    await sayAll(PASSPORT);
    for (const { id, version } of world.season.notices) {
      const tick = { accountId: child.id, seasonId: world.season.id, noticeId: id, textVersion: version };
      await world.context.unitOfWork.run((tx) =>
        tx.consents.add({
          ...tick,
          seasonId: id === 'general_consent' || id === 'sensitive_consent' ? null : tick.seasonId,
          id: world.context.newId(),
          channel: 'mini_program',
          givenAt: world.clock.at,
          withdrawnAt: null,
          guardian: null,
        }),
      );
    }
    await world.context.unitOfWork.run(async (tx) => {
      const given = (await tx.consents.listOf(child.id)).some(
        ({ noticeId }) => noticeId === 'guardian_consent',
      );
      if (given) await tx.consents.withdraw(child.id, 'guardian_consent', world.clock.at);
    });
    const acted = await actOnRegistration(world.context, {
      target: { account: child, registrationId: draft.id, expectedVersion: null, channel: 'mini_program' },
      work: (tx, found, inUnit) => giveAnswers(tx, inUnit, { found, answers: { birthDate: BORN } }),
    });
    expect(acted).toMatchObject({ ok: true, done: { heldForGuardian: true }, view: { guardian: 'needed' } });
    expect(await answers()).toEqual(NOBODY);
    expect(await held()).toMatchObject({ ...PASSPORT, birthDate: BORN });
  });
});
