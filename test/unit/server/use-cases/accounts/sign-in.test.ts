import { authenticate } from '../../../../../server/use-cases/accounts/authenticate';
import { LOGIN_LIFE_MS, signIn } from '../../../../../server/use-cases/accounts/sign-in';
import { signOut } from '../../../../../server/use-cases/accounts/sign-out';
import type { Account, IdentityKind } from '../../../../../server/use-cases/ports/accounts';
import { TransportError } from '../../../../../server/use-cases/ports/platform-errors';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';

let world: AccountWorld;
beforeEach(async () => {
  world = await accountWorld();
});
afterEach(() => world.close());

const bind = (kind: IdentityKind, value: string, account: Account) =>
  world.context.unitOfWork.run((tx) =>
    tx.identities.bind({ kind, value, accountId: account.id, boundAt: NOW }),
  );

describe('signIn', () => {
  it('is silent once the openid is bound (S4)', async () => {
    const owner = await world.passport();
    await bind('openid', 'o-1', owner);

    expect(await signIn(world.context, { code: 'o-1' })).toMatchObject({
      accountId: owner.id,
      state: 'active',
    });
  });

  it('knows the person by unionid in another of our apps, and the openid from then on', async () => {
    const owner = await world.passport();
    await bind('unionid', 'u-1', owner);

    expect(await signIn(world.context, { code: 'o-1/u-1' })).toMatchObject({ accountId: owner.id });
    expect(await signIn(world.context, { code: 'o-1' })).toMatchObject({ accountId: owner.id });
  });

  it('signs in a phone that belongs to no account', async () => {
    expect(await signIn(world.context, { code: 'o-1' })).toMatchObject({ ok: true, accountId: null });
  });

  it('keeps the token as a hash and the openid sealed', async () => {
    const signedIn = await signIn(world.context, { code: 'o-1' });
    if (!signedIn.ok) throw new Error(signedIn.code);

    const { secrets, unitOfWork } = world.context;
    const found = await unitOfWork.read((tx) => tx.logins.find(secrets.tokenHash(signedIn.token)));
    const byToken = await unitOfWork.read((tx) => tx.logins.find(signedIn.token));

    expect([found?.openid, byToken]).toEqual(['o-1', null]);
  });

  it.each([
    ['bad', 'LOGIN_CODE_INVALID'],
    ['blocked', 'login.user_blocked'],
  ])('refuses what the platform refuses (%s)', async (code, refusal) => {
    expect(await signIn(world.context, { code })).toEqual({ ok: false, code: refusal });
  });

  it.each(['connect', 'timeout'] as const)(
    'asks for another try when the platform gave no answer: %s',
    async (reason) => {
      const lost = new TransportError({ platform: 'wechat', path: '/sns/jscode2session', reason });
      const wechat = { jscode2session: () => Promise.reject(lost) };
      await expect(signIn({ ...world.context, wechat }, { code: 'o-1' })).rejects.toMatchObject({
        code: 'PLATFORM_BUSY',
      });
    },
  );
});

describe('authenticate', () => {
  it('refuses unknown and expired tokens', async () => {
    const signedIn = await signIn(world.context, { code: 'o-1' });
    if (!signedIn.ok) throw new Error(signedIn.code);
    const refused = { ok: false, code: 'UNAUTHENTICATED' };

    expect(await authenticate(world.context, { token: 'made-up' })).toEqual(refused);
    expect(await authenticate(world.context, { token: signedIn.token })).toMatchObject({ ok: true });
    world.clock.at += LOGIN_LIFE_MS;
    expect(await authenticate(world.context, { token: signedIn.token })).toEqual(refused);
  });

  it('follows the binding of the openid, not the token', async () => {
    const [first, second] = [
      await world.passport(),
      await world.passport({ email: 'b@example.com', mobile: '13900139000' }),
    ];
    await bind('openid', 'o-1', first);
    const signedIn = await signIn(world.context, { code: 'o-1' });
    if (!signedIn.ok) throw new Error(signedIn.code);

    await bind('openid', 'o-1', second);

    const found = await authenticate(world.context, { token: signedIn.token });
    expect(found).toMatchObject({ ok: true, account: { id: second.id } });
  });
});

describe('signOut', () => {
  it('ends the login and, on request, the silent one too', async () => {
    const owner = await world.passport();
    await bind('openid', 'o-1', owner);
    const login = await world.phone('o-1', 'u-1');

    await signOut(world.context, { login, forget: false });
    expect(await signIn(world.context, { code: 'o-1/u-1' })).toMatchObject({ accountId: owner.id });
    await signOut(world.context, { login, forget: true });
    expect(await signIn(world.context, { code: 'o-1/u-1' })).toMatchObject({ accountId: null });
  });
});
