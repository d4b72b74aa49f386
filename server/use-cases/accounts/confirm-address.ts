import { maskEmail, maskMobile } from '../../../shared/domain/masks';
import type { Context } from '../context';
import type { Account, Login, Verification, VerificationPurpose } from '../ports/accounts';
import { undone, type Repositories, type Undone } from '../ports/storage';
import { proveAddress } from './prove-address';
import { findByLink, redeemCode, redeemLink, type ProofRefusal } from './redeem-verification';
import { latestProof, ownerOf, type Via } from './request-address-proof';

const PURPOSES: readonly VerificationPurpose[] = ['verify_email', 'verify_mobile', 'login'];

/** What the page with the confirm button shows. */
export type AddressProofView =
  | {
      ok: true;
      via: Via;
      /** Masked (PR7). */
      target: string;
      /** `login`: confirming opens the account of this address to the WeChat that asked. */
      purpose: 'verify' | 'login';
      locale: Account['locale'];
      expiresAt: number;
    }
  | ProofRefusal;

export type AddressConfirmed =
  | {
      ok: true;
      kind: 'verified' | 'joined';
      via: Via;
      accountId: string;
      /** Both addresses are proven: the account step is done (S8). */
      active: boolean;
      locale: Account['locale'];
    }
  | ProofRefusal;

/** Reads what a link would confirm; opening the page, or a mail scanner that follows links, uses nothing up. */
export function viewAddressProof(context: Context, { token }: { token: string }): Promise<AddressProofView> {
  return context.unitOfWork.read(async (tx): Promise<AddressProofView> => {
    const found = await findByLink(tx, context, { token, purposes: PURPOSES });
    if (!found.ok) return found;
    const { via, target, accountId, expiresAt } = found.verification;
    const account = await liveAccount(tx, accountId);
    if (!account) return { ok: false, code: 'link.expired' };
    const owner = await ownerOf(tx, via, target);
    return {
      ok: true,
      via,
      target: via === 'email' ? maskEmail(target) : maskMobile(target),
      purpose: owner && owner.id !== accountId ? 'login' : 'verify',
      locale: account.locale,
      expiresAt,
    };
  });
}

/** Presses the confirm button of the page behind the link in a mail or SMS (S10). */
export function confirmAddressByLink(
  context: Context,
  { token }: { token: string },
): Promise<AddressConfirmed> {
  return context.unitOfWork.run(async (tx): Promise<AddressConfirmed | Undone<AddressConfirmed>> => {
    const redeemed = await redeemLink(tx, context, { token, purposes: PURPOSES });
    if (!redeemed.ok) return redeemed;
    return confirm(tx, context, { verification: redeemed.verification, channel: 'page' });
  });
}

/**
 * Takes the code typed on a signed-in phone. One act for registering and for login (S4, S7): which one it was, shows in
 * `kind`. The phone goes on in the account that the address belongs to.
 */
export async function confirmAddressByCode(
  tx: Repositories,
  context: Context,
  { login, account, via, code }: { login: Login; account: Account; via: Via; code: string },
): Promise<AddressConfirmed | Undone<AddressConfirmed>> {
  const verification = await latestProof(tx, account.id, via);
  const redeemed = await redeemCode(tx, context, { verification, code });
  // A refusal is not undone: the try it took counts.
  if (!redeemed.ok) return redeemed;
  const confirmed = await confirm(tx, context, {
    verification: redeemed.verification,
    channel: 'mini_program',
  });
  if ('ok' in confirmed && confirmed.ok) await tx.logins.attach(login.tokenHash, confirmed.accountId);
  return confirmed;
}

async function confirm(
  tx: Repositories,
  context: Context,
  { verification, channel }: { verification: Verification; channel: 'page' | 'mini_program' },
): Promise<AddressConfirmed | Undone<AddressConfirmed>> {
  const { via, target, accountId, id } = verification;
  const account = await liveAccount(tx, accountId);
  if (!account) return { ok: false, code: 'link.expired' };
  const actor = { role: 'candidate', id: accountId, channel } as const;
  const proven = await proveAddress(tx, context, { account, via, target, actor, proofId: id });
  if (!proven) return undone<AddressConfirmed>({ ok: false, code: 'link.busy' });
  const { kind, account: present } = proven;
  const active = present.state === 'active';
  return { ok: true, kind, via, accountId: present.id, active, locale: present.locale };
}

async function liveAccount(tx: Repositories, id: string): Promise<Account | null> {
  const account = await tx.accounts.find(id);
  return account && account.state !== 'closed' ? account : null;
}
