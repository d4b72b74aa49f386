import type { Context } from '../context';
import { codeHash, CODE_LIFE_MS } from './issue-verification';
import type { Verification, VerificationPurpose } from '../ports/accounts';
import type { Repositories } from '../ports/storage';

/** Why a link or a code proves nothing. Codes are text keys. */
export type ProofRefusal =
  | { ok: false; code: 'link.unknown' | 'link.used' | 'link.expired' | 'link.busy' }
  | { ok: false; code: 'code.expired' | 'code.too_many_tries' }
  | { ok: false; code: 'code.wrong'; params: { left: number } };

export type FoundLink = { ok: true; verification: Verification } | ProofRefusal;

/** The verification behind a link, as it stands; showing a page uses nothing up. */
export async function findByLink(
  tx: Repositories,
  context: Context,
  { token, purposes }: { token: string; purposes: readonly VerificationPurpose[] },
): Promise<FoundLink> {
  const found = await tx.verifications.findByLink(context.secrets.tokenHash(token));
  if (!found || !purposes.includes(found.purpose)) return { ok: false, code: 'link.unknown' };
  if (found.usedAt !== null) return { ok: false, code: 'link.used' };
  if (context.clock.now() >= found.expiresAt) return { ok: false, code: 'link.expired' };
  return { ok: true, verification: found };
}

/** Uses a link up; of two presses one wins. */
export async function redeemLink(
  tx: Repositories,
  context: Context,
  link: { token: string; purposes: readonly VerificationPurpose[] },
): Promise<FoundLink> {
  const found = await findByLink(tx, context, link);
  if (!found.ok) return found;
  const won = await tx.verifications.use(found.verification.id, context.clock.now());
  return won ? found : { ok: false, code: 'link.used' };
}

/**
 * Uses a code up. A try is taken before the code is looked at: guesses sent side by side wait for each other on the row and
 * find no more than five tries (PR21).
 */
export async function redeemCode(
  tx: Repositories,
  context: Context,
  { verification, code }: { verification: Verification | null; code: string },
): Promise<FoundLink> {
  const now = context.clock.now();
  if (!verification || verification.usedAt !== null || now >= verification.createdAt + CODE_LIFE_MS) {
    return { ok: false, code: 'code.expired' };
  }
  const left = await tx.verifications.miss(verification.id);
  if (left === 0) return { ok: false, code: 'code.too_many_tries' };
  if (codeHash(context, verification.id, code) !== verification.codeHash) {
    return left === 1
      ? { ok: false, code: 'code.too_many_tries' }
      : { ok: false, code: 'code.wrong', params: { left: left - 1 } };
  }
  const won = await tx.verifications.use(verification.id, now);
  return won ? { ok: true, verification } : { ok: false, code: 'code.expired' };
}
