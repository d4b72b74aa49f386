import {
  confirmAddressByCode,
  confirmAddressByLink,
  viewAddressProof,
} from '../../../../../server/use-cases/accounts/confirm-address';
import { openAccount } from '../../../../../server/use-cases/accounts/open-account';
import { startRegistration } from '../../../../../server/use-cases/registrations/start-registration';
import {
  requestAddressProof,
  type Via,
} from '../../../../../server/use-cases/accounts/request-address-proof';
import { requestPhoneProof } from '../../../../../server/use-cases/accounts/request-phone-proof';
import { authenticate } from '../../../../../server/use-cases/accounts/authenticate';
import { signIn } from '../../../../../server/use-cases/accounts/sign-in';
import { signInWithCode } from '../../../../../server/use-cases/accounts/sign-in-with-code';
import type { Login } from '../../../../../server/use-cases/ports/accounts';
import { DAY_MS, MINUTE_MS } from '../../../../../shared/domain/time';
import { accountWorld, type AccountWorld } from '../../../../support/account-world';

let world: AccountWorld;
beforeEach(async () => {
  world = await accountWorld();
});
afterEach(() => world.close());

async function letter(id: string, value: string, via: Via = 'email') {
  const account = await world.account(id);
  await world.context.unitOfWork.run((tx) => requestAddressProof(tx, world.context, { account, via, value }));
  await world.sent('verification.requested');
  return world.received(value);
}

const confirmCode = (input: Parameters<typeof confirmAddressByCode>[2]) =>
  world.context.unitOfWork.run((tx) => confirmAddressByCode(tx, world.context, input));
const confirm = (token: string) => confirmAddressByLink(world.context, { token });

async function draftOf(accountId: string) {
  const actor = { role: 'candidate', id: accountId, channel: 'chat' } as const;
  const started = await world.context.unitOfWork.run((tx) =>
    startRegistration(tx, world.context, { accountId, season: world.season, actor }),
  );
  if (!started.ok) throw new Error('not started');
  return started.registration;
}

describe('viewAddressProof', () => {
  it('shows the masked address and uses nothing up (PR7, S10)', async () => {
    const { id } = await world.customer('wm-1');
    const { token } = await letter(id, '13800138000', 'mobile');

    const views = [
      await viewAddressProof(world.context, { token }),
      await viewAddressProof(world.context, { token }),
    ];

    expect(views[0]).toMatchObject({ ok: true, via: 'mobile', target: '138****8000', purpose: 'verify' });
    expect(views[1]).toEqual(views[0]);
  });

  it('says that confirming opens an account of earlier (S7)', async () => {
    const { email } = await world.passport();
    const { id } = await world.customer('wm-1');
    const { token } = await letter(id, email!);

    expect(await viewAddressProof(world.context, { token })).toMatchObject({ purpose: 'login' });
  });

  it('knows no other token', async () => {
    const refused = { ok: false, code: 'link.unknown' };

    expect(await viewAddressProof(world.context, { token: 'made-up' })).toEqual(refused);
  });
});

describe('confirmAddressByLink', () => {
  it('makes the account active when both addresses are proven, and lets the chat go on (S3, S8)', async () => {
    const { id } = await world.customer('wm-1');
    const email = await letter(id, 'lin@example.com');
    const mobile = await letter(id, '13800138000', 'mobile');

    expect(await confirm(email.token)).toMatchObject({ ok: true, kind: 'verified', active: false });
    expect(await confirm(mobile.token)).toMatchObject({ ok: true, kind: 'verified', active: true });

    expect(await world.account(id)).toMatchObject({ state: 'active', email: 'lin@example.com' });
    const resumed = await world.sent('chat.resume_requested');
    expect(resumed.map((row) => row.payload.accountId)).toEqual([id, id]);
  });

  it('confirms once', async () => {
    const { id } = await world.customer('wm-1');
    const { token } = await letter(id, 'lin@example.com');

    const pressed = [await confirm(token), await confirm(token)];

    expect(pressed).toMatchObject([{ ok: true }, { ok: false, code: 'link.used' }]);
  });

  it('refuses a link that is a day old', async () => {
    const { id } = await world.customer('wm-1');
    const { token } = await letter(id, 'lin@example.com');
    world.clock.at += DAY_MS;

    expect(await confirm(token)).toEqual({ ok: false, code: 'link.expired' });
  });

  it('lets the chat into the account of earlier, draft and conversation with it (S4, S7)', async () => {
    const owner = await world.passport();
    const guest = await world.customer('wm-1');
    const draft = await draftOf(guest.id);
    const { token } = await letter(guest.id, owner.mobile!, 'mobile');

    expect(await confirm(token)).toMatchObject({
      ok: true,
      kind: 'joined',
      accountId: owner.id,
      active: true,
    });

    const after = await world.read(async (tx) => ({
      customer: await tx.identities.find('external_userid', 'wm-1'),
      chat: await tx.chats.find('wm-1'),
      draft: await tx.registrations.find(draft.id),
    }));
    expect(after).toMatchObject({
      customer: { accountId: owner.id },
      chat: { accountId: owner.id },
      draft: { accountId: owner.id, state: 'draft' },
    });
    expect(await world.account(guest.id)).toMatchObject({ state: 'closed', email: null, mobile: null });
  });

  it('keeps the live registration of the account rather than the draft of the guest', async () => {
    const owner = await world.passport();
    const guest = await world.customer('wm-1');
    const [kept, given] = [await draftOf(owner.id), await draftOf(guest.id)];
    const { token } = await letter(guest.id, owner.email!);

    await confirm(token);

    const states = await world.read(async (tx) => [
      (await tx.registrations.find(kept.id))?.state,
      (await tx.registrations.find(given.id))?.state,
    ]);
    expect(states).toEqual(['draft', 'deleted']);
  });

  it('tells the former WeChat, which leaves whole (domain.md 3)', async () => {
    const owner = await world.passport();
    const first = await world.customer('wm-old');
    await confirm((await letter(first.id, owner.email!)).token);
    await world.sent('account.rebound');
    const second = await world.customer('wm-new');

    await confirm((await letter(second.id, owner.mobile!, 'mobile')).token);

    const [told] = await world.sent('account.rebound');
    const former = await world.read((tx) => tx.identities.find('external_userid', 'wm-old'));
    expect(told!.payload).toEqual({ accountId: owner.id, formerAccountId: former!.accountId });
    expect(await world.account(former!.accountId)).toMatchObject({ state: 'guest', email: null });
    const chats = await world.read((tx) => tx.chats.findByAccount(owner.id));
    expect(chats?.externalUserId).toBe('wm-new');
  });

  it('takes over an address that the guest has proven and the account lacks', async () => {
    const owner = await world.passport({ state: 'guest', email: null, emailVerifiedAt: null });
    const guest = await world.customer('wm-1');
    await confirm((await letter(guest.id, 'lin@example.com')).token);

    await confirm((await letter(guest.id, owner.mobile!, 'mobile')).token);

    expect(await world.account(owner.id)).toMatchObject({ state: 'active', email: 'lin@example.com' });
  });

  it('logs in where the address was proven by somebody faster meanwhile', async () => {
    const [slow, fast] = [await world.customer('wm-1'), await world.customer('wm-2')];
    const late = await letter(slow.id, 'lin@example.com');
    world.clock.at += MINUTE_MS;
    await confirm((await letter(fast.id, 'lin@example.com')).token);

    expect(await confirm(late.token)).toMatchObject({ kind: 'joined', accountId: fast.id });
  });
});

describe('confirmAddressByCode', () => {
  it('verifies by the code of the message (S8)', async () => {
    const { login, account } = await phoneOf('o-1');
    await requestPhoneProof(world.context, { login, via: 'email', value: 'lin@example.com' });
    await world.sent('verification.requested');
    const { code } = world.received('lin@example.com');

    const confirmed = await confirmCode({ login, account, via: 'email', code });

    expect(confirmed).toMatchObject({ ok: true, kind: 'verified', accountId: account.id });
  });

  it('takes five tries, side by side or not (PR21)', async () => {
    const { login, account } = await phoneOf('o-1');
    await requestPhoneProof(world.context, { login, via: 'email', value: 'lin@example.com' });
    await world.sent('verification.requested');
    const { code } = world.received('lin@example.com');
    const wrong = code === '000000' ? '111111' : '000000';
    const attempt = (guess: string) => confirmCode({ login, account, via: 'email', code: guess });

    const guesses = await Promise.all(Array.from({ length: 5 }, () => attempt(wrong)));

    expect(guesses.map((guess) => ('params' in guess ? guess.params.left : guess)).slice(0, 4)).toEqual([
      4, 3, 2, 1,
    ]);
    expect(await attempt(code)).toEqual({ ok: false, code: 'code.too_many_tries' });
  });

  it('refuses a code after ten minutes', async () => {
    const { login, account } = await phoneOf('o-1');
    await requestPhoneProof(world.context, { login, via: 'email', value: 'lin@example.com' });
    await world.sent('verification.requested');
    const { code } = world.received('lin@example.com');
    world.clock.at += 10 * MINUTE_MS;

    const late = await confirmCode({ login, account, via: 'email', code });

    expect(late).toEqual({ ok: false, code: 'code.expired' });
  });
});

describe('signInWithCode', () => {
  it('logs a new phone in to the account of earlier and closes the old one (S4, S9)', async () => {
    const owner = await world.passport();
    const old = await enter('o-old', owner.email!);
    expect(old.account).toMatchObject({ id: owner.id });
    world.clock.at += MINUTE_MS;

    const fresh = await enter('o-new', owner.email!);

    expect(fresh.account).toMatchObject({ id: owner.id });
    expect(await authenticate(world.context, { token: old.token })).toEqual({
      ok: false,
      code: 'UNAUTHENTICATED',
    });
    expect(await world.sent('account.rebound')).toHaveLength(2);
  });

  it('refuses a phone that asked for no code', async () => {
    const login = await world.phone('o-1');

    const refused = await signInWithCode(world.context, { login, via: 'email', code: '000000' });

    expect(refused).toEqual({ ok: false, code: 'code.expired' });
  });
});

async function phoneOf(openid: string) {
  const login = await world.phone(openid);
  const account = await world.context.unitOfWork.run((tx) => openAccount(tx, world.context, login));
  return { login, account };
}

async function enter(openid: string, email: string) {
  const signedIn = await signIn(world.context, { code: openid });
  if (!signedIn.ok) throw new Error(signedIn.code);
  const login: Login = (await authenticated(signedIn.token)).login;
  await requestPhoneProof(world.context, { login, via: 'email', value: email });
  await world.sent('verification.requested');
  const { code } = world.received(email);
  await signInWithCode(world.context, { login, via: 'email', code });
  return { token: signedIn.token, account: (await authenticated(signedIn.token)).account };
}

async function authenticated(token: string) {
  const found = await authenticate(world.context, { token });
  if (!found.ok) throw new Error(found.code);
  return found;
}
