import type { Context } from '../context';
import { issueVerification } from './issue-verification';
import type { Account } from '../ports/accounts';
import { undone, type Undone } from '../ports/storage';
import { redeemCode, type ProofRefusal } from './redeem-verification';
import { verifiedAddress, type Via } from './request-address-proof';
import { PASSWORD_SPAN_MS, PASSWORD_TRIES, type PasswordContext } from './sign-in-with-password';

/**
 * What proves anew that it is the owner who holds the phone (PR13): the password, or a code sent to a proven address. An
 * account without either has nothing but its WeChat, and null stands for it.
 */
export type IdentityProof = { password: string } | { via: Via; code: string } | null;

export type ProofRequested =
  { ok: true } | { ok: false; code: 'account.try_later'; params: { tryAgainAt: number } };

export type IdentityProven =
  | { ok: true }
  | ProofRefusal
  | { ok: false; code: 'login.password_wrong' | 'identity.proof_needed' }
  | Extract<ProofRequested, { ok: false }>;

/** Sends a code to an address that the account has proven before; where it goes is never chosen by the caller. */
export function requestIdentityProof(
  context: Context,
  { account, via }: { account: Account; via: Via },
): Promise<ProofRequested | { ok: false; code: 'identity.proof_needed' }> {
  const target = verifiedAddress(account, via);
  if (target === null) return Promise.resolve({ ok: false, code: 'identity.proof_needed' });
  return context.unitOfWork.run(async (tx): Promise<ProofRequested | Undone<ProofRequested>> => {
    const purpose = 'confirm_identity';
    const issued = await issueVerification(tx, context, { account, purpose, via, target });
    if (issued.ok) return { ok: true };
    const params = { tryAgainAt: issued.tryAgainAt };
    return undone<ProofRequested>({ ok: false, code: 'account.try_later', params });
  });
}

/** Checks the proof and uses it up. A wrong one counts, whatever becomes of the act it was for. */
export function proveIdentity(
  context: PasswordContext,
  { account, proof }: { account: Account; proof: IdentityProof },
): Promise<IdentityProven> {
  if (proof === null) return Promise.resolve(byWechatAlone(account));
  return 'password' in proof ? byPassword(context, account, proof.password) : byCode(context, account, proof);
}

function byWechatAlone(account: Account): IdentityProven {
  const { emailVerifiedAt, mobileVerifiedAt, passwordHash } = account;
  const nothingElse = emailVerifiedAt === null && mobileVerifiedAt === null && passwordHash === null;
  return nothingElse ? { ok: true } : { ok: false, code: 'identity.proof_needed' };
}

async function byPassword(
  context: PasswordContext,
  account: Account,
  password: string,
): Promise<IdentityProven> {
  const taken = await context.limiter.take(`password:${account.id}`, PASSWORD_TRIES, PASSWORD_SPAN_MS);
  if (!taken.ok) {
    const tryAgainAt = context.clock.now() + taken.retryAfterMs;
    return { ok: false, code: 'account.try_later', params: { tryAgainAt } };
  }
  const right = await context.passwords.verify(password, account.passwordHash);
  return right ? { ok: true } : { ok: false, code: 'login.password_wrong' };
}

function byCode(
  context: Context,
  account: Account,
  { via, code }: { via: Via; code: string },
): Promise<IdentityProven> {
  return context.unitOfWork.run(async (tx): Promise<IdentityProven> => {
    const latest = await tx.verifications.latestOf(account.id, 'confirm_identity');
    const verification =
      latest?.via === via && latest.target === verifiedAddress(account, via) ? latest : null;
    const redeemed = await redeemCode(tx, context, { verification, code });
    return redeemed.ok ? { ok: true } : redeemed;
  });
}
