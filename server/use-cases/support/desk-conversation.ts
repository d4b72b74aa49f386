import type { Context } from '../context';
import type { Handoff } from '../ports/chat';
import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { isOwnRegistration, isSupport } from '../staff/staff-rights';
import { conflictMobileHash } from '../staff/staff-hashes';

/**
 * The conversation that a member of the desk opens or works on. `absent`: there is none for them; `own`: it is about
 * themselves and colleagues deal with it (domain.md 2, PR8).
 */
export async function deskConversation(
  tx: Repositories,
  context: Pick<Context, 'hash'>,
  { handoffId, member }: { handoffId: string; member: StaffMember },
): Promise<Handoff | 'absent' | 'own'> {
  const handoff = isSupport(member) ? await tx.handoffs.find(handoffId) : null;
  if (!handoff) return 'absent';
  return (await isOwnConversation(tx, context, { member, handoff })) ? 'own' : handoff;
}

/** Whether the candidate of a conversation is the member, by their account or by any registration of it (domain.md 2). */
export async function isOwnConversation(
  tx: Repositories,
  context: Pick<Context, 'hash'>,
  { member, handoff: { accountId } }: { member: StaffMember; handoff: Pick<Handoff, 'accountId'> },
): Promise<boolean> {
  if (member.documentHash === null && member.mobileHash === null) return false;
  const [account, registrations] = await Promise.all([
    tx.accounts.find(accountId),
    tx.registrations.listOf(accountId),
  ]);
  const mobile = account?.mobile ?? null;
  if (mobile !== null && conflictMobileHash(context.hash, mobile) === member.mobileHash) return true;
  for (const registration of registrations)
    if (await isOwnRegistration(tx, context, { member, registration, account })) return true;
  return false;
}

/** Those of the desk who may serve this candidate: whoever the conversation is about is not told of it. */
export async function withoutCandidate(
  tx: Repositories,
  context: Pick<Context, 'hash'>,
  { members, handoff }: { members: readonly StaffMember[]; handoff: Pick<Handoff, 'accountId'> },
): Promise<StaffMember[]> {
  const own = await Promise.all(members.map((member) => isOwnConversation(tx, context, { member, handoff })));
  return members.filter((_member, at) => own[at] !== true);
}
