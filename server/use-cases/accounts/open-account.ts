import type { Context } from '../context';
import type { Account, Identity, Login } from '../ports/accounts';
import type { Repositories } from '../ports/storage';

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
    appTurns: 0,
    version: 1,
  };
}

/** Addresses the owner has proven, which a preview season may name. */
export function verifiedAddresses(account: Account): (string | null)[] {
  const { email, emailVerifiedAt, mobile, mobileVerifiedAt } = account;
  return [emailVerifiedAt === null ? null : email, mobileVerifiedAt === null ? null : mobile];
}

/**
 * The account bound to a signed-in phone; a guest account is begun for one that has none. Of two calls at once, one begins
 * it: the other one's unit runs again and finds it.
 */
export async function openAccount(tx: Repositories, context: Context, login: Login): Promise<Account> {
  const { openid, unionid } = login;
  const [bound, former, known] = await Promise.all([
    tx.accounts.findBound('openid', openid),
    tx.identities.find('openid', openid),
    unionid === null ? null : tx.identities.find('unionid', unionid),
  ]);
  if (bound && bound.state !== 'closed') return bound;
  const guest = guestAccount(context, login.locale ?? 'zh-CN');
  await tx.accounts.insert(guest);
  const binding = { accountId: guest.id, boundAt: guest.createdAt };
  const own: Identity = { ...binding, kind: 'openid', value: openid };
  // One of a closed account moves; one of nobody is taken by whoever is first.
  await (former ? tx.identities.bind(own) : tx.identities.claim(own));
  if (unionid !== null && !known) {
    await tx.identities.claim({ ...binding, kind: 'unionid', value: unionid });
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
  const account = await tx.accounts.findBound('openid', openid);
  return account && account.state !== 'closed' ? account : null;
}
