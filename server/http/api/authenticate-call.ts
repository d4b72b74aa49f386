import type { Endpoint } from '../../../shared/contract/api';
import { authenticate } from '../../use-cases/accounts/authenticate';
import { AppError } from '../../use-cases/ports/app-error';
import type { Account, Login } from '../../use-cases/ports/accounts';
import type { HttpContext } from '../deps';
import type { Ctx } from '../http-context';

const BEARER = /^Bearer ([A-Za-z0-9_-]{43})$/;

/** Who calls, by the session token. An endpoint that asks for more than the caller has is refused here. */
export async function authenticateCall(
  ctx: Ctx,
  context: HttpContext,
  access: Endpoint['access'],
): Promise<{ login: Login | null; account: Account | null }> {
  if (access === 'public') return { login: null, account: null };
  const token = BEARER.exec(ctx.get('Authorization'))?.[1];
  const known = token ? await authenticate(context, { token }) : null;
  if (!known?.ok) throw new AppError('UNAUTHENTICATED');
  const { login, account } = known;
  ctx.state.accountId = account?.id ?? null;
  if (account && !ctx.state.localeAsked) ctx.state.locale = account.locale;
  if (access === 'login') return { login, account };
  const unready = { reasons: [{ field: null, code: 'account.not_active' }], next: ['verify_address'] };
  // Nothing of an account that is not there yet can be found.
  if (!account) throw new AppError('NOT_FOUND');
  if (access === 'active' && account.state !== 'active') throw new AppError('STATE_CONFLICT', unready);
  return { login, account };
}
