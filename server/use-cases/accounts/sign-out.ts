import type { Context } from '../context';
import type { Login } from '../ports/accounts';

/**
 * Signs a phone out. With `forget` this WeChat is no longer let in silently either: the next login needs e-mail or mobile.
 * Other logins of the same openid lose the account with the binding.
 */
export async function signOut(
  context: Context,
  { login, forget }: { login: Login; forget: boolean },
): Promise<void> {
  await context.unitOfWork.run(async (tx) => {
    await tx.logins.remove(login.tokenHash);
    if (!forget) return;
    const bound = await tx.identities.find('openid', login.openid);
    await tx.identities.unbind('openid', login.openid);
    const person = login.unionid === null ? null : await tx.identities.find('unionid', login.unionid);
    if (person && person.accountId === bound?.accountId) await tx.identities.unbind('unionid', person.value);
  });
}
