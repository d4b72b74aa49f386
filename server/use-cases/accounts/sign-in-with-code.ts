import { confirmAddressByCode, type AddressConfirmed } from './confirm-address';
import type { Context } from '../context';
import { boundAccount } from './open-account';
import type { Login } from '../ports/accounts';
import type { Undone } from '../ports/storage';
import type { Via } from './request-address-proof';

/** Logs a phone in, or registers it, with the code sent to an e-mail address or mobile (S4, S7, S9). */
export function signInWithCode(
  context: Context,
  { login, via, code }: { login: Login; via: Via; code: string },
): Promise<AddressConfirmed> {
  return context.unitOfWork.run(async (tx): Promise<AddressConfirmed | Undone<AddressConfirmed>> => {
    const account = await boundAccount(tx, login.openid);
    if (!account) return { ok: false, code: 'code.expired' };
    return confirmAddressByCode(tx, context, { login, account, via, code });
  });
}
