import { DAY_MS, HOUR_MS } from '../../../shared/domain/time';
import type { Context } from '../context';
import { outboxRow } from '../outbox-rows';
import type { StaffMember } from '../ports/review';
import type { OneTimeCodes } from '../ports/secrets';
import type { StaffLinkPurpose } from '../ports/staff-access';
import type { Repositories } from '../ports/storage';

/** How long a mailed link works. Whoever is invited reads the mail within a week; a new password is set at once. */
export const STAFF_LINK_MS: Readonly<Record<StaffLinkPurpose, number>> = {
  invitation: 7 * DAY_MS,
  password: HOUR_MS,
};

export type InvitingContext = Context & { oneTimeCodes: OneTimeCodes };

/** Who comes by account and password: those whom WeCom does not know. The others are as safe as their WeCom (PR9). */
export function comesByPassword(member: StaffMember): member is StaffMember & { email: string } {
  return member.userid === null && member.email !== null;
}

/** Makes a link by which the member sets a password, once, and stores the mail that carries it. Earlier links end. */
export async function sendStaffLink(
  tx: Repositories,
  context: InvitingContext,
  { member, purpose }: { member: StaffMember & { email: string }; purpose: StaffLinkPurpose },
): Promise<void> {
  const now = context.clock.now();
  const token = context.secrets.token();
  const tokenHash = context.secrets.tokenHash(token);
  const expiresAt = now + STAFF_LINK_MS[purpose];
  await tx.staffCredentials.endLinks(member.id, now);
  await tx.staffCredentials.insertLink({
    ...{ tokenHash, staffId: member.id, purpose, totpSecret: context.oneTimeCodes.newSecret() },
    ...{ createdAt: now, expiresAt, usedAt: null },
  });
  const payload = { staffId: member.id, purpose, expiresAt };
  const key = `staff.link_requested:${tokenHash.slice(0, 32)}`;
  await tx.outbox.add([outboxRow(context, { topic: 'staff.link_requested', key, payload, secret: token })]);
}

/** Invites those who come by password, have none, and hold no link that still works. Returns how many. */
export async function inviteNewcomers(
  tx: Repositories,
  context: InvitingContext,
  members: readonly StaffMember[],
): Promise<number> {
  const now = context.clock.now();
  const waiting = await Promise.all(
    members.filter(comesByPassword).map(async (member) => {
      const [credentials, linked] = await Promise.all([
        tx.staffCredentials.find(member.id),
        tx.staffCredentials.hasLink(member.id, now),
      ]);
      return (credentials?.passwordHash ?? null) === null && !linked ? member : null;
    }),
  );
  const newcomers = waiting.filter((member) => member !== null);
  for (const member of newcomers) await sendStaffLink(tx, context, { member, purpose: 'invitation' });
  return newcomers.length;
}
