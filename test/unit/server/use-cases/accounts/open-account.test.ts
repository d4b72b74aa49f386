import { authenticate } from '../../../../../server/use-cases/accounts/authenticate';
import { guestAccount, openAccount } from '../../../../../server/use-cases/accounts/open-account';
import { signIn } from '../../../../../server/use-cases/accounts/sign-in';
import { accountWorld, type AccountWorld } from '../../../../support/account-world';

let world: AccountWorld;
beforeEach(async () => {
  world = await accountWorld();
});
afterEach(() => world.close());

describe('guestAccount', () => {
  it('holds the two addresses and no personal profile (S8, S11)', () => {
    const { id: _id, createdAt: _at, version: _version, ...rest } = guestAccount(world.context, 'en');

    expect(rest).toEqual({
      state: 'guest',
      email: null,
      emailVerifiedAt: null,
      mobile: null,
      mobileVerifiedAt: null,
      passwordHash: null,
      locale: 'en',
      appTurns: 0,
    });
  });
});

describe('openAccount', () => {
  it('begins a guest account once, and resumes it when the person comes back (S4, S6)', async () => {
    const login = await world.phone('o-1', 'u-1');
    const open = () => world.context.unitOfWork.run((tx) => openAccount(tx, world.context, login));

    const first = await open();

    expect(await open()).toEqual(first);
    const signedIn = await signIn(world.context, { code: 'o-1/u-1' });
    if (!signedIn.ok) throw new Error(signedIn.code);
    const found = await authenticate(world.context, { token: signedIn.token });
    expect(found).toMatchObject({ ok: true, account: { id: first.id } });
  });
});
