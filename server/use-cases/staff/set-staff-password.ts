import { checkPassword, type PasswordCode } from '../accounts/check-password';
import { comesByPassword } from './invite-staff';
import type { StaffMember } from '../ports/review';
import type { StaffLink } from '../ports/staff-access';
import { undone, type Repositories } from '../ports/storage';
import { checkCode, enrol } from './second-factor';
import { startStaffSession } from './sign-in-staff';
import type { StaffPasswordContext } from './sign-in-staff-with-password';
import { auditAccess } from '../audit/staff-audit';
import { accessChanged } from './tell-access-changed';

/** What the page behind a mailed link shows; showing it uses nothing up. */
export type ShownLink =
  | {
      ok: true;
      name: string;
      /** The second factor to set up; null for whom has one, whose code is asked for instead. */
      totpSecret: string | null;
    }
  | { ok: false };

/** A link works once, until it ends, for somebody who is still on the list and comes by password. */
export async function showStaffLink(
  context: Pick<StaffPasswordContext, 'clock' | 'secrets' | 'unitOfWork'>,
  { link }: { link: string },
): Promise<ShownLink> {
  return context.unitOfWork.read(async (tx) => {
    const found = await findLink(tx, context, link);
    if (!found) return { ok: false };
    const credentials = await tx.staffCredentials.find(found.member.id);
    const enrolled = (credentials?.totpSecret ?? null) !== null;
    return { ok: true, name: found.member.name, totpSecret: enrolled ? null : found.link.totpSecret };
  });
}

export type StaffPasswordSet =
  | { ok: true; token: string | null; recoveryCodes: string[] | null }
  | { ok: false; code: PasswordCode | 'link_over' | 'code_wrong' | 'passwords_differ' }
  | { ok: false; code: 'try_later'; until: number };

/**
 * Sets the password by a mailed link. The mail alone is not enough: who has a second factor gives a code of it, who has none
 * sets it up here. All sessions of before end, and one begins (PR9).
 */
export async function setStaffPassword(
  context: StaffPasswordContext,
  input: { link: string; password: string; repeated: string; code: string },
): Promise<StaffPasswordSet> {
  const checked = checkPassword(input.password);
  if (!checked.ok) return { ok: false, code: checked.code };
  if (input.password !== input.repeated) return { ok: false, code: 'passwords_differ' };
  const known = await context.unitOfWork.read((tx) => findLink(tx, context, input.link));
  if (!known) return { ok: false, code: 'link_over' };
  const passwordHash = await context.passwords.hash(checked.value);
  const set = await context.unitOfWork.run(async (tx) => {
    const found = await findLink(tx, context, input.link);
    return found ? redeem(tx, context, { ...found, passwordHash, code: input.code }) : OVER;
  });
  if (!set.ok) return set;
  const now = context.clock.now();
  const token = await startStaffSession(context, { staffId: known.member.id, secondFactorAt: now });
  return { ok: true, token, recoveryCodes: set.recoveryCodes };
}

const OVER = { ok: false, code: 'link_over' } as const;

type Redeemed = { ok: true; recoveryCodes: string[] | null } | Extract<StaffPasswordSet, { ok: false }>;

async function redeem(
  tx: Repositories,
  context: StaffPasswordContext,
  input: { link: StaffLink; member: StaffMember; passwordHash: string; code: string },
) {
  const { link, member, passwordHash, code } = input;
  const proof = await proveOrEnrol(tx, context, { link, member, code });
  // A wrong code has to be counted, so this is committed.
  if (!proof.ok) return proof;
  const now = context.clock.now();
  if (!(await tx.staffCredentials.useLink(link.tokenHash, now))) return undone<Redeemed>(OVER);
  await tx.staffCredentials.endLinks(member.id, now);
  const credentials = await tx.staffCredentials.open(member.id);
  await tx.staffCredentials.save({ ...credentials, passwordHash, sessionsSince: now });
  await auditAccess(tx, context, { member, action: 'staff.password_set', reason: link.purpose });
  const change = proof.recoveryCodes === null ? 'password_set' : 'password_and_factor_set';
  await accessChanged(tx, context, { member, change, by: { kind: 'self' } });
  return proof;
}

async function proveOrEnrol(
  tx: Repositories,
  context: StaffPasswordContext,
  { link, member, code }: { link: StaffLink; member: StaffMember; code: string },
): Promise<Redeemed> {
  const credentials = await tx.staffCredentials.open(member.id);
  if (credentials.totpSecret !== null) {
    const checked = await checkCode(tx, context, { member, code });
    if (checked.ok) return { ok: true, recoveryCodes: null };
    return checked.code === 'locked'
      ? { ok: false, code: 'try_later', until: checked.until }
      : { ok: false, code: 'code_wrong' };
  }
  const made = enrol(context, { credentials, secret: link.totpSecret, code });
  if (!made) return { ok: false, code: 'code_wrong' };
  await tx.staffCredentials.save(made.credentials);
  await auditAccess(tx, context, { member, action: 'staff.second_factor_enrolled' });
  return { ok: true, recoveryCodes: made.recoveryCodes };
}

async function findLink(
  tx: Repositories,
  { secrets, clock }: Pick<StaffPasswordContext, 'secrets' | 'clock'>,
  token: string,
): Promise<{ link: StaffLink; member: StaffMember } | null> {
  const link = await tx.staffCredentials.findLink(secrets.tokenHash(token));
  if (!link || link.usedAt !== null || clock.now() >= link.expiresAt) return null;
  const member = await tx.staff.find(link.staffId);
  return member && comesByPassword(member) ? { link, member } : null;
}
