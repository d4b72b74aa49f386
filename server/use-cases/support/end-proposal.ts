import type { Context } from '../context';
import { deskActor } from './own-handoff';
import type { StaffMember } from '../ports/review';
import { standingOf } from './proposal-standing';
import { PROPOSALS, settleProposal } from './settle-proposal';
import { isSupport } from '../staff/staff-rights';

/** A proposal's time is over: whoever proposed it sees that nobody answered, or what overtook it. Safe to repeat. */
export async function expireProposal(context: Context, proposalId: string): Promise<void> {
  await context.unitOfWork.run(async (tx) => {
    const proposal = await tx.proposals.find(proposalId);
    if (proposal?.state !== 'open') return;
    const registration = await tx.registrations.find(proposal.registrationId);
    const season = registration && (await tx.seasons.find(registration.seasonId));
    if (!registration || !season) return;
    // Just before its end: what happened to it meanwhile says more than that it is over.
    const now = Math.min(context.clock.now(), proposal.expiresAt - 1);
    const { state } = standingOf(proposal, { registration, season, now });
    const end = state === 'open' ? 'expired' : state;
    await settleProposal(tx, context, { proposal, registration, state: end, actor: PROPOSALS });
  });
}

/** Support takes its own proposal back. False: there is none, or it has ended already. */
export function withdrawProposal(
  context: Context,
  { handoffId, proposalId, member }: { handoffId: string; proposalId: string; member: StaffMember },
): Promise<boolean> {
  return context.unitOfWork.run(async (tx) => {
    const proposal = isSupport(member) ? await tx.proposals.find(proposalId) : null;
    const handoff = proposal && (await tx.handoffs.find(handoffId));
    if (!proposal || handoff?.accountId !== proposal.accountId) return false;
    const registration = await tx.registrations.find(proposal.registrationId);
    if (!registration) return false;
    const actor = deskActor(member);
    return settleProposal(tx, context, { proposal, registration, state: 'withdrawn', actor });
  });
}
