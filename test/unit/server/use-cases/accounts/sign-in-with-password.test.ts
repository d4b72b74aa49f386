import { authenticate } from '../../../../../server/use-cases/accounts/authenticate';
import { checkPassword } from '../../../../../server/use-cases/accounts/check-password';
import { requestPhoneProof } from '../../../../../server/use-cases/accounts/request-phone-proof';
import { recoverPassword, setPassword } from '../../../../../server/use-cases/accounts/set-password';
import {
  PASSWORD_SPAN_MS,
  signInWithPassword,
} from '../../../../../server/use-cases/accounts/sign-in-with-password';
import { signIn } from '../../../../../server/use-cases/accounts/sign-in';
import { verifyPhone } from '../../../../../server/use-cases/accounts/verify-phone';
import { accountWorld, type AccountWorld } from '../../../../support/account-world';

const PASSWORD = 'kaoshi2027';

let world: AccountWorld;
beforeEach(async () => {
  world = await accountWorld();
});
afterEach(() => world.close());

async function ownerWithPassword() {
  const account = await world.passport();
  await setPassword(world.context, { account, password: PASSWORD, current: null });
  return world.account(account.id);
}

async function enter(openid: string, value: string, password: string) {
  const via = value.includes('@') ? 'email' : 'mobile';
  const login = await world.phone(openid);
  return signInWithPassword(world.context, { login, via, value, password });
}

describe('checkPassword', () => {
  it.each([
    ['kaoshi7', 'password.too_short'],
    ['kaoshikaoshi', 'password.letters_and_digits'],
    ['20272027', 'password.letters_and_digits'],
    [`a1${'x'.repeat(127)}`, 'password.too_long'],
  ])('refuses %s', (password, code) => {
    expect(checkPassword(password)).toMatchObject({ ok: false, code });
  });

  it('accepts eight characters with letters and digits', () => {
    expect(checkPassword('kaoshi27')).toMatchObject({ ok: true });
  });
});

describe('signInWithPassword', () => {
  it.each(['email', 'mobile'] as const)('takes the %s as login name (S9, S12)', async (via) => {
    const owner = await ownerWithPassword();

    expect(await enter('o-1', owner[via]!, PASSWORD)).toEqual({ ok: true, accountId: owner.id });
    expect(await signIn(world.context, { code: 'o-1' })).toMatchObject({ accountId: owner.id });
  });

  it('answers an unknown address and a wrong password alike (PR21)', async () => {
    const owner = await ownerWithPassword();
    const refused = { ok: false, code: 'login.password_wrong' };

    expect(await enter('o-1', owner.email!, 'kaoshi2028')).toEqual(refused);
    expect(await enter('o-1', 'nobody@example.com', PASSWORD)).toEqual(refused);
    expect(await enter('o-1', 'no address', PASSWORD)).toEqual(refused);
  });

  it('waits after five tries, from whatever phone (PR21)', async () => {
    const owner = await ownerWithPassword();
    for (let tried = 0; tried < 5; tried += 1) await enter(`o-${tried}`, owner.email!, 'kaoshi2028');

    const locked = await enter('o-9', owner.email!, PASSWORD);

    expect(locked).toMatchObject({ ok: false, code: 'account.try_later' });
    world.clock.at += 2 * PASSWORD_SPAN_MS;
    expect(await enter('o-9', owner.email!, PASSWORD)).toMatchObject({ ok: true });
  });

  it('moves the account to the phone that knows the password, and tells', async () => {
    const owner = await ownerWithPassword();
    await enter('o-old', owner.email!, PASSWORD);
    await world.sent('account.rebound');

    await enter('o-new', owner.email!, PASSWORD);

    expect(await signIn(world.context, { code: 'o-old' })).toMatchObject({ accountId: null });
    expect(await world.sent('account.rebound')).toHaveLength(1);
  });
});

describe('setPassword', () => {
  it('asks for the present password before a change', async () => {
    const account = await ownerWithPassword();
    const change = (current: string | null) =>
      setPassword(world.context, { account, password: 'kaoshi2028', current });

    expect(await change(null)).toEqual({ ok: false, code: 'login.password_wrong' });
    expect(await change(PASSWORD)).toEqual({ ok: true, accountId: account.id });
  });

  it('is for accounts with both addresses proven', async () => {
    const account = await world.customer('wm-1');

    const refused = await setPassword(world.context, { account, password: PASSWORD, current: null });

    expect(refused).toEqual({ ok: false, code: 'account.not_active' });
  });
});

describe('recoverPassword', () => {
  it.each(['email', 'mobile'] as const)('sets a new one by the code sent to the %s (S9)', async (via) => {
    const owner = await ownerWithPassword();
    const login = await world.phone('o-1');
    await requestPhoneProof(world.context, { login, via, value: owner[via]! });
    await world.sent('verification.requested');
    const { code } = world.received(owner[via]!);

    const recovered = await recoverPassword(world.context, { login, via, code, password: 'kaoshi2028' });

    expect(recovered).toMatchObject({ ok: true, accountId: owner.id });
    expect(await enter('o-1', owner.email!, 'kaoshi2028')).toMatchObject({ ok: true });
  });
});

describe('verifyPhone', () => {
  it('proves the mobile that WeChat has verified, without an SMS', async () => {
    const login = await world.phone('o-1');

    const verified = await verifyPhone(world.context, { login, code: '13800138000' });

    expect(verified).toMatchObject({ ok: true, kind: 'verified', via: 'mobile', active: false });
    expect(await world.sent('verification.requested')).toEqual([]);
  });

  it('logs in where the number belongs (S7)', async () => {
    const owner = await world.passport();
    const signedIn = await signIn(world.context, { code: 'o-1' });
    if (!signedIn.ok) throw new Error(signedIn.code);
    const login = await world.phone('o-1');

    const verified = await verifyPhone(world.context, { login, code: owner.mobile! });

    expect(verified).toMatchObject({ ok: true, kind: 'joined', accountId: owner.id });
    const found = await authenticate(world.context, { token: signedIn.token });
    expect(found).toMatchObject({ account: { id: owner.id } });
  });

  it('refuses a used code and a number that is no mobile', async () => {
    const login = await world.phone('o-1');

    expect(await verifyPhone(world.context, { login, code: 'spent' })).toMatchObject({
      code: 'phone.code_invalid',
    });
    expect(await verifyPhone(world.context, { login, code: '059187654321' })).toMatchObject({
      code: 'phone.not_usable',
    });
  });
});
