import { mailReminder, mailStaffLink, type StaffMailContext } from '../../use-cases/mail-staff';
import type { ClaimedMessage } from '../../use-cases/ports/messaging';
import { DONE, type Handled, type Handlers } from '../handler';

/** Mails to staff whom WeCom does not reach. */
export function staffHandlers(context: StaffMailContext): Handlers {
  return {
    'staff.link_requested': (message) => link(context, message),
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
