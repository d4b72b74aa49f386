import { MINUTE_MS } from '../../../shared/domain/time';
import { comesByPassword, sendStaffLink, type InvitingContext } from './invite-staff';
import type { StaffMember } from '../ports/review';
import type { PasswordHasher } from '../ports/secrets';
import type { RateLimiter } from '../ports/sessions';
import type { Repositories } from '../ports/storage';
import { checkCode, type SecondFactorContext } from './second-factor';
import { startStaffSession } from './sign-in-staff';

export type StaffPasswordContext = SecondFactorContext & { passwords: PasswordHasher; limiter: RateLimiter };

/** Tries per address before it waits, right or wrong, known or not: nothing can be told from them (PR9, PR21). */
export const STAFF_PASSWORD_TRIES = 5;
export const STAFF_PASSWORD_SPAN_MS = 15 * MINUTE_MS;
/** Mails to one address in an hour. */
const LINKS_AN_HOUR = 3;

export type StaffPasswordSignIn =
  | { ok: true; token: string; member: StaffMember }
  /** Address, password or code: which one is not told. */
  | { ok: false; code: 'wrong' | 'no_store' }
  | { ok: false; code: 'try_later'; until: number };

/**
 * Login of staff outside the office's corp: address, password and a code of the second factor, all three in one go (PR9). It
 * proves the second factor for the session as well.
 */
export async function signInStaffWithPassword(
  context: StaffPasswordContext,
  { email, password, code }: { email: string; password: string; code: string },
): Promise<StaffPasswordSignIn> {
  const until = await waitOf(context, { act: 'password', email, limit: STAFF_PASSWORD_TRIES });
  if (until !== null) return { ok: false, code: 'try_later', until };
  const found = await context.unitOfWork.read(async (tx) => {
    const member = await byAddress(tx, email);
    return { member, credentials: member && (await tx.staffCredentials.find(member.id)) };
  });
  const right = await context.passwords.verify(password, found.credentials?.passwordHash ?? null);
  const member = right ? found.member : null;
  const entered = await context.unitOfWork.run(async (tx) => {
    // Whether the password was right or not, there is a look at the database and a record of it.
    const checked = member && (await checkCode(tx, context, { member, code }));
    // Under the lock of the row: a password that was replaced meanwhile begins no session.
    const present = checked?.ok ? await tx.staffCredentials.find(member?.id ?? '') : null;
    const ok = present !== null && present.passwordHash === found.credentials?.passwordHash;
    await tx.audit.append({
      id: context.newId(),
      action: ok ? 'staff.signed_in' : 'staff.sign_in_refused',
      actor: {
        role: found.member?.roles[0] ?? 'platform',
        id: found.member?.id ?? 'unknown',
        channel: 'staff_page',
      },
      ...{ registrationId: null, from: null, to: null, revision: null, reason: 'password' },
      at: context.clock.now(),
    });
    return ok;
  });
  if (!entered || !member) return { ok: false, code: 'wrong' };
  const now = context.clock.now();
  const token = await startStaffSession(context, { staffId: member.id, secondFactorAt: now });
  return token === null ? { ok: false, code: 'no_store' } : { ok: true, token, member };
}

/** Mails a link for a new password to an address on the list; others get the same answer. */
export async function requestStaffPassword(
  context: InvitingContext & { limiter: RateLimiter },
  { email }: { email: string },
): Promise<void> {
  const waits = await waitOf(context, { act: 'link', email, limit: LINKS_AN_HOUR, spanMs: 60 * MINUTE_MS });
  if (waits !== null) return;
  await context.unitOfWork.run(async (tx) => {
    const member = await byAddress(tx, email);
    if (member) await sendStaffLink(tx, context, { member, purpose: 'password' });
  });
}

/** A member who comes by password, by the address as typed; the file compares addresses without case, too. */
async function byAddress(tx: Repositories, typed: string): Promise<(StaffMember & { email: string }) | null> {
  const email = typed.trim().toLowerCase();
  const members = await tx.staff.list();
  return members.filter(comesByPassword).find((member) => member.email.toLowerCase() === email) ?? null;
}

async function waitOf(
  context: InvitingContext & { limiter: RateLimiter },
  input: { act: string; email: string; limit: number; spanMs?: number },
): Promise<number | null> {
  const { act, email, limit, spanMs = STAFF_PASSWORD_SPAN_MS } = input;
  const bucket = `staff-${act}:${context.hash.hash('email', email.trim().toLowerCase())}`;
  const taken = await context.limiter.take(bucket, limit, spanMs);
  return taken.ok ? null : context.clock.now() + taken.retryAfterMs;
}
