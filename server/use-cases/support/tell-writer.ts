import { render } from '../../../bot/replies/render';
import type { Context } from '../context';
import { tellStaff, type ReviewContext } from '../staff/staff-messages';

export type TellWriterContext = Context & Pick<ReviewContext, 'wecom' | 'limiter' | 'addresses'>;

/**
 * What somebody of the desk wrote did not arrive: its conversation's owner is told, who chooses another way on its page.
 * `waitMs`: they have had their share of messages, and the job runs again then.
 */
export async function tellWriter(
  context: TellWriterContext,
  { outboxId, handoffId }: { outboxId: string; handoffId: string },
): Promise<'told' | 'nobody' | { waitMs: number }> {
  const userid = await context.unitOfWork.read(async (tx) => {
    const handoff = await tx.handoffs.find(handoffId);
    const owner = handoff?.ownerStaffId == null ? null : await tx.staff.find(handoff.ownerStaffId);
    return owner?.userid ?? null;
  });
  if (userid === null) return 'nobody';
  const link = `${context.addresses.publicUrl}/staff/support/${handoffId}`;
  const content = render('zh-CN', 'support.not_delivered', { link });
  const told = await tellStaff(context, {
    ...{ outboxId, topic: 'support.not_delivered', toUsers: [userid], content },
  });
  return typeof told === 'object' ? told : 'told';
}
