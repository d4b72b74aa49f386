import type { Outcome } from '../../../bot/ports';
import type { Context } from '../context';
import { openAccount } from './open-account';
import type { Login } from '../ports/accounts';
import { undone, type Undone } from '../ports/storage';
import { requestAddressProof, type Via } from './request-address-proof';

/**
 * A signed-in phone gives an address to register or to log in with (S4, S7): the code goes there. Both look alike, and a
 * guest account is begun where there is none, whether or not the address is known (PR21).
 */
export function requestPhoneProof(
  context: Context,
  { login, via, value }: { login: Login; via: Via; value: string },
): Promise<Outcome> {
  return context.unitOfWork.run(async (tx): Promise<Outcome | Undone<Outcome>> => {
    const account = await openAccount(tx, context, login);
    const outcome = await requestAddressProof(tx, context, { account, via, value });
    return outcome.ok ? outcome : undone(outcome);
  });
}
