import { DAY_MS } from '../../../shared/domain/time';
import type { Context } from '../context';
import { boundAccount } from './open-account';
import type { Account } from '../ports/accounts';
import { AppError } from '../ports/app-error';
import { PlatformError, TransportError } from '../ports/platform-errors';
import type { Repositories } from '../ports/storage';
import type { WechatPort } from '../ports/wechat';

/** `wx.login` costs nothing and asks nothing: a session is renewed by it rather than prolonged. */
export const LOGIN_LIFE_MS = 30 * DAY_MS;

export type SignedIn =
  | {
      ok: true;
      /** The only copy; storage holds its keyed hash. */
      token: string;
      expiresAt: number;
      accountId: string | null;
      state: Account['state'] | null;
    }
  | { ok: false; code: 'LOGIN_CODE_INVALID' | 'login.user_blocked' };

/**
 * Signs a mini program in by the code of `wx.login` (miniprogram.md 2), silently once the WeChat identity is bound. The
 * platform is asked before the unit of work; its session key is not kept.
 */
export async function signIn(
  context: Context & { wechat: Pick<WechatPort, 'jscode2session'> },
  { code }: { code: string },
): Promise<SignedIn> {
  const answer = await context.wechat.jscode2session(code).catch(askedAgainLater);
  if (!answer.ok) {
    const refusals = { code_invalid: 'LOGIN_CODE_INVALID', user_blocked: 'login.user_blocked' } as const;
    return { ok: false, code: refusals[answer.reason] };
  }
  const { openid, unionid } = answer;
  return context.unitOfWork.run(async (tx): Promise<SignedIn> => {
    const account = await recognise(tx, context, { openid, unionid });
    const token = context.secrets.token();
    const now = context.clock.now();
    const expiresAt = now + LOGIN_LIFE_MS;
    const accountId = account?.id ?? null;
    const tokenHash = context.secrets.tokenHash(token);
    await tx.logins.insert({ tokenHash, accountId, openid, unionid, createdAt: now, expiresAt });
    return { ok: true, token, expiresAt, accountId, state: account?.state ?? null };
  });
}

/** Whatever became of the question, it changed nothing: the phone asks again with a new code. */
function askedAgainLater(error: unknown): never {
  if (error instanceof TransportError || error instanceof PlatformError) {
    throw new AppError('PLATFORM_BUSY', {}, { cause: error });
  }
  throw error;
}

/** Openid first; a known unionid is the same person in another of our apps (kf.md 1) and brings the openid along. */
async function recognise(
  tx: Repositories,
  context: Context,
  { openid, unionid }: { openid: string; unionid: string | null },
): Promise<Account | null> {
  const boundAt = context.clock.now();
  const bound = await boundAccount(tx, openid);
  const known = unionid === null ? null : await tx.identities.find('unionid', unionid);
  if (bound) {
    const missing = unionid !== null && known === null;
    // Taken by whoever is first; a phone that was beaten finds the other account in its next run.
    if (missing) await tx.identities.claim({ kind: 'unionid', value: unionid, accountId: bound.id, boundAt });
    return bound;
  }
  const account = known ? await tx.accounts.find(known.accountId) : null;
  if (!account || account.state === 'closed') return null;
  await tx.identities.bind({ kind: 'openid', value: openid, accountId: account.id, boundAt });
  return account;
}
