import type { Context } from '../context';
import { boundAccount } from './open-account';
import type { Account, Login } from '../ports/accounts';

export type Authenticated =
  | {
      ok: true;
      login: Login;
      /** Null while this WeChat is bound to no account: it sees what everybody may see. */
      account: Account | null;
    }
  | { ok: false; code: 'UNAUTHENTICATED' };

/**
 * Who is behind a session token. The token proves the phone; the account is the one its openid is bound to now, so that an
 * account moved to another WeChat is closed to the old one at once.
 */
export function authenticate(context: Context, { token }: { token: string }): Promise<Authenticated> {
  const tokenHash = context.secrets.tokenHash(token);
  return context.unitOfWork.read(async (tx): Promise<Authenticated> => {
    // In one round trip, since the login nearly always knows the account its openid is bound to.
    const [login, attached, identities] = await Promise.all([
      tx.logins.find(tokenHash),
      tx.accounts.findOfLogin(tokenHash),
      tx.identities.listOfLogin(tokenHash),
    ]);
    if (!login || context.clock.now() >= login.expiresAt) return { ok: false, code: 'UNAUTHENTICATED' };
    const isBound = identities.some(({ kind, value }) => kind === 'openid' && value === login.openid);
    const isOwn = isBound && attached !== null && attached.state !== 'closed';
    const account = isOwn ? attached : await boundAccount(tx, login.openid);
    return { ok: true, login: { ...login, accountId: account?.id ?? null }, account };
  });
}
