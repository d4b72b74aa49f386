import type { Context } from './context';
import { boundAccount } from './open-account';
import type { Account, Login } from './ports/accounts';

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
  return context.unitOfWork.read(async (tx): Promise<Authenticated> => {
    const login = await tx.logins.find(context.secrets.tokenHash(token));
    if (!login || context.clock.now() >= login.expiresAt) return { ok: false, code: 'UNAUTHENTICATED' };
    const account = await boundAccount(tx, login.openid);
    return { ok: true, login: { ...login, accountId: account?.id ?? null }, account };
  });
}
