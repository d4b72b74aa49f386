import { checkPassword, type PasswordCode } from './check-password';
import { confirmAddressByCode, type AddressConfirmed } from './confirm-address';
import type { Context } from '../context';
import { boundAccount } from './open-account';
import type { Account, Login } from '../ports/accounts';
import { undone, type Repositories } from '../ports/storage';
import type { Via } from './request-address-proof';
import { PASSWORD_SPAN_MS, PASSWORD_TRIES, type PasswordContext } from './sign-in-with-password';

export type PasswordSet =
  | { ok: true; accountId: string }
  | { ok: false; code: PasswordCode; params?: Record<string, string | number> }
  | { ok: false; code: 'login.password_wrong' | 'link.busy' | 'account.not_active' }
  | { ok: false; code: 'account.try_later'; params: { tryAgainAt: number } };

/** Sets the optional password of a signed-in account, or changes it with the present one (S12). */
export async function setPassword(
  context: PasswordContext,
  { account, password, current }: { account: Account; password: string; current: string | null },
): Promise<PasswordSet> {
  const checked = checkPassword(password);
  if (!checked.ok) return checked;
  if (account.state !== 'active') return { ok: false, code: 'account.not_active' };
  if (account.passwordHash !== null) {
    const taken = await context.limiter.take(`password:${account.id}`, PASSWORD_TRIES, PASSWORD_SPAN_MS);
    if (!taken.ok) {
      const tryAgainAt = context.clock.now() + taken.retryAfterMs;
      return { ok: false, code: 'account.try_later', params: { tryAgainAt } };
    }
    const right = await context.passwords.verify(current ?? '', account.passwordHash);
    if (!right) return { ok: false, code: 'login.password_wrong' };
  }
  const passwordHash = await context.passwords.hash(checked.value);
  return context.unitOfWork.run(async (tx) => {
    const saved = await store(tx, context, { account, passwordHash });
    return saved
      ? { ok: true, accountId: account.id }
      : undone<PasswordSet>({ ok: false, code: 'link.busy' });
  });
}

export type PasswordRecovered = AddressConfirmed | Extract<PasswordSet, { ok: false }>;

/** Recovery by the code sent to either address (S9): logs in where the address belongs and sets a new password there. */
export async function recoverPassword(
  context: PasswordContext,
  input: { login: Login; via: Via; code: string; password: string },
): Promise<PasswordRecovered> {
  const checked = checkPassword(input.password);
  if (!checked.ok) return checked;
  const passwordHash = await context.passwords.hash(checked.value);
  return context.unitOfWork.run(async (tx) => {
    const asking = await boundAccount(tx, input.login.openid);
    if (!asking) return { ok: false, code: 'code.expired' } as const;
    const confirmed = await confirmAddressByCode(tx, context, { ...input, account: asking });
    if (!('ok' in confirmed) || !confirmed.ok) return confirmed;
    const account = await tx.accounts.find(confirmed.accountId);
    const saved = account !== null && (await store(tx, context, { account, passwordHash }));
    return saved ? confirmed : undone<PasswordRecovered>({ ok: false, code: 'link.busy' });
  });
}

async function store(
  tx: Repositories,
  context: Context,
  { account, passwordHash }: { account: Account; passwordHash: string },
): Promise<boolean> {
  if ((await tx.accounts.save({ ...account, passwordHash })) !== 'saved') return false;
  await tx.audit.append({
    id: context.newId(),
    action: 'account.password_set',
    actor: { role: 'candidate', id: account.id, channel: 'mini_program' },
    registrationId: null,
    from: null,
    to: null,
    revision: null,
    reason: null,
    at: context.clock.now(),
  });
  return true;
}
