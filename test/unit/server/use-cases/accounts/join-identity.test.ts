import { authenticate } from '../../../../../server/use-cases/accounts/authenticate';
import { joinByScene } from '../../../../../server/use-cases/accounts/join-by-scene';
import { joinByUnionid } from '../../../../../server/use-cases/accounts/join-by-unionid';
import { joinPhoneByLink } from '../../../../../server/use-cases/accounts/join-identity';
import { mintLink } from '../../../../../server/use-cases/accounts/mint-link';
import { openAccount } from '../../../../../server/use-cases/accounts/open-account';
import type { LinkPurpose } from '../../../../../server/use-cases/ports/accounts';
import { signIn } from '../../../../../server/use-cases/accounts/sign-in';
import { HOUR_MS } from '../../../../../shared/domain/time';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';

let world: AccountWorld;
beforeEach(async () => {
  world = await accountWorld();
});
afterEach(() => world.close());

const link = (accountId: string, purpose: LinkPurpose = 'question') =>
  world.context.unitOfWork.run((tx) =>
    mintLink(tx, world.context, { accountId, purpose, payload: { open: 'summary' }, lifeMs: HOUR_MS }),
  );
const open = async (openid: string, token: string, unionid?: string) =>
  joinPhoneByLink(world.context, { login: await world.phone(openid, unionid), token });

async function customerWithAccount(externalUserId = 'wm-1') {
  const owner = await world.passport();
  await world.context.unitOfWork.run((tx) =>
    tx.identities.bind({ kind: 'external_userid', value: externalUserId, accountId: owner.id, boundAt: NOW }),
  );
  return owner;
}

describe('joinPhoneByLink', () => {
  it('binds the first phone that opens an item of the chat, which logs in silently from then on', async () => {
    const owner = await customerWithAccount();
    const token = await link(owner.id);

    expect(await open('o-1', token, 'u-1')).toEqual({
      ok: true,
      accountId: owner.id,
      purpose: 'question',
      payload: '{"open":"summary"}',
      again: false,
    });
    expect(await signIn(world.context, { code: 'o-1/u-1' })).toMatchObject({ accountId: owner.id });
    expect(await signIn(world.context, { code: 'o-other/u-1' })).toMatchObject({ accountId: owner.id });
    expect(await world.sent('account.rebound')).toEqual([]);
  });

  it('opens again for its owner and for nobody else', async () => {
    const owner = await customerWithAccount();
    const token = await link(owner.id, 'payment');
    await open('o-1', token);

    expect(await open('o-1', token)).toMatchObject({ ok: true, again: true });
    expect(await open('o-2', token)).toEqual({ ok: false, code: 'link.used' });
  });

  it('refuses a stranger with an account, and does not use the link up', async () => {
    const owner = await customerWithAccount();
    const stranger = await world.passport({ email: 's@example.com', mobile: '13900139000' });
    await world.context.unitOfWork.run((tx) =>
      tx.identities.bind({ kind: 'openid', value: 'o-2', accountId: stranger.id, boundAt: NOW }),
    );
    const token = await link(owner.id);

    expect(await open('o-2', token)).toEqual({ ok: false, code: 'link.other_person' });
    expect(await open('o-1', token)).toMatchObject({ ok: true });
  });

  it('refuses a second phone: a link is no proof for moving an account', async () => {
    const owner = await customerWithAccount();
    await open('o-1', await link(owner.id));

    expect(await open('o-2', await link(owner.id))).toEqual({ ok: false, code: 'link.other_person' });
    expect(await signIn(world.context, { code: 'o-2' })).toMatchObject({ accountId: null });
  });

  it('takes a guest of the mini program into the account of the chat', async () => {
    const owner = await customerWithAccount();
    const login = await world.phone('o-1');
    const guest = await world.context.unitOfWork.run((tx) => openAccount(tx, world.context, login));

    expect(await open('o-1', await link(owner.id))).toMatchObject({ ok: true, accountId: owner.id });
    expect(await world.account(guest.id)).toMatchObject({ state: 'closed' });
  });

  it.each(['desk_question', 'desk_payment'] as const)(
    'binds no phone by a link that the desk made (%s), and opens it for the own one (S7, PR8)',
    async (purpose) => {
      const owner = await customerWithAccount();
      const token = await link(owner.id, purpose);

      expect(await open('o-staff', token)).toEqual({ ok: false, code: 'link.other_person' });
      expect(await world.read((tx) => tx.identities.find('openid', 'o-staff'))).toBeNull();

      await open('o-1', await link(owner.id));
      const opened = purpose === 'desk_payment' ? 'payment' : 'question';
      expect(await open('o-1', token)).toMatchObject({ ok: true, purpose: opened, again: false });
      expect(await open('o-1', token)).toMatchObject({ ok: true, again: true });
    },
  );

  it.each(['ticket', 'agree', 'pay_for'] as const)('binds nobody by a link of kind %s', async (purpose) => {
    const owner = await customerWithAccount();

    expect(await open('o-1', await link(owner.id, purpose))).toEqual({ ok: false, code: 'link.unknown' });
  });

  it('refuses an old link', async () => {
    const owner = await customerWithAccount();
    const token = await link(owner.id);
    world.clock.at += HOUR_MS;

    expect(await open('o-1', token)).toEqual({ ok: false, code: 'link.expired' });
  });

  it("tells an old link to its owner only: to anybody else it is somebody else's", async () => {
    const owner = await customerWithAccount();
    const stranger = await world.passport({ email: 's@example.com', mobile: '13900139000' });
    await world.context.unitOfWork.run((tx) =>
      tx.identities.bind({ kind: 'openid', value: 'o-2', accountId: stranger.id, boundAt: NOW }),
    );
    await open('o-1', await link(owner.id));
    const token = await link(owner.id);
    world.clock.at += HOUR_MS;

    expect(await open('o-1', token)).toEqual({ ok: false, code: 'link.expired' });
    expect(await open('o-2', token)).toEqual({ ok: false, code: 'link.other_person' });
  });
});

describe('joinByScene', () => {
  it('joins the chat to the account of the phone that opened it, once (kf.md 1)', async () => {
    const owner = await world.passport();
    const guest = await world.customer('wm-1');
    const sceneParam = await link(owner.id, 'scene');

    const joined = await joinByScene(world.context, { sceneParam, externalUserId: 'wm-1' });
    const again = await joinByScene(world.context, { sceneParam, externalUserId: 'wm-2' });

    expect([joined, again]).toMatchObject([{ ok: true, accountId: owner.id }, { ok: false }]);
    expect(await world.account(guest.id)).toMatchObject({ state: 'closed' });
    const chat = await world.read((tx) => tx.chats.findByAccount(owner.id));
    expect(chat?.externalUserId).toBe('wm-1');
  });

  it('joins a customer never seen before', async () => {
    const owner = await world.passport();
    const sceneParam = await link(owner.id, 'scene');

    expect(await joinByScene(world.context, { sceneParam, externalUserId: 'wm-9' })).toMatchObject({
      ok: true,
    });
    const identity = await world.read((tx) => tx.identities.find('external_userid', 'wm-9'));
    expect(identity?.accountId).toBe(owner.id);
  });

  it('refuses a value that was made for something else', async () => {
    const owner = await world.passport();
    const sceneParam = await link(owner.id, 'question');

    const refused = await joinByScene(world.context, { sceneParam, externalUserId: 'wm-1' });

    expect(refused).toEqual({ ok: false, code: 'link.unknown' });
  });
});

describe('joinByUnionid', () => {
  it('joins the chat to the account that has the unionid', async () => {
    const login = await world.phone('o-1', 'u-1');
    const account = await world.context.unitOfWork.run((tx) => openAccount(tx, world.context, login));
    await world.customer('wm-1');

    const joined = await joinByUnionid(world.context, { externalUserId: 'wm-1', unionid: 'u-1' });

    expect(joined).toBe('joined');
    const identity = await world.read((tx) => tx.identities.find('external_userid', 'wm-1'));
    expect(identity?.accountId).toBe(account.id);
  });

  it('lets the mini program know the person of the chat', async () => {
    const guest = await world.customer('wm-1');

    await joinByUnionid(world.context, { externalUserId: 'wm-1', unionid: 'u-1' });

    const signedIn = await signIn(world.context, { code: 'o-1/u-1' });
    if (!signedIn.ok) throw new Error(signedIn.code);
    const found = await authenticate(world.context, { token: signedIn.token });
    expect(found).toMatchObject({ ok: true, account: { id: guest.id } });
  });
});
