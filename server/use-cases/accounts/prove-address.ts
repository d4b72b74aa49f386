import type { Actor } from '../../../shared/domain/registration';
import type { Context } from '../context';
import { activated, joinAccounts } from './join-accounts';
import { outboxRow } from '../outbox-rows';
import type { Account } from '../ports/accounts';
import type { Repositories } from '../ports/storage';
import { ownerOf, type Via } from './request-address-proof';

export interface Proof {
  /** Who asked for the proof. */
  account: Account;
  via: Via;
  /** The address as stored; its receipt is proven. */
  target: string;
  actor: Actor;
  /** Names this proof; the same one is told once. */
  proofId: string;
}

/** `joined`: the address belongs to an account of earlier, which goes on from here (S7). Null: lost a race. */
export type Proven = { kind: 'verified' | 'joined'; account: Account } | null;

/**
 * Records that somebody receives an address. Whose it is, is judged now and not when the message was sent: the address of
 * another account is a login there, any other one is verified, and the second one makes the account active (S8, S9).
 */
export async function proveAddress(tx: Repositories, context: Context, proof: Proof): Promise<Proven> {
  const { account, via, target, actor } = proof;
  const owner = await ownerOf(tx, via, target);
  if (owner && owner.id !== account.id) {
    if (!(await joinAccounts(tx, context, { from: account, into: owner, actor }))) return null;
    await resumeChat(tx, context, { accountId: owner.id, proofId: proof.proofId });
    return { kind: 'joined', account: (await tx.accounts.find(owner.id)) ?? owner };
  }
  const now = context.clock.now();
  const verified = activated({ ...account, [via]: target, [`${via}VerifiedAt`]: now });
  if ((await tx.accounts.save(verified)) !== 'saved') return null;
  await tx.audit.append({
    id: context.newId(),
    action: 'account.address_verified',
    actor,
    registrationId: null,
    from: account.state,
    to: verified.state,
    revision: null,
    reason: via,
    at: now,
  });
  await resumeChat(tx, context, { accountId: account.id, proofId: proof.proofId });
  return { kind: 'verified', account: { ...verified, version: verified.version + 1 } };
}

/** The conversation waits for what was done on a page: a job lets the bot speak, inside its window. */
export async function resumeChat(
  tx: Repositories,
  context: Context,
  { accountId, proofId }: { accountId: string; proofId: string },
): Promise<void> {
  const key = `chat.resume_requested:${proofId}`;
  const payload = { accountId };
  await tx.outbox.add([outboxRow(context, { topic: 'chat.resume_requested', key, payload })]);
}
