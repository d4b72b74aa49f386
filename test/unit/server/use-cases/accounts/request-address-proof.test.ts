import {
  requestAddressProof,
  resendAddressProof,
  type Via,
} from '../../../../../server/use-cases/accounts/request-address-proof';
import { HOUR_MS, MINUTE_MS } from '../../../../../shared/domain/time';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';

let world: AccountWorld;
beforeEach(async () => {
  world = await accountWorld();
});
afterEach(() => world.close());

async function request(id: string, value: string, via: Via = 'email') {
  const account = await world.account(id);
  return world.context.unitOfWork.run((tx) =>
    requestAddressProof(tx, world.context, { account, via, value }),
  );
}

describe('requestAddressProof', () => {
  it('sends a code and a link to the address, ids only outside the seal (S8, S10)', async () => {
    const { id } = await world.customer('wm-1');

    expect(await request(id, ' Lin@Example.com ')).toEqual({ ok: true });

    const [row] = await world.sent('verification.requested');
    expect(row!.payload).toEqual({
      verificationId: expect.any(String),
      accountId: id,
      purpose: 'verify_email',
      via: 'email',
      locale: 'zh-CN',
      expiresAt: NOW + 24 * HOUR_MS,
    });
    expect(world.received('Lin@example.com')).toMatchObject({
      code: expect.stringMatching(/^\d{6}$/),
      token: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(await world.account(id)).toMatchObject({ email: 'Lin@example.com', emailVerifiedAt: null });
  });

  it('keeps code and link only as hashes', async () => {
    const { id } = await world.customer('wm-1');
    await request(id, '13800138000', 'mobile');
    await world.sent('verification.requested');
    const { code, token } = world.received('13800138000');

    const stored = await world.read((tx) => tx.verifications.latestOf(id, 'verify_mobile'));

    expect(JSON.stringify(stored)).not.toContain(token);
    expect([stored!.codeHash, stored!.linkHash]).not.toContain(code);
  });

  it('refuses what is no address, and sends nothing', async () => {
    const { id } = await world.customer('wm-1');

    const outcome = await request(id, 'lin@', 'email');

    expect(outcome).toEqual({ ok: false, why: 'invalid', field: 'email', problem: { code: 'email.format' } });
    expect(await world.sent('verification.requested')).toEqual([]);
  });

  it('answers the same for an address of an account of earlier; only the message differs (S7, S9, PR21)', async () => {
    const owner = await world.passport();
    const [stranger, known] = [await world.customer('wm-1'), await world.customer('wm-2')];

    const answers = [await request(stranger.id, 'new@example.com'), await request(known.id, owner.email!)];

    expect(answers[0]).toEqual(answers[1]);
    const rows = await world.sent('verification.requested');
    expect(new Set(rows.map((row) => row.payload.purpose))).toEqual(new Set(['login', 'verify_email']));
    expect(await world.account(known.id)).toMatchObject({ email: owner.email, emailVerifiedAt: null });
    expect(await world.account(owner.id)).toEqual(owner);
  });

  it('keeps a verified address until another one is proven', async () => {
    const { id, email } = await world.passport();

    await request(id, 'other@example.com');

    expect(await world.account(id)).toMatchObject({ email, emailVerifiedAt: NOW });
  });

  it('sends nothing for the address that is verified already', async () => {
    const { id, email } = await world.passport();

    expect(await request(id, email!)).toEqual({ ok: true });
    expect(await world.sent('verification.requested')).toEqual([]);
  });

  it.each([
    ['a known address', true],
    ['an unknown address', false],
  ])('says truthfully when %s may be asked for again (PR21)', async (_case, known) => {
    const { email } = await world.passport(known ? {} : { email: 'else@example.com' });
    const target = known ? email! : 'lin@example.com';
    const customers = await Promise.all(['1', '2'].map((n) => world.customer(`wm-${n}`)));
    await request(customers[0]!.id, target);
    world.clock.at += 10_000;

    const refused = await request(customers[1]!.id, target);

    const tryAgainAt = world.clock.at + MINUTE_MS;
    const problem = { code: 'account.try_later', params: { tryAgainAt } };
    expect(refused).toEqual({ ok: false, why: 'invalid', field: 'email', problem });
    world.clock.at = tryAgainAt;
    expect(await request(customers[1]!.id, target)).toEqual({ ok: true });
  });

  it('sends to one address five times an hour, whoever asks (PR21)', async () => {
    for (let sent = 0; sent < 5; sent += 1) {
      const { id } = await world.customer(`wm-${sent}`);
      expect(await request(id, 'lin@example.com')).toEqual({ ok: true });
      world.clock.at += 2 * MINUTE_MS;
    }
    const { id } = await world.customer('wm-last');

    const refused = await request(id, 'LIN@example.com');

    expect(refused).toMatchObject({ problem: { params: { tryAgainAt: NOW + HOUR_MS } } });
    world.clock.at = NOW + HOUR_MS;
    expect(await request(id, 'lin@example.com')).toEqual({ ok: true });
  });

  it('sends for one account ten times an hour, to whatever address (PR21)', async () => {
    const { id } = await world.customer('wm-1');
    for (let sent = 0; sent < 10; sent += 1) await request(id, `lin${sent}@example.com`);

    expect(await request(id, 'lin10@example.com')).toMatchObject({
      problem: { code: 'account.try_later', params: { tryAgainAt: NOW + HOUR_MS } },
    });
  });
});

describe('resendAddressProof', () => {
  const resend = async (id: string, via: Via) => {
    const account = await world.account(id);
    return world.context.unitOfWork.run((tx) => resendAddressProof(tx, world.context, { account, via }));
  };

  it('sends a new code and link to the address that waits', async () => {
    const { id } = await world.customer('wm-1');
    await request(id, 'lin@example.com');
    await world.sent('verification.requested');
    const first = world.received('lin@example.com');
    world.clock.at += MINUTE_MS;

    expect(await resend(id, 'email')).toEqual({ ok: true });

    await world.sent('verification.requested');
    expect(world.received('lin@example.com').token).not.toBe(first.token);
  });

  it('asks for an address when none is known', async () => {
    const { id } = await world.customer('wm-1');

    expect(await resend(id, 'mobile')).toMatchObject({
      field: 'mobile',
      problem: { code: 'field.required' },
    });
  });
});
