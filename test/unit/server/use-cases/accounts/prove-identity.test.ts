import { proveIdentity, requestIdentityProof } from '../../../../../server/use-cases/accounts/prove-identity';
import { accountWorld, type AccountWorld } from '../../../../support/account-world';

const EMAIL = 'lin@example.com';

let world: AccountWorld;
beforeEach(async () => {
  world = await accountWorld();
});
afterEach(() => world.close());

async function codeSent(accountId: string): Promise<string> {
  const account = await world.account(accountId);
  expect(await requestIdentityProof(world.context, { account, via: 'email' })).toEqual({ ok: true });
  await world.sent('verification.requested');
  return world.received(EMAIL).code;
}

describe('proveIdentity', () => {
  it('takes a code sent to a proven address, once (PR13)', async () => {
    const account = await world.passport();
    const code = await codeSent(account.id);
    const proof = { via: 'email', code } as const;

    expect(await proveIdentity(world.context, { account, proof })).toEqual({ ok: true });
    expect(await proveIdentity(world.context, { account, proof })).toMatchObject({ code: 'code.expired' });
  });

  it('takes no code that was sent for another purpose or to another account', async () => {
    const account = await world.passport();
    const other = await world.passport({ email: 'other@example.com', mobile: '13800138001' });
    const code = await codeSent(account.id);

    const proof = { via: 'email', code } as const;
    expect(await proveIdentity(world.context, { account: other, proof })).toMatchObject({ ok: false });
    const byMobile = { via: 'mobile', code } as const;
    expect(await proveIdentity(world.context, { account, proof: byMobile })).toMatchObject({ ok: false });
  });

  it('counts wrong codes (PR21)', async () => {
    const account = await world.passport();
    await codeSent(account.id);
    const wrong = { account, proof: { via: 'email', code: 'none' } as const };

    for (const left of [4, 3, 2, 1])
      expect(await proveIdentity(world.context, wrong)).toMatchObject({
        code: 'code.wrong',
        params: { left },
      });
    expect(await proveIdentity(world.context, wrong)).toMatchObject({ code: 'code.too_many_tries' });
  });

  it('takes the password, and counts wrong ones', async () => {
    const passwordHash = await world.context.passwords.hash('right-1234');
    const account = await world.passport({ passwordHash });
    const by = (password: string) => proveIdentity(world.context, { account, proof: { password } });

    expect(await by('right-1234')).toEqual({ ok: true });
    for (let tries = 0; tries < 4; tries += 1)
      expect(await by('wrong')).toMatchObject({ code: 'login.password_wrong' });
    expect(await by('right-1234')).toMatchObject({ code: 'account.try_later' });
  });

  it('takes the WeChat alone only where there is nothing else', async () => {
    const account = await world.passport();
    expect(await proveIdentity(world.context, { account, proof: null })).toMatchObject({
      code: 'identity.proof_needed',
    });
    const bare = await world.customer('wm-1');
    expect(await proveIdentity(world.context, { account: bare, proof: null })).toEqual({ ok: true });
  });
});

describe('requestIdentityProof', () => {
  it('sends nothing to an address that was not proven', async () => {
    const account = await world.passport({ emailVerifiedAt: null, state: 'guest' });

    expect(await requestIdentityProof(world.context, { account, via: 'email' })).toEqual({
      ok: false,
      code: 'identity.proof_needed',
    });
    expect(await world.sent('verification.requested')).toEqual([]);
  });

  it('waits a minute between two codes', async () => {
    const { id } = await world.passport();
    await codeSent(id);
    const account = await world.account(id);

    expect(await requestIdentityProof(world.context, { account, via: 'email' })).toMatchObject({
      code: 'account.try_later',
    });
  });
});
