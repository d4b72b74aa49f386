import type { Context } from './context';
import type { Account, Login } from './ports/accounts';
import type { Repositories } from './ports/storage';

/** An account of somebody met in a channel: nothing is proven yet (S4). */
export function guestAccount(context: Pick<Context, 'clock' | 'newId'>, locale: Account['locale']): Account {
  return {
    id: context.newId(),
    state: 'guest',
    email: null,
    emailVerifiedAt: null,
    mobile: null,
    mobileVerifiedAt: null,
    passwordHash: null,
    locale,
    createdAt: context.clock.now(),
    version: 1,
  };
}

/** The account bound to a signed-in phone; a guest account is begun for one that has none. */
export async function openAccount(tx: Repositories, context: Context, login: Login): Promise<Account> {
  const bound = await boundAccount(tx, login.openid);
  if (bound) return bound;
  const guest = guestAccount(context, 'zh-CN');
  await tx.accounts.insert(guest);
  const binding = { accountId: guest.id, boundAt: guest.createdAt };
  await tx.identities.bind({ ...binding, kind: 'openid', value: login.openid });
  const known = login.unionid ? await tx.identities.find('unionid', login.unionid) : null;
  if (login.unionid && !known) {
    await tx.identities.bind({ ...binding, kind: 'unionid', value: login.unionid });
  }
  await tx.logins.attach(login.tokenHash, guest.id);
  return guest;
}

/**
 * Takes the turn of changing who is bound to an account: of two that judged its bindings at once, one gets it. Null = the
 * other one did; the caller undoes its unit.
 */
export async function claimAccount(tx: Repositories, account: Account): Promise<Account | null> {
  const saved = await tx.accounts.save(account);
  return saved === 'saved' ? { ...account, version: account.version + 1 } : null;
}

/** The live account of an openid. The binding decides, not the token: a binding that was moved takes its logins along. */
export async function boundAccount(tx: Repositories, openid: string): Promise<Account | null> {
  const identity = await tx.identities.find('openid', openid);
  const account = identity ? await tx.accounts.find(identity.accountId) : null;
  return account && account.state !== 'closed' ? account : null;
}
