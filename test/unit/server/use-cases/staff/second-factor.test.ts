import { codeAt, createOneTimeCodes } from '../../../../../server/secrets/one-time-codes';
import { memorySessionStore } from '../../../../../server/sessions/memory-session-store';
import type { StaffMember } from '../../../../../server/use-cases/ports/review';
import {
  beginEnrolment,
  confirmEnrolment,
  hasSecondFactor,
  LOCKED_MS,
  proveSecondFactor,
  SECOND_FACTOR_MS,
  SECOND_FACTOR_TRIES,
  secondFactorState,
  type SecondFactorContext,
} from '../../../../../server/use-cases/staff/second-factor';
import { startStaffSession, staffVisit } from '../../../../../server/use-cases/staff/sign-in-staff';
import { embeddedContext, type EmbeddedContext } from '../../../../support/embedded-context';

const NOW = Date.parse('2026-12-28T10:00:00+08:00');
const STEP_MS = 30_000;
const MEMBER: StaffMember = {
  ...{ id: 'staff-1', userid: 'li', email: null, name: '李老师', roles: ['lead'], siteCodes: ['350101'] },
  ...{ onDuty: true, mobileHash: null, documentHash: null },
};

describe('proveSecondFactor', () => {
  let embedded: EmbeddedContext;
  let context: SecondFactorContext;
  let token: string;

  beforeEach(async () => {
    embedded = await embeddedContext(NOW);
    const { clock } = embedded.context;
    const sessions = memorySessionStore({ clock });
    context = { ...embedded.context, sessions, oneTimeCodes: createOneTimeCodes() };
    await context.unitOfWork.run((tx) => tx.staff.replaceAll([MEMBER]));
    token = (await startStaffSession(context, { staffId: MEMBER.id, secondFactorAt: null })) ?? '';
  });
  afterEach(() => embedded.close());

  const code = (secret: string, offset = 0) =>
    codeAt(secret, Math.floor(embedded.clock.at / STEP_MS) + offset);
  const prove = (typed: string) => proveSecondFactor(context, { member: MEMBER, token, code: typed });
  const proved = async () => {
    const visit = await staffVisit(context, { token });
    return visit !== null && hasSecondFactor(visit.session, embedded.clock.at);
  };
  async function enrolled(): Promise<{ secret: string; recoveryCodes: string[] }> {
    await beginEnrolment(context, { member: MEMBER });
    const secret = (await secondFactorState(context, MEMBER)).pendingSecret ?? '';
    const confirmed = await confirmEnrolment(context, { member: MEMBER, token, code: code(secret) });
    if (!confirmed.ok) throw new Error(confirmed.code);
    embedded.clock.at += SECOND_FACTOR_MS;
    return { secret, recoveryCodes: confirmed.recoveryCodes };
  }
  const actions = () =>
    context.unitOfWork.read(async (tx) =>
      (await tx.audit.list({ beforeSeq: null, limit: 50 })).map(({ action }) => action),
    );
  const wrong = (secret: string) => (code(secret) === '000000' ? '000001' : '000000');

  it('is refused before a second factor was set up, and takes a shown secret only with its code (PR9)', async () => {
    expect(await prove('123456')).toEqual({ ok: false, code: 'not_enrolled' });
    expect(await confirmEnrolment(context, { member: MEMBER, token, code: '123456' })).toEqual({
      ok: false,
      code: 'nothing_pending',
    });
    await beginEnrolment(context, { member: MEMBER });
    const { pendingSecret } = await secondFactorState(context, MEMBER);
    const typed = wrong(pendingSecret ?? '');
    expect(await confirmEnrolment(context, { member: MEMBER, token, code: typed })).toMatchObject({
      code: 'wrong',
    });
    expect(await proved()).toBe(false);
    await enrolled();
    expect(await secondFactorState(context, MEMBER)).toMatchObject({
      pendingSecret: null,
      recoveryCodesLeft: 10,
    });
    expect(await actions()).toContain('staff.second_factor_enrolled');
  });

  it('serves for 15 minutes, in this session alone', async () => {
    const { secret } = await enrolled();
    const other = (await startStaffSession(context, { staffId: MEMBER.id, secondFactorAt: null })) ?? '';
    expect(await proved()).toBe(false);
    expect(await prove(code(secret))).toEqual({ ok: true, recovery: false });
    expect(await proved()).toBe(true);
    const elsewhere = await staffVisit(context, { token: other });
    expect(elsewhere && hasSecondFactor(elsewhere.session, embedded.clock.at)).toBe(false);
    embedded.clock.at += SECOND_FACTOR_MS - 1;
    expect(await proved()).toBe(true);
    embedded.clock.at += 1;
    expect(await proved()).toBe(false);
  });

  it('takes each code once, and none from before one that was taken (PR9)', async () => {
    const { secret } = await enrolled();
    expect(await prove(code(secret, -1))).toMatchObject({ ok: true });
    expect(await prove(code(secret, -1))).toMatchObject({ ok: false, code: 'wrong' });
    expect(await prove(code(secret))).toMatchObject({ ok: true });
    expect(await prove(code(secret, -1))).toMatchObject({ ok: false, code: 'wrong' });
  });

  it('takes a code that is sent twice at once only once', async () => {
    const { secret } = await enrolled();
    const both = await Promise.all([prove(code(secret)), prove(code(secret))]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('looks at no code for 15 minutes after five wrong ones, and says how long (PR9)', async () => {
    const { secret } = await enrolled();
    for (let left = SECOND_FACTOR_TRIES - 1; left > 0; left -= 1) {
      expect(await prove(wrong(secret))).toEqual({ ok: false, code: 'wrong', left });
    }
    const until = embedded.clock.at + LOCKED_MS;
    expect(await prove(wrong(secret))).toEqual({ ok: false, code: 'locked', until });
    expect(await prove(code(secret))).toEqual({ ok: false, code: 'locked', until });
    embedded.clock.at = until;
    expect(await prove(code(secret))).toMatchObject({ ok: true });
    expect(await actions()).toContain('staff.second_factor_locked');
  });

  it('counts guesses sent side by side', async () => {
    const { secret } = await enrolled();
    const guesses = await Promise.all(Array.from({ length: 12 }, () => prove(wrong(secret))));
    expect(guesses.filter((guess) => !guess.ok && guess.code === 'wrong')).toHaveLength(
      SECOND_FACTOR_TRIES - 1,
    );
  });

  it('takes each recovery code once, however it is written', async () => {
    const { recoveryCodes } = await enrolled();
    expect(new Set(recoveryCodes).size).toBe(10);
    const [first = ''] = recoveryCodes;
    const written = `${first.slice(0, 5)}-${first.slice(5)}`.toLowerCase();
    expect(await prove(written)).toEqual({ ok: true, recovery: true });
    expect(await prove(written)).toMatchObject({ ok: false, code: 'wrong' });
    expect((await secondFactorState(context, MEMBER)).recoveryCodesLeft).toBe(9);
  });
});
