import { checkEmail, checkMobile } from '../../../shared/domain/rules/contact';
import { MINUTE_MS } from '../../../shared/domain/time';
import { bindIdentities } from './bind-identities';
import type { Context } from '../context';
import { joinAccounts } from './join-accounts';
import { boundAccount, claimAccount } from './open-account';
import type { Account, IdentityKind, Login } from '../ports/accounts';
import type { PasswordHasher } from '../ports/secrets';
import type { RateLimiter } from '../ports/sessions';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { ownerOf, type Via } from './request-address-proof';

export type PasswordContext = Context & { passwords: PasswordHasher; limiter: RateLimiter };

export type PasswordSignIn =
  | { ok: true; accountId: string }
  | { ok: false; code: 'login.password_wrong' | 'link.busy' }
  | { ok: false; code: 'account.try_later'; params: { tryAgainAt: number } };

/** Tries per address, and per phone, before the account waits (S12, PR21). */
export const PASSWORD_TRIES = 5;
export const PASSWORD_SPAN_MS = 15 * MINUTE_MS;

/**
 * Login by account and password (S12), the e-mail address or mobile being the login name (S9). An unknown address, an account
 * without password and a wrong one get the same words after the same work.
 */
export async function signInWithPassword(
  context: PasswordContext,
  { login, via, value, password }: { login: Login; via: Via; value: string; password: string },
): Promise<PasswordSignIn> {
  const checked = via === 'email' ? checkEmail(value) : checkMobile(value);
  const target = checked.ok ? checked.value : value;
  const tryAgainAt = await locked(context, [
    `password:${context.hash.hash(via, target.toLowerCase())}`,
    `password:${context.hash.hash('openid', login.openid)}`,
  ]);
  if (tryAgainAt !== null) return { ok: false, code: 'account.try_later', params: { tryAgainAt } };

  const owner = checked.ok ? await context.unitOfWork.read((tx) => ownerOf(tx, via, target)) : null;
  const right = await context.passwords.verify(password, owner?.passwordHash ?? null);
  if (!owner || !right) return { ok: false, code: 'login.password_wrong' };
  return context.unitOfWork.run((tx) => enter(tx, context, { login, ownerId: owner.id }));
}

async function locked(context: PasswordContext, buckets: string[]): Promise<number | null> {
  for (const bucket of buckets) {
    const taken = await context.limiter.take(bucket, PASSWORD_TRIES, PASSWORD_SPAN_MS);
    if (!taken.ok) return context.clock.now() + taken.retryAfterMs;
  }
  return null;
}

async function enter(
  tx: Repositories,
  context: Context,
  { login, ownerId }: { login: Login; ownerId: string },
): Promise<PasswordSignIn | Undone<PasswordSignIn>> {
  const into = await tx.accounts.find(ownerId);
  if (!into || into.state === 'closed') return { ok: false, code: 'login.password_wrong' };
  const from = await boundAccount(tx, login.openid);
  if (from?.id !== into.id && !(await letIn(tx, context, { login, from, into }))) {
    return undone<PasswordSignIn>({ ok: false, code: 'link.busy' });
  }
  await tx.logins.attach(login.tokenHash, into.id);
  return { ok: true, accountId: into.id };
}

async function letIn(
  tx: Repositories,
  context: Context,
  { login, from, into }: { login: Login; from: Account | null; into: Account },
): Promise<boolean> {
  if (from) {
    const actor = { role: 'candidate', id: from.id, channel: 'mini_program' } as const;
    return joinAccounts(tx, context, { from, into, actor });
  }
  if (!(await claimAccount(tx, into))) return false;
  const openid: IdentityKind = 'openid';
  const identities = [{ kind: openid, value: login.openid }, ...(await freeUnionid(tx, login))];
  await bindIdentities(tx, context, { account: into, identities });
  return true;
}

async function freeUnionid(
  tx: Repositories,
  { unionid }: Login,
): Promise<{ kind: 'unionid'; value: string }[]> {
  if (unionid === null || (await tx.identities.find('unionid', unionid))) return [];
  return [{ kind: 'unionid', value: unionid }];
}
