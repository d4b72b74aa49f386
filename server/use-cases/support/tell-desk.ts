import { render } from '../../../bot/replies/render';
import { dueText } from '../../../shared/i18n/instants';
import { moveWaiting, type SupportContext } from './call-support';
import { membersThere } from './desk-members';
import { openDesk, type DeskOpened } from './open-desk';
import { tellStaff, type StaffTold } from '../staff/staff-messages';
import { deskLink } from './watch-owner';

/** Tells a member that a conversation is theirs now; nothing when it is not any more. */
export async function tellNewOwner(
  context: SupportContext,
  { outboxId, handoffId, staffId }: { outboxId: string; handoffId: string; staffId: string },
): Promise<StaffTold | 'nothing'> {
  const { handoff, member } = await context.unitOfWork.read(async (tx) => ({
    handoff: await tx.handoffs.find(handoffId),
    member: await tx.staff.find(staffId),
  }));
  if (handoff?.state !== 'served' || handoff.ownerStaffId !== staffId || !member?.userid) return 'nothing';
  const content = render('zh-CN', 'support.given', {
    trigger: render('zh-CN', `handoff.trigger.${handoff.trigger}`),
    due: dueText(handoff.answerBy, context.clock.now(), 'zh-CN'),
    link: deskLink(context, handoffId),
  });
  return tellStaff(context, { outboxId, topic: 'support.given', toUsers: [member.userid], content });
}

/** Opens the desk: tickets wait in its queue from now on, and those who are there are told once how many there are. */
export async function openAndTell(
  context: SupportContext,
  outboxId: string,
): Promise<DeskOpened & { waitMs: number | null }> {
  const opened = await openDesk(context);
  for (const handoff of opened.moved) await moveWaiting(context, handoff);
  const { members, waiting } = await context.unitOfWork.read(async (tx) => ({
    members: await membersThere(tx, context.clock.now()),
    waiting: await tx.handoffs.countOpen({ kind: 'waiting', staffId: '' }),
  }));
  const toUsers = members.flatMap(({ userid }) => (userid === null ? [] : [userid]));
  if (toUsers.length === 0 || waiting === 0) return { ...opened, waitMs: null };
  const link = `${context.addresses.publicUrl}/staff/support`;
  const content = render('zh-CN', 'support.tickets', { n: waiting, link });
  const told = await tellStaff(context, { outboxId, topic: 'support.tickets', toUsers, content });
  return { ...opened, waitMs: typeof told === 'object' ? told.waitMs : null };
}
