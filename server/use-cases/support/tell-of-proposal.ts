import type { Context } from '../context';
import { mintLink } from '../accounts/mint-link';
import type { Proposal } from '../ports/support';
import type { Repositories } from '../ports/storage';
import { hasProof } from './proposal-proof';
import { standingOf } from './proposal-standing';
import type { Addresses } from '../chat/resolve-replies';
import type { NoticeContext } from '../reminders/send-notice';
import type { Told } from '../reminders/tell-once';
import { tellToLook, type ToLookAt } from './tell-to-look';

export type ProposalNoticeContext = NoticeContext & { addresses: Pick<Addresses, 'publicUrl'> };

/**
 * Tells the candidate outside the chat, which is closed to the bot, that a correction waits for their tap. Silent once it
 * was answered or overtaken. Whom the mini program does not know gets the page of the proposal, where the link alone proves
 * nothing (PR8).
 */
export async function tellOfProposal(
  context: ProposalNoticeContext,
  { outboxId, proposalId }: { outboxId: string; proposalId: string },
): Promise<Told | { waitMs: number }> {
  const proposal = await context.unitOfWork.read((tx) => tx.proposals.find(proposalId));
  if (proposal?.state !== 'open') return 'nothing_to_tell';
  return tellToLook(context, {
    ...{ outboxId, topic: 'proposal.told', accountId: proposal.accountId, at: proposal.createdAt },
    find: (tx, account, openid) =>
      findOpen(tx, context, { proposal, wantsUrl: openid === null && account.emailVerifiedAt !== null }),
  });
}

async function findOpen(
  tx: Repositories,
  context: Context & Pick<ProposalNoticeContext, 'addresses'>,
  { proposal: { id, expiresAt }, wantsUrl }: { proposal: Proposal; wantsUrl: boolean },
): Promise<ToLookAt | null> {
  const proposal = await tx.proposals.find(id);
  const registration = proposal && (await tx.registrations.find(proposal.registrationId));
  const season = registration && (await tx.seasons.find(registration.seasonId));
  const now = context.clock.now();
  if (!proposal || !registration || !season) return null;
  if (standingOf(proposal, { registration, season, now }).state !== 'open') return null;
  if (!wantsUrl || !hasProof(registration)) return { about: 'proposal', expiresAt, url: null };
  const token = await mintLink(tx, context, {
    accountId: proposal.accountId,
    purpose: 'proposal',
    payload: { proposalId: id },
    lifeMs: expiresAt - now,
  });
  return { about: 'proposal', expiresAt, url: `${context.addresses.publicUrl}/pages/proposal?t=${token}` };
}
