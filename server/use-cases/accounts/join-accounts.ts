import { isFinal } from '../../../shared/domain/lifecycle';
import type { Actor, Registration } from '../../../shared/domain/registration';
import { bindIdentities } from './bind-identities';
import { changeRegistration } from '../registrations/change-registration';
import { closeHandoff } from '../support/close-handoff';
import type { Context } from '../context';
import { claimAccount } from './open-account';
import type { Account } from '../ports/accounts';
import type { Repositories } from '../ports/storage';

/**
 * Lets a WeChat person into an account of theirs (S7): their identities, their chat and their call for a person move to it;
 * permits follow the openid and logins the binding by themselves. A passport they had keeps its registrations and proofs. A
 * guest account ends with that: its draft goes along unless the account has a live registration in that sitting, and so do
 * ticks, the conversation and what a guardian was asked. Its links end with it: who holds one must not get into an account
 * that was not meant. False = somebody changed a row meanwhile; the caller undoes its unit. `told`: see `bindIdentities`.
 */
export async function joinAccounts(
  tx: Repositories,
  context: Context,
  { from, into: wanted, actor, told = true }: { from: Account; into: Account; actor: Actor; told?: boolean },
): Promise<boolean> {
  const into = await claimAccount(tx, wanted);
  if (!into) return false;
  const identities = await tx.identities.listOf(from.id);
  const chat = await tx.chats.findByAccount(from.id);
  await bindIdentities(tx, context, { account: into, identities, told });
  if (chat && !(await tx.chats.save({ ...chat, accountId: into.id }))) return false;
  await tx.audit.append({
    id: context.newId(),
    action: 'account.joined',
    actor: { ...actor, id: into.id },
    registrationId: null,
    from: from.id,
    to: into.id,
    revision: null,
    reason: from.state,
    at: context.clock.now(),
  });
  if (!(await moveHandoff(tx, context, { from, into, actor }))) return false;
  return from.state === 'guest' ? endGuest(tx, context, { from, into, actor }) : true;
}

async function endGuest(
  tx: Repositories,
  context: Context,
  { from, into, actor }: { from: Account; into: Account; actor: Actor },
): Promise<boolean> {
  const closed: Account = { ...from, state: 'closed', email: null, mobile: null, passwordHash: null };
  const blank = { ...closed, emailVerifiedAt: null, mobileVerifiedAt: null };
  if ((await tx.accounts.save(blank)) !== 'saved') return false;
  if (!(await takeAddresses(tx, from, into))) return false;
  for (const registration of await tx.registrations.listOf(from.id)) {
    if (!(await moveDraft(tx, context, { registration, into, actor }))) return false;
  }
  await copyTicks(tx, context, { from, into });
  await tx.transcripts.move(from.id, into.id);
  await tx.deskNotes.move(from.id, into.id);
  await tx.handoffEvents.move(from.id, into.id);
  await tx.callFailures.move(from.id, into.id);
  await tx.proposals.move(from.id, into.id);
  await tx.handoffs.moveClosed(from.id, into.id);
  await tx.verifications.moveOpen({ from: from.id, into: into.id, purpose: 'guardian_consent' });
  return true;
}

/** An address the guest has proven already fills a gap of the account. */
async function takeAddresses(tx: Repositories, from: Account, into: Account): Promise<boolean> {
  const gains: Partial<Account> = {
    ...(into.emailVerifiedAt === null &&
      from.emailVerifiedAt !== null && { email: from.email, emailVerifiedAt: from.emailVerifiedAt }),
    ...(into.mobileVerifiedAt === null &&
      from.mobileVerifiedAt !== null && { mobile: from.mobile, mobileVerifiedAt: from.mobileVerifiedAt }),
  };
  if (Object.keys(gains).length === 0) return true;
  return (await tx.accounts.save(activated({ ...into, ...gains }))) === 'saved';
}

/** Both addresses proven make the account a passport (S8). */
export function activated(account: Account): Account {
  const complete = account.emailVerifiedAt !== null && account.mobileVerifiedAt !== null;
  return account.state === 'guest' && complete ? { ...account, state: 'active' } : account;
}

async function moveDraft(
  tx: Repositories,
  context: Context,
  { registration, into, actor }: { registration: Registration; into: Account; actor: Actor },
): Promise<boolean> {
  if (isFinal(registration.state)) return true;
  const current = await tx.registrations.currentOf(into.id, registration.seasonId);
  if (!current || isFinal(current.state)) {
    return (await tx.registrations.save({ ...registration, accountId: into.id })) === 'saved';
  }
  const season = await tx.seasons.find(registration.seasonId);
  if (!season) return true;
  const deleted = await changeRegistration(tx, context, {
    registration,
    season,
    actor,
    action: 'delete',
    request: { reasonGiven: true },
    patch: { answers: {}, changeSet: null },
    reason: 'delete.account_joined',
  });
  return deleted.ok;
}

/** What was ticked stays ticked; the rows of the guest stay as proof. */
async function copyTicks(
  tx: Repositories,
  context: Context,
  { from, into }: { from: Account; into: Account },
): Promise<void> {
  const known = await tx.consents.listOf(into.id);
  for (const consent of await tx.consents.listOf(from.id)) {
    const there = known.some(
      (one) =>
        one.noticeId === consent.noticeId &&
        one.seasonId === consent.seasonId &&
        one.textVersion === consent.textVersion,
    );
    if (!there) await tx.consents.add({ ...consent, id: context.newId(), accountId: into.id });
  }
}

async function moveHandoff(
  tx: Repositories,
  context: Context,
  { from, into, actor }: { from: Account; into: Account; actor: Actor },
): Promise<boolean> {
  const open = await tx.handoffs.openOf(from.id);
  if (!open) return true;
  if (await tx.handoffs.openOf(into.id)) {
    return closeHandoff(tx, context, { accountId: from.id, actor });
  }
  return tx.handoffs.save({ ...open, accountId: into.id });
}
