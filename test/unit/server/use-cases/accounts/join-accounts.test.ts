import { handOff } from '../../../../../server/use-cases/support/hand-off';
import { joinAccounts } from '../../../../../server/use-cases/accounts/join-accounts';
import type { Account, Verification } from '../../../../../server/use-cases/ports/accounts';
import { accountWorld, NOW, type AccountWorld } from '../../../../support/account-world';
import { handoffAt } from '../../../../support/handoffs';

let world: AccountWorld;
beforeEach(async () => {
  world = await accountWorld();
});
afterEach(() => world.close());

const actorOf = ({ id }: Account) => ({ role: 'candidate', id, channel: 'chat' }) as const;
const join = (from: Account, into: Account) =>
  world.context.unitOfWork.run((tx) => joinAccounts(tx, world.context, { from, into, actor: actorOf(from) }));
const calls = (account: Account, externalUserId: string | null) => {
  const subject = {
    account,
    actor: actorOf(account),
    season: null,
    seasons: [],
    registration: null,
    guardianGiven: false,
    held: null,
    photo: null,
    externalUserId,
  };
  return world.context.unitOfWork.run((tx) => handOff(tx, world.context, { subject, trigger: 'asked' }));
};
const openOf = ({ id }: Account) => world.read((tx) => tx.handoffs.openOf(id));
/** An account with both addresses proven, reached by one customer-service identity. */
async function passportOf(externalUserId: string, email: string, mobile: string): Promise<Account> {
  const account = await world.passport({ email, mobile });
  await world.context.unitOfWork.run(async (tx) => {
    await tx.identities.bind({
      kind: 'external_userid',
      value: externalUserId,
      accountId: account.id,
      boundAt: NOW,
    });
    await tx.chats.insert({
      externalUserId,
      openKfId: 'wk-test',
      accountId: account.id,
      lastCustomerAt: NOW,
      sentSince: 0,
      serviceState: 2,
      servicerUserid: null,
      version: 1,
    });
  });
  return account;
}

describe('joinAccounts', () => {
  it('takes the open call of a passport along with its chat (promise 12)', async () => {
    const from = await passportOf('wm-1', 'one@example.com', '13800138001');
    const into = await world.passport();
    await calls(from, 'wm-1');
    const called = await openOf(from);

    expect(await join(from, into)).toBe(true);

    expect(await openOf(from)).toBeNull();
    expect(await openOf(into)).toMatchObject({ id: called!.id, state: called!.state });
    expect((await world.read((tx) => tx.chats.find('wm-1')))?.accountId).toBe(into.id);
    expect(await world.account(from.id)).toMatchObject({ state: 'active', email: 'one@example.com' });
  });

  it('leaves the call of a WeChat that is moved out with that WeChat', async () => {
    const into = await passportOf('wm-old', 'two@example.com', '13800138002');
    await calls(into, 'wm-old');
    const called = await openOf(into);
    const from = await world.customer('wm-new');

    expect(await join(from, into)).toBe(true);

    expect(await openOf(into)).toBeNull();
    const former = await world.read((tx) => tx.chats.find('wm-old'));
    expect(await world.read((tx) => tx.handoffs.openOf(former!.accountId))).toMatchObject({ id: called!.id });
  });

  it('keeps one call when both accounts have one', async () => {
    const from = await world.customer('wm-1');
    const into = await world.passport();
    await calls(from, 'wm-1');
    await calls(into, null);
    const kept = await openOf(into);

    expect(await join(from, into)).toBe(true);

    expect(await openOf(from)).toBeNull();
    expect(await openOf(into)).toMatchObject({ id: kept!.id });
  });

  it('takes the conversation of a guest along, and what the guardian was asked (PR2)', async () => {
    const from = await world.customer('wm-1');
    const into = await world.passport();
    const asked: Verification = {
      id: 'asked',
      accountId: from.id,
      purpose: 'guardian_consent',
      via: 'mobile',
      target: '13800138009',
      codeHash: 'c',
      linkHash: 'l',
      triesLeft: 5,
      createdAt: NOW,
      expiresAt: NOW + 1000,
      usedAt: null,
      about: '{}',
    };
    await world.context.unitOfWork.run(async (tx) => {
      await tx.verifications.insert(asked);
      await tx.verifications.insert({ ...asked, id: 'email', purpose: 'verify_email', linkHash: 'm' });
      await tx.transcripts.add({
        id: 'line',
        accountId: from.id,
        channel: 'kf',
        messageId: 'm-1',
        from: 'candidate',
        text: '你好',
        at: NOW,
      });
    });

    expect(await join(from, into)).toBe(true);

    const found = await world.read(async (tx) => ({
      guardian: await tx.verifications.latestOf(into.id, 'guardian_consent'),
      email: await tx.verifications.latestOf(into.id, 'verify_email'),
      lines: await tx.transcripts.lastOf(into.id, 9),
    }));
    expect(found).toMatchObject({ guardian: { id: 'asked' }, email: null, lines: [{ id: 'line' }] });
  });

  it('takes what the desk knows of a guest along, so that it is deleted with the account (PR14)', async () => {
    const from = await world.customer('wm-1');
    const into = await world.passport();
    const failure = (at: number) => ({ code: 'VALIDATION_FAILED', requestId: `r-${at}`, route: 'x', at });
    await world.context.unitOfWork.run(async (tx) => {
      for (const at of [1, 3, 5]) await tx.callFailures.keep(from.id, failure(at));
      for (const at of [2, 4, 6]) await tx.callFailures.keep(into.id, failure(at));
      await tx.proposals.insert({
        ...{ id: 'proposal-1', accountId: from.id, registrationId: 'r-1', handoffId: null, staffId: 's-1' },
        ...{ state: 'expired', content: null, revision: 1 },
        fields: ['mobile'],
        ...{ createdAt: NOW, expiresAt: NOW + 1, settledAt: NOW + 1 },
      });
      const closed = { state: 'closed', closedAt: NOW, externalUserId: 'wm-1' } as const;
      await tx.handoffs.insert(handoffAt(NOW, { accountId: from.id, ...closed }));
    });

    expect(await join(from, into)).toBe(true);

    const found = await world.read(async (tx) => ({
      left: [await tx.callFailures.lastOf(from.id, 9), await tx.proposals.latestOf(from.id)],
      failures: (await tx.callFailures.lastOf(into.id, 9)).map(({ at }) => at),
      proposal: (await tx.proposals.latestOf(into.id))?.id,
      closedOf: (await tx.handoffs.find('handoff-1'))?.accountId,
    }));
    expect(found).toEqual({
      left: [[], null],
      failures: [6, 5, 4, 3, 2],
      proposal: 'proposal-1',
      closedOf: into.id,
    });
  });
});
