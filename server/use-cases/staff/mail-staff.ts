import { render } from '../../../bot/replies/render';
import { REMINDER_KINDS, type Reminder } from '../../../shared/domain/reminder-plan';
import { dueText, instantText } from '../../../shared/i18n/instants';
import type { Context } from '../context';
import { comesByPassword } from './invite-staff';
import { outboxRow } from '../outbox-rows';
import type { OutboxMessage } from '../ports/messaging';
import type { Mailer } from '../ports/notify';
import { PlatformError, TransportError } from '../ports/platform-errors';
import type { StaffMember } from '../ports/review';
import type { StaffLinkPurpose } from '../ports/staff-access';
import type { Addresses } from '../chat/resolve-replies';

export type StaffMailContext = Context & { mailer: Mailer; addresses: Addresses };

/** A mail to each of the members whom WeCom does not reach, once a job however often it runs; no address is in the row. */
export function staffMailRows(
  context: Pick<Context, 'clock' | 'newId'>,
  {
    outboxId,
    members,
    reminder,
    total,
  }: { outboxId: string; members: StaffMember[]; reminder: Reminder; total: number },
): OutboxMessage[] {
  return members.filter(comesByPassword).map(({ id }) =>
    outboxRow(context, {
      topic: 'staff.mail_due',
      key: `staff.mail_due:${outboxId}:${id}`,
      payload: { staffId: id, kind: reminder.kind, endsAt: reminder.endsAt, total },
    }),
  );
}

/** The same words as in WeCom, with the link to the list; no person is named in a mail (PR16). */
export async function mailReminder(
  context: StaffMailContext,
  due: { outboxId: string; staffId: string; kind: string; endsAt: number; total: number },
): Promise<void> {
  const kind = REMINDER_KINDS.find((one) => one === due.kind);
  if (!kind) return;
  const dueAt = dueText(due.endsAt, context.clock.now(), 'zh-CN');
  const words = render('zh-CN', `reminder.${kind}`, { dueAt, total: due.total });
  await mailOnce(context, {
    ...due,
    topic: `reminder.${kind}`,
    subject: render('zh-CN', 'mail.staff_reminder.subject'),
    text: `${words}\n\n${context.addresses.publicUrl}/staff/reviews`,
  });
}

/** The link by which a member sets a password; the token was sealed until now. */
export async function mailStaffLink(
  context: StaffMailContext,
  link: { outboxId: string; staffId: string; purpose: StaffLinkPurpose; expiresAt: number; token: string },
): Promise<void> {
  const { purpose, expiresAt, token } = link;
  const params = {
    link: `${context.addresses.publicUrl}/staff/sign-in/link?t=${token}`,
    expiresAt: instantText(expiresAt, 'zh-CN'),
  };
  await mailOnce(context, {
    ...link,
    topic: `staff.${purpose}`,
    subject: render('zh-CN', `mail.staff_${purpose}.subject`),
    text: render('zh-CN', `mail.staff_${purpose}.text`, params),
  });
}

async function mailOnce(
  context: StaffMailContext,
  mail: { outboxId: string; staffId: string; topic: string; subject: string; text: string },
): Promise<void> {
  const member = await context.unitOfWork.read((tx) => tx.staff.find(mail.staffId));
  if (member?.email) await mailAddress(context, { ...mail, to: member.email });
}

/** One mail to one address, once a job however often it runs. */
export async function mailAddress(
  context: StaffMailContext,
  mail: { outboxId: string; staffId: string; topic: string; to: string; subject: string; text: string },
): Promise<void> {
  const { outboxId, staffId, topic, to, subject, text } = mail;
  const before = await context.unitOfWork.read((tx) => tx.deliveries.listOf(outboxId));
  // A message by another way is none of its mails.
  if (before.some(({ channel }) => channel === 'mail')) return;
  const outcome = await send(context, { to, subject, text, id: outboxId });
  await context.unitOfWork.run((tx) =>
    tx.deliveries.add({
      ...{ id: context.newId(), outboxId, accountId: null, channel: 'mail', topic, outcome },
      detail: staffId,
      at: context.clock.now(),
    }),
  );
}

async function send(
  { mailer }: StaffMailContext,
  mail: Parameters<Mailer['sendMail']>[0],
): Promise<'sent' | 'unknown' | 'refused'> {
  try {
    await mailer.sendMail(mail);
    return 'sent';
  } catch (error) {
    // A second one would only confuse; that its fate is not known is on record.
    if (error instanceof TransportError && error.sent === 'maybe') return 'unknown';
    if (error instanceof PlatformError && error.class === 'TARGET') return 'refused';
    throw error;
  }
}
