import { render } from '../../../bot/replies/render';
import type { ProposalReply } from './settle-proposal';
import { tellStaff } from '../staff/staff-messages';
import type { TellWriterContext } from './tell-writer';

/**
 * The candidate answered a proposed correction: whoever serves them is told, else whoever proposed it. `waitMs`: they have
 * had their share of messages, and the job runs again then.
 */
export async function tellOfReply(
  context: TellWriterContext,
  { outboxId, proposalId, answer }: { outboxId: string; proposalId: string; answer: ProposalReply },
): Promise<'told' | 'nobody' | { waitMs: number }> {
  const found = await context.unitOfWork.read(async (tx) => {
    const proposal = await tx.proposals.find(proposalId);
    if (!proposal) return null;
    const open = await tx.handoffs.openOf(proposal.accountId);
    const owner = open?.ownerStaffId == null ? null : await tx.staff.find(open.ownerStaffId);
    const userid = (owner ?? (await tx.staff.find(proposal.staffId)))?.userid ?? null;
    return userid === null ? null : { userid, handoffId: open?.id ?? proposal.handoffId };
  });
  if (!found) return 'nobody';
  const link = `${context.addresses.publicUrl}/staff/support/${found.handoffId}`;
  const content = render('zh-CN', `proposal.answered.${answer}`, { link });
  const topic = 'proposal.answered';
  const told = await tellStaff(context, { outboxId, topic, toUsers: [found.userid], content });
  return typeof told === 'object' ? told : 'told';
}
