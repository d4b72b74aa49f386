import { HOUR_MS, MINUTE_MS } from '../../../shared/domain/time';
import type { Context } from '../context';
import type { Locale } from '../ports/accounts';
import type { StaffMember } from '../ports/review';
import type { SessionStore } from '../ports/sessions';
import type { WecomPort } from '../ports/wecom';

/** A signed-in member of staff; kept sealed in the session store under the hash of the cookie's token. */
export interface StaffSession {
  staffId: string;
  /** Has to come back with every form. */
  csrf: string;
  signedInAt: number;
  seenAt: number;
  /** Chosen on the page; null follows the browser. */
  locale: Locale | null;
  /** When the second factor was last proved here; absent or null: not yet. */
  secondFactorAt?: number | null;
}

export type SessionContext = Context & { sessions: SessionStore };

export type StaffSignedIn =
  | { ok: true; token: string; member: StaffMember }
  | { ok: false; code: 'code_invalid' | 'outsider' | 'not_staff' | 'no_store' };

/** Signed out after so long without a page, and after so long in any case. */
const IDLE_MS = HOUR_MS;
const LONGEST_MS = 12 * HOUR_MS;
/** How stale `seenAt` may be before it is written again. */
const TOUCH_MS = MINUTE_MS;
const SAVE_TRIES = 3;

/** Signs in by the code of WeCom's web authorisation, which works once (wecom.md 5). Outsiders have no userid. */
export async function signInStaff(
  context: SessionContext & { wecom: Pick<WecomPort, 'authGetUserInfo'> },
  { code }: { code: string },
): Promise<StaffSignedIn> {
  const identity = await context.wecom.authGetUserInfo(code);
  if (identity.kind !== 'member') return { ok: false, code: identity.kind };
  const member = await memberOf(context, identity.userid);
  if (!member) return { ok: false, code: 'not_staff' };
  const token = await startStaffSession(context, { staffId: member.id, secondFactorAt: null });
  return token === null ? { ok: false, code: 'no_store' } : { ok: true, token, member };
}

/** Begins a session and returns the token of its cookie; null while the store keeps nothing. */
export async function startStaffSession(
  context: SessionContext,
  { staffId, secondFactorAt }: Pick<StaffSession, 'staffId'> & { secondFactorAt: number | null },
): Promise<string | null> {
  // A new token each time: one that was planted before is worth nothing.
  const token = context.secrets.token();
  const now = context.clock.now();
  const csrf = context.secrets.token();
  const session: StaffSession = {
    ...{ staffId, csrf, signedInAt: now, seenAt: now, locale: null, secondFactorAt },
  };
  await context.sessions.save(keyOf(context, token), JSON.stringify(session), 0, IDLE_MS);
  // A store that is down swallows what it is given: say so rather than send the browser round in circles.
  const kept = await context.sessions.load(keyOf(context, token));
  return kept ? token : null;
}

async function memberOf(context: Context, userid: string): Promise<StaffMember | null> {
  return context.unitOfWork.run(async (tx) => {
    const member = await tx.staff.findByUserid(userid);
    await tx.audit.append({
      id: context.newId(),
      action: member ? 'staff.signed_in' : 'staff.sign_in_refused',
      actor: {
        role: member?.roles[0] ?? 'platform',
        id: userid.toLowerCase().slice(0, 64),
        channel: 'staff_page',
      },
      registrationId: null,
      from: null,
      to: null,
      revision: null,
      reason: null,
      at: context.clock.now(),
    });
    return member;
  });
}

export interface StaffVisit {
  session: StaffSession;
  member: StaffMember;
}

/**
 * Who is behind a cookie; null when nobody is, any more. The staff record is read anew: rights end at once. A page that came
 * back by itself (`byItself`) keeps no session alive whose member has left the desk.
 */
export async function staffVisit(
  context: SessionContext,
  { token, byItself = false }: { token: string; byItself?: boolean },
): Promise<StaffVisit | null> {
  const key = keyOf(context, token);
  const stored = await context.sessions.load(key);
  if (!stored) return null;
  const session = JSON.parse(stored.body) as StaffSession;
  const now = context.clock.now();
  // The store forgets by its own clock; ours decides.
  if (now - session.signedInAt >= LONGEST_MS || now - session.seenAt >= IDLE_MS) return null;
  const [member, credentials] = await context.unitOfWork.read((tx) =>
    Promise.all([tx.staff.find(session.staffId), tx.staffCredentials.find(session.staffId)]),
  );
  if (!member || session.signedInAt < (credentials?.sessionsSince ?? 0)) return null;
  if (byItself || now - session.seenAt < TOUCH_MS) return { session, member };
  const seen = { ...session, seenAt: now };
  await context.sessions.save(key, JSON.stringify(seen), stored.version, IDLE_MS);
  return { session: seen, member };
}

/** Changes what was chosen or proved in a session; one that is over stays so. */
export async function changeStaffSession(
  context: SessionContext,
  { token, change }: { token: string; change: Partial<Pick<StaffSession, 'locale' | 'secondFactorAt'>> },
): Promise<void> {
  const key = keyOf(context, token);
  // Another tab may save at the same moment: what it saved is read and changed again.
  for (let tries = 0; tries < SAVE_TRIES; tries += 1) {
    const stored = await context.sessions.load(key);
    if (!stored) return;
    const session = { ...(JSON.parse(stored.body) as StaffSession), ...change };
    if (await context.sessions.save(key, JSON.stringify(session), stored.version, IDLE_MS)) return;
  }
}

export async function signOutStaff(context: SessionContext, { token }: { token: string }): Promise<void> {
  await context.sessions.remove(keyOf(context, token));
}

function keyOf(context: Context, token: string): string {
  return `staff:${context.secrets.tokenHash(token)}`;
}
