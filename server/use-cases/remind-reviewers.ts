import { render } from '../../bot/replies/render';
import type { Reminder } from '../../shared/domain/reminder-plan';
import type { Registration } from '../../shared/domain/registration';
import type { Season } from '../../shared/domain/season';
import { dueText } from '../../shared/i18n/instants';
import type { Context } from './context';
import { PlatformError } from './ports/platform-errors';
import type { Addresses } from './resolve-replies';
import type { WecomPort } from './ports/wecom';

export type ReviewerContext = Context & { wecom: WecomPort; addresses: Addresses };

/** Tells the reviewers or leads of the site that something waits too long; staff text is Chinese. */
export async function remindReviewers(
  context: ReviewerContext,
  input: { outboxId: string; registration: Registration; season: Season; reminder: Reminder },
): Promise<'sent' | 'undeliverable'> {
  const { outboxId, registration, reminder } = input;
  const siteCode = registration.answers.siteCode ?? '';
  const members = await context.unitOfWork.read((tx) => tx.staff.reviewersOf(siteCode));
  const wanted = members.filter(
    (member) => reminder.audience === 'reviewers' || member.roles.includes('lead'),
  );
  const toUsers = wanted.flatMap((member) => (member.userid === null ? [] : [member.userid]));
  const words = render('zh-CN', `reminder.${reminder.kind}`, {
    dueAt: dueText(reminder.endsAt, context.clock.now(), 'zh-CN'),
  });
  const content = `${words}\n${context.addresses.publicUrl}/staff/reviews`;
  const outcome = toUsers.length === 0 ? 'undeliverable' : await send(context, toUsers, content);
  await context.unitOfWork.run((tx) =>
    tx.deliveries.add({
      id: context.newId(),
      outboxId,
      accountId: null,
      channel: 'staff_text',
      topic: `reminder.${reminder.kind}`,
      outcome,
      detail: null,
      at: context.clock.now(),
    }),
  );
  return outcome;
}

async function send(
  context: ReviewerContext,
  toUsers: string[],
  content: string,
): Promise<'sent' | 'undeliverable'> {
  try {
    await context.wecom.messageSend({ toUsers, msgtype: 'text', text: { content } });
    return 'sent';
  } catch (error) {
    if (error instanceof PlatformError && error.class === 'TARGET') return 'undeliverable';
    throw error;
  }
}
