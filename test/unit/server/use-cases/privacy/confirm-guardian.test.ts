import { askGuardian } from '../../../../../server/use-cases/privacy/ask-guardian';
import {
  answerGuardianCode,
  answerGuardianLink,
  viewGuardianRequest,
} from '../../../../../server/use-cases/privacy/confirm-guardian';
import { heldAnswersOf, holdAnswers } from '../../../../../server/use-cases/privacy/held-answers';
import type { Account } from '../../../../../server/use-cases/ports/accounts';
import { noticeOf } from '../../../../../shared/domain/season';
import { accountWorld, type AccountWorld } from '../../../../support/account-world';
import { registrationOf } from '../../../../support/embedded-context';
import { residentIdOf } from '../../../../support/ids';

const NUMBER = residentIdOf({ birthDate: '2015-03-15' });
const HELD = { documentType: 'resident_id', documentNumber: NUMBER } as const;
const GUARDIAN = { name: '林大山', relation: '父亲', mobile: '13900139000' };

let world: AccountWorld;
let child: Account;
let registrationId: string;
beforeEach(async () => {
  world = await accountWorld();
  child = await world.passport();
  const draft = registrationOf(world.context, { accountId: child.id, seasonId: world.season.id });
  registrationId = draft.id;
  await world.context.unitOfWork.run((tx) => tx.registrations.insert(draft));
});
afterEach(() => world.close());

const ask = (changes: Partial<typeof GUARDIAN> = {}) =>
  world.context.unitOfWork.run((tx) =>
    askGuardian(tx, world.context, { account: child, ...GUARDIAN, ...changes }),
  );

/** Holds the answers, asks, and reads the guardian's SMS. */
async function asked() {
  await holdAnswers(world.context, child.id, HELD);
  await ask();
  await world.sent('verification.requested');
  return {
    ...world.received(GUARDIAN.mobile),
    textVersion: noticeOf(world.season, 'guardian_consent')!.version,
  };
}

const consents = () => world.read((tx) => tx.consents.listOf(child.id));
const answers = async () => (await world.read((tx) => tx.registrations.find(registrationId)))?.answers;

describe('askGuardian', () => {
  it('sends a link to the guardian; the number stays out of the database (PR2)', async () => {
    await holdAnswers(world.context, child.id, HELD);

    expect(await ask()).toEqual({ ok: true });

    const [row] = await world.sent('verification.requested');
    expect(row!.payload).toMatchObject({ purpose: 'guardian_consent', via: 'mobile' });
    expect(JSON.stringify(row!.payload)).not.toContain(GUARDIAN.mobile);
    expect(await answers()).toEqual({});
    expect(await consents()).toEqual([]);
  });

  it('sends nothing when nothing waits', async () => {
    expect(await ask()).toMatchObject({ ok: false, why: 'refused' });
    expect(await world.sent('verification.requested')).toEqual([]);
  });

  it.each([
    [{ name: '<b>' }, 'name'],
    [{ relation: '' }, 'field.required'],
    [{ mobile: '0591-87654321' }, 'mobile.'],
  ])('refuses %j', async (changes, code) => {
    await holdAnswers(world.context, child.id, HELD);

    expect(await ask(changes)).toMatchObject({
      why: 'invalid',
      field: 'guardian',
      problem: { code: expect.stringContaining(code) },
    });
  });
});

describe('viewGuardianRequest', () => {
  it('shows the whole text and masked names, and uses nothing up (PR2, PR7)', async () => {
    const { token } = await asked();

    const view = await viewGuardianRequest(world.context, { token });

    expect(view).toMatchObject({ ok: true, guardian: '林**', relation: '父亲' });
    expect(view).toMatchObject({ notice: noticeOf(world.season, 'guardian_consent') });
    expect(await viewGuardianRequest(world.context, { token })).toEqual(view);
  });
});

describe('answerGuardianLink', () => {
  it('stores who agreed to which version, and moves what was held into the draft (PR1, PR2)', async () => {
    const { token, textVersion } = await asked();

    const answered = await answerGuardianLink(world.context, { token, agrees: true, textVersion });

    expect(answered).toMatchObject({ ok: true, agreed: true, saved: true });
    expect(await consents()).toMatchObject([
      { noticeId: 'guardian_consent', textVersion, channel: 'page', guardian: GUARDIAN, withdrawnAt: null },
    ]);
    expect(await answers()).toMatchObject({ documentNumber: NUMBER, birthDate: '2015-03-15' });
    expect(await heldAnswersOf(world.context, child.id)).toBeNull();
    expect(await world.sent('chat.resume_requested')).toHaveLength(1);
  });

  it('keeps nothing but the refusal (PR2)', async () => {
    const { token, textVersion } = await asked();

    const answered = await answerGuardianLink(world.context, { token, agrees: false, textVersion });

    expect(answered).toMatchObject({ ok: true, agreed: false, saved: false });
    expect(await consents()).toEqual([]);
    expect(await answers()).toEqual({});
    expect(await heldAnswersOf(world.context, child.id)).toBeNull();
    const left = await world.read((tx) => tx.verifications.latestOf(child.id, 'guardian_consent'));
    expect(left).toMatchObject({ target: '', about: null });
    expect(await world.sent('chat.resume_requested')).toHaveLength(1);
  });

  it('keeps the consent when what was held is lost; the document is asked again', async () => {
    const { token, textVersion } = await asked();
    await world.context.sessions.remove(`held:${child.id}`);

    const answered = await answerGuardianLink(world.context, { token, agrees: true, textVersion });

    expect(answered).toMatchObject({ ok: true, agreed: true, saved: false });
    expect(await consents()).toHaveLength(1);
  });

  it('keeps the consent when what was held does not fit', async () => {
    const { token, textVersion } = await asked();
    await holdAnswers(world.context, child.id, { ...HELD, documentNumber: '123' });

    const answered = await answerGuardianLink(world.context, { token, agrees: true, textVersion });

    expect(answered).toMatchObject({ ok: true, agreed: true, saved: false });
    expect(await consents()).toHaveLength(1);
    expect(await answers()).toEqual({});
  });

  it('takes one answer', async () => {
    const { token, textVersion } = await asked();
    await answerGuardianLink(world.context, { token, agrees: false, textVersion });

    const again = await answerGuardianLink(world.context, { token, agrees: true, textVersion });

    expect(again).toEqual({ ok: false, code: 'link.used' });
    expect(await consents()).toEqual([]);
  });

  it('takes no consent to a text that was not shown, and leaves the link usable', async () => {
    const { token, textVersion } = await asked();

    const changed = await answerGuardianLink(world.context, { token, agrees: true, textVersion: 'older' });

    expect(changed).toEqual({ ok: false, code: 'notice.changed' });
    expect(await answerGuardianLink(world.context, { token, agrees: true, textVersion })).toMatchObject({
      ok: true,
    });
  });
});

describe('answerGuardianCode', () => {
  it('takes the code of the SMS in the mini program (PR2)', async () => {
    const { code, textVersion } = await asked();
    const answer = { account: child, agrees: true, textVersion };

    const wrong = await answerGuardianCode(world.context, {
      ...answer,
      code: code === '000000' ? '1' : '000000',
    });
    const right = await answerGuardianCode(world.context, { ...answer, code });

    expect(wrong).toEqual({ ok: false, code: 'code.wrong', params: { left: 4 } });
    expect(right).toMatchObject({ ok: true, saved: true });
    expect(await consents()).toMatchObject([{ channel: 'mini_program' }]);
  });
});
