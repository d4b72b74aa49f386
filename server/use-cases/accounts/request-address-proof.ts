import type { Outcome } from '../../../bot/ports';
import { checkEmail, checkMobile } from '../../../shared/domain/rules/contact';
import type { Context } from '../context';
import { issueVerification } from './issue-verification';
import type { Account, Verification } from '../ports/accounts';
import type { Repositories } from '../ports/storage';

export type Via = 'email' | 'mobile';

/**
 * Sends a code and a link to an address that the person says is theirs (S8, S10). An address of an account of earlier leads
 * to login there, which is good news (S7, S9); the answer is the same either way, only who receives the message learns
 * it. Another address than a verified one takes its place when it is confirmed, not before.
 */
export async function requestAddressProof(
  tx: Repositories,
  context: Context,
  input: { account: Account; via: Via; value: string },
): Promise<Outcome> {
  const { account, via } = input;
  const checked = via === 'email' ? checkEmail(input.value) : checkMobile(input.value);
  if (!checked.ok) return invalid(via, checked.code, checked.params);
  const target = checked.value;
  if (verifiedAddress(account, via) === target) return { ok: true };

  const owner = await ownerOf(tx, via, target);
  const purpose = owner && owner.id !== account.id ? 'login' : (`verify_${via}` as const);
  const issued = await issueVerification(tx, context, { account, purpose, via, target });
  if (!issued.ok) return invalid(via, 'account.try_later', { tryAgainAt: issued.tryAgainAt });
  if (verifiedAddress(account, via) !== null) return { ok: true };
  const saved = await tx.accounts.save({ ...account, [via]: target });
  return saved === 'saved' ? { ok: true } : { ok: false, why: 'unavailable' };
}

/** The same once more, to the address that waits for its proof. */
export async function resendAddressProof(
  tx: Repositories,
  context: Context,
  { account, via }: { account: Account; via: Via },
): Promise<Outcome> {
  const waiting = await latestProof(tx, account.id, via);
  const value = waiting && waiting.usedAt === null ? waiting.target : account[via];
  if (value === null) return invalid(via, 'field.required');
  return requestAddressProof(tx, context, { account, via, value });
}

/** The newest code and link sent for an address of the account, used or not. */
export async function latestProof(
  tx: Repositories,
  accountId: string,
  via: Via,
): Promise<Verification | null> {
  const [verify, login] = [
    await tx.verifications.latestOf(accountId, `verify_${via}`),
    await tx.verifications.latestOf(accountId, 'login'),
  ];
  if (!login || login.via !== via) return verify;
  return verify && verify.createdAt > login.createdAt ? verify : login;
}

export function ownerOf(tx: Repositories, via: Via, target: string): Promise<Account | null> {
  return via === 'email' ? tx.accounts.findByVerifiedEmail(target) : tx.accounts.findByVerifiedMobile(target);
}

export function verifiedAddress(account: Account, via: Via): string | null {
  return account[`${via}VerifiedAt`] === null ? null : account[via];
}

function invalid(via: Via, code: string, params?: Record<string, string | number>): Outcome {
  return { ok: false, why: 'invalid', field: via, problem: { code, ...(params && { params }) } };
}
