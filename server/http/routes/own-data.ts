import * as contract from '../../../shared/contract/own-data';
import { planDeletion } from '../../use-cases/privacy/account-deletion';
import { deleteAccount } from '../../use-cases/privacy/delete-account';
import { mintExport } from '../../use-cases/privacy/export-own-data';
import type { Account } from '../../use-cases/ports/accounts';
import {
  proveIdentity,
  requestIdentityProof,
  type IdentityProof,
} from '../../use-cases/accounts/prove-identity';
import type { On } from '../api/call';
import { DONE } from '../api/call';
import type { HttpDeps } from '../deps';
import { failedProof, refused } from '../presenters/failures';
import { presentReason } from '../presenters/registration';

/** What belongs to the person: their data as a file, and the end of their account (PR13, PR14). */
export function ownDataRoutes(on: On, deps: HttpDeps): void {
  const { context } = deps;
  const { clock, unitOfWork } = context;

  async function prove(account: Account, proof: IdentityProof): Promise<void> {
    const proven = await proveIdentity(context, { account, proof });
    if (!proven.ok) throw failedProof(proven, clock.now());
  }

  on(contract.requestIdentityProof, async ({ account, body }) => {
    const asked = await requestIdentityProof(context, { account, via: body.via });
    if (!asked.ok) throw failedProof(asked, clock.now());
    deps.wake();
    return DONE;
  });

  on(contract.exportOwnData, async ({ account, body }) => {
    await prove(account, body.proof);
    const { token, expiresAt } = await mintExport(context, { account });
    return { url: `${deps.publicUrl}/pages/export?t=${token}`, expiresAt };
  });

  on(contract.viewDeletion, async ({ account, locale }) => {
    const plan = await unitOfWork.read((tx) => planDeletion(tx, context, account.id));
    const rows = plan.fates.map(({ registration, season, fate, until }) => ({
      fate,
      until,
      row: { registrationId: registration.id, seasonId: season.id, seasonName: season.sitting.name },
    }));
    return {
      possible: plan.reasons.length === 0,
      reasons: plan.reasons.map((one) => presentReason(one, locale)),
      erased: rows.filter(({ fate }) => fate === 'erase').map(({ row }) => row),
      kept: rows
        .filter(({ fate }) => fate === 'keep')
        .map(({ row, until }) => ({ ...row, keptUntil: until })),
      consentsKeptUntil: plan.proofsUntil,
      serverTime: clock.now(),
    };
  });

  on(contract.deleteAccount, async ({ account, body, keepAnswer }) => {
    // What stands in the way is told before a code is used up for nothing.
    const plan = await unitOfWork.read((tx) => planDeletion(tx, context, account.id));
    const [first, ...others] = plan.reasons;
    if (first) throw refused([first, ...others]);
    await prove(account, body.proof);
    const deleted = await deleteAccount(context, {
      account,
      reason: body.reason,
      alongside: (tx, keptUntil) => keepAnswer(tx, { deleted: true, keptUntil }),
    });
    if ('code' in deleted) throw failedProof(deleted, clock.now());
    if (!deleted.ok) throw refused(deleted.reasons);
    deps.wake();
    return { deleted: true as const, keptUntil: deleted.keptUntil };
  });
}
