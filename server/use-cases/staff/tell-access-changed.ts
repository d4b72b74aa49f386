import { render } from '../../../bot/replies/render';
import { instantText } from '../../../shared/i18n/instants';
import type { Context } from '../context';
import { mailAddress, type StaffMailContext } from './mail-staff';
import { outboxRow } from '../outbox-rows';
import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';
import { tellStaff, type ReviewContext } from './staff-messages';

/**
 * What of a member's access has changed. `second_factor_locked`: by wrong codes in a row; `rights_changed`: roles or sites;
 * `rights_ended`: they are on the list no more.
 */
export type AccessChange =
  | 'second_factor_enrolled'
  | 'second_factor_reset'
  | 'second_factor_locked'
  | 'password_set'
  | 'password_and_factor_set'
  | 'rights_changed'
  | 'rights_ended';

/** Who did it: the member's own login or link, an administrator, or the list that was imported on the server. */
export type AccessChanger =
  { kind: 'self' } | { kind: 'administrator'; staffId: string } | { kind: 'import' };

/** Sealed content of a `staff.access_changed` row: whoever has left the list is told too. */
interface Reached {
  userid: string | null;
  email: string | null;
}

/** Stores with the change that its member is told of it, so that nobody takes over an account in silence (PR9). */
export async function accessChanged(
  tx: Repositories,
  context: Pick<Context, 'clock' | 'newId'>,
  { member, change, by }: { member: StaffMember; change: AccessChange; by: AccessChanger },
): Promise<void> {
  const { id: staffId, userid, email } = member;
  const reached: Reached = { userid, email };
  await tx.outbox.add([
    outboxRow(context, {
      topic: 'staff.access_changed',
      key: `staff.access_changed:${context.newId()}`,
      payload: {
        ...{ staffId, change, by: by.kind, at: context.clock.now() },
        ...(by.kind === 'administrator' && { byStaffId: by.staffId }),
      },
      secret: JSON.stringify(reached),
    }),
  ]);
}

export type AccessNoticeContext = StaffMailContext & Pick<ReviewContext, 'wecom' | 'limiter'>;

export interface AccessNotice {
  outboxId: string;
  staffId: string;
  change: AccessChange;
  by: AccessChanger;
  at: number;
  /** The row's sealed content. */
  reached: string;
}

/**
 * Tells a member by WeCom, or by mail whom it does not know or does not reach: what has changed, when, by whom, and what to do if it was not
 * them. `waitMs`: they have had their share of messages, and the job runs again then.
 */
export async function tellAccessChanged(
  context: AccessNoticeContext,
  notice: AccessNotice,
): Promise<'told' | { waitMs: number }> {
  const { outboxId, staffId } = notice;
  const { userid, email } = JSON.parse(notice.reached) as Reached;
  const topic = 'staff.access_changed';
  const text = await wordsOf(context, notice);
  if (userid !== null) {
    const told = await tellStaff(context, { outboxId, topic, toUsers: [userid], content: text });
    if (typeof told === 'object') return told;
    // Nobody takes over in silence the account of whoever WeCom does not reach, either.
    if (told !== 'undeliverable') return 'told';
  }
  const subject = render('zh-CN', 'mail.staff_access.subject');
  if (email !== null) await mailAddress(context, { outboxId, staffId, topic, to: email, subject, text });
  return 'told';
}

async function wordsOf(context: AccessNoticeContext, { change, by, at }: AccessNotice): Promise<string> {
  const link = `${context.addresses.publicUrl}/staff/account`;
  return [
    render('zh-CN', `staff_access.${change}`, { link }),
    render('zh-CN', 'staff_access.when', { at: instantText(at, 'zh-CN'), by: await changerOf(context, by) }),
    render('zh-CN', change === 'rights_ended' ? 'staff_access.ask' : 'staff_access.not_me'),
  ].join('\n');
}

async function changerOf(context: Context, by: AccessChanger): Promise<string> {
  if (by.kind !== 'administrator') return render('zh-CN', `staff_access.by.${by.kind}`);
  const administrator = await context.unitOfWork.read((tx) => tx.staff.find(by.staffId));
  return render('zh-CN', 'staff_access.by.administrator', { name: administrator?.name ?? '' });
}
