import { mailReminder, mailStaffLink, type StaffMailContext } from '../../use-cases/staff/mail-staff';
import type { ClaimedMessage } from '../../use-cases/ports/messaging';
import {
  tellAccessChanged,
  type AccessChange,
  type AccessChanger,
  type AccessNoticeContext,
} from '../../use-cases/staff/tell-access-changed';
import { DONE, paced, type Handled, type Handlers } from '../handler';

/** Mails to staff whom WeCom does not reach, and what anybody of the staff is told about their own access. */
export function staffHandlers(context: AccessNoticeContext): Handlers {
  return {
    'staff.link_requested': (message) => link(context, message),
    'staff.access_changed': (message) => access(context, message),
    'staff.mail_due': (message) => reminder(context, message),
  };
}

async function link(context: StaffMailContext, { id, payload, secret }: ClaimedMessage): Promise<Handled> {
  const expiresAt = Number(payload.expiresAt);
  if (secret === null || context.clock.now() >= expiresAt) return DONE;
  const purpose = payload.purpose === 'password' ? 'password' : 'invitation';
  const staffId = String(payload.staffId);
  await mailStaffLink(context, { outboxId: id, staffId, purpose, expiresAt, token: secret });
  return DONE;
}

async function reminder(context: StaffMailContext, { id, payload }: ClaimedMessage): Promise<Handled> {
  await mailReminder(context, {
    outboxId: id,
    staffId: String(payload.staffId),
    kind: String(payload.kind),
    endsAt: Number(payload.endsAt),
    // Rows of releases that did not count were about one.
    total: Number(payload.total ?? 1),
  });
  return DONE;
}

async function access(
  context: AccessNoticeContext,
  { id, payload, secret }: ClaimedMessage,
): Promise<Handled> {
  if (secret === null) return DONE;
  const told = await tellAccessChanged(context, {
    outboxId: id,
    staffId: String(payload.staffId),
    change: String(payload.change) as AccessChange,
    by: changerOf(payload),
    at: Number(payload.at),
    reached: secret,
  });
  return typeof told === 'object' ? paced('staff.paced', context.clock.now() + told.waitMs) : DONE;
}

function changerOf({ by, byStaffId }: ClaimedMessage['payload']): AccessChanger {
  if (by === 'administrator') return { kind: 'administrator', staffId: String(byStaffId) };
  return { kind: by === 'import' ? 'import' : 'self' };
}
