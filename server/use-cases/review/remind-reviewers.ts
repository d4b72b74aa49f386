import { render } from '../../../bot/replies/render';
import type { Reminder } from '../../../shared/domain/reminder-plan';
import { dueText } from '../../../shared/i18n/instants';
import type { Context } from '../context';
import { staffMailRows } from '../staff/mail-staff';
import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';
import type { Addresses } from '../chat/resolve-replies';
import { reviewersThere } from '../staff/staff-leave';
import { tellStaff, type ReviewContext, type StaffTold } from '../staff/staff-messages';

export type ReviewerContext = Context & Pick<ReviewContext, 'wecom' | 'limiter'> & { addresses: Addresses };

/**
 * Tells the reviewers or leads of the site, once a job and at their pace, that something waits too long: in WeCom, and by
 * mail whom WeCom does not know. Staff text is Chinese.
 */
export async function remindReviewers(
  context: ReviewerContext,
  {
    outboxId,
    siteCode,
    reminder,
    total = 1,
  }: { outboxId: string; siteCode: string; reminder: Reminder; total?: number },
): Promise<StaffTold> {
  const leads = reminder.audience === 'leads';
  const asked = { siteCode, leads, now: context.clock.now() };
  const wanted = await context.unitOfWork.read((tx) => whoHears(tx, asked));
  const toUsers = wanted.flatMap((member) => (member.userid === null ? [] : [member.userid]));
  const words = render('zh-CN', `reminder.${reminder.kind}`, {
    dueAt: dueText(reminder.endsAt, context.clock.now(), 'zh-CN'),
    total,
  });
  const content = `${words}\n${context.addresses.publicUrl}/staff/reviews`;
  const mails = staffMailRows(context, { outboxId, members: wanted, reminder, total });
  await context.unitOfWork.run((tx) => tx.outbox.add(mails));
  // A site whose reviewers all come by password is told by mail alone.
  if (toUsers.length === 0 && mails.length > 0) return 'sent';
  return tellStaff(context, { outboxId, topic: `reminder.${reminder.kind}`, toUsers, content });
}

/** Those who are there; with everybody away the administrators, so that somebody hears of what waits. */
async function whoHears(
  tx: Repositories,
  asked: { siteCode: string; leads: boolean; now: number },
): Promise<StaffMember[]> {
  const there = await reviewersThere(tx, asked);
  return there.length > 0 ? there : tx.staff.withRole('administrator');
}
