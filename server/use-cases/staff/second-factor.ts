import { MINUTE_MS } from '../../../shared/domain/time';
import type { Context } from '../context';
import type { StaffMember } from '../ports/review';
import type { OneTimeCodes } from '../ports/secrets';
import type { StaffCredentials } from '../ports/staff-access';
import type { Repositories } from '../ports/storage';
import { changeStaffSession, type SessionContext, type StaffSession } from './sign-in-staff';
import { auditAccess } from '../audit/staff-audit';
import { accessChanged } from './tell-access-changed';

export type SecondFactorContext = SessionContext & { oneTimeCodes: OneTimeCodes };

/** How long a proof serves: reveal, export, refund and administration ask again afterwards (design.md 6). */
export const SECOND_FACTOR_MS = 15 * MINUTE_MS;
/** Wrong codes in a row before none is looked at for a while (PR9). */
export const SECOND_FACTOR_TRIES = 5;
export const LOCKED_MS = 15 * MINUTE_MS;
const RECOVERY_CODES = 10;
/** Ten signs of 31: no 0, 1, O, I, L, which are read wrongly from paper. */
const RECOVERY_SIGNS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const RECOVERY_LENGTH = 10;

export function hasSecondFactor({ secondFactorAt }: StaffSession, now: number): boolean {
  return secondFactorAt != null && now >= secondFactorAt && now - secondFactorAt < SECOND_FACTOR_MS;
}

export type CodeChecked =
  | { ok: true; recovery: boolean }
  | { ok: false; code: 'not_enrolled' }
  | { ok: false; code: 'wrong'; left: number }
  | { ok: false; code: 'locked'; until: number };

/**
 * Looks at one code, of the app or a recovery code, under the lock of the member's row, and counts a wrong one. Whatever it
 * answers has to be committed: an attempt that is rolled back could be made again.
 */
export async function checkCode(
  tx: Repositories,
  context: Context & { oneTimeCodes: OneTimeCodes },
  { member, code }: { member: StaffMember; code: string },
): Promise<CodeChecked> {
  const credentials = await tx.staffCredentials.open(member.id);
  if (credentials.totpSecret === null) return { ok: false, code: 'not_enrolled' };
  const taken = takeCode(context, { credentials, secret: credentials.totpSecret, code });
  const { checked, after } = judge(context, credentials, taken);
  if (after) await tx.staffCredentials.save(after);
  await auditAccess(tx, context, { member, action: `staff.second_factor_${said(checked)}` });
  // Whoever guesses there holds the password or a session already: the member learns of it.
  if (after && !checked.ok && checked.code === 'locked')
    await accessChanged(tx, context, { member, change: 'second_factor_locked', by: { kind: 'self' } });
  return checked;
}

function said(checked: CodeChecked): string {
  if (checked.ok) return checked.recovery ? 'recovered' : 'passed';
  return checked.code === 'locked' ? 'locked' : 'refused';
}

type Taken = Partial<Pick<StaffCredentials, 'totpStep' | 'recoveryCodes'>> | null;

/** What a right code changes; null for a wrong one, or one that counted before. */
function takeCode(
  { clock, oneTimeCodes, secrets }: Pick<Context, 'clock' | 'secrets'> & { oneTimeCodes: OneTimeCodes },
  { credentials, secret, code }: { credentials: StaffCredentials; secret: string; code: string },
): Taken {
  const typed = code.replace(/[\s-]/g, '').toUpperCase();
  const { totpStep, recoveryCodes, staffId } = credentials;
  const step = oneTimeCodes.stepOf({ secret, code: typed, now: clock.now() });
  if (step !== null) return step > (totpStep ?? -1) ? { totpStep: step } : null;
  const hash = recoveryHash({ secrets }, staffId, typed);
  return recoveryCodes.includes(hash) ? { recoveryCodes: recoveryCodes.filter((one) => one !== hash) } : null;
}

function judge(
  { clock }: Pick<Context, 'clock'>,
  credentials: StaffCredentials,
  taken: Taken,
): { checked: CodeChecked; after: StaffCredentials | null } {
  const now = clock.now();
  const { lockedUntil, misses } = credentials;
  if (lockedUntil !== null && now < lockedUntil) {
    return { checked: { ok: false, code: 'locked', until: lockedUntil }, after: null };
  }
  if (taken) {
    const after = { ...credentials, ...taken, misses: 0, lockedUntil: null };
    return { checked: { ok: true, recovery: taken.recoveryCodes !== undefined }, after };
  }
  const left = SECOND_FACTOR_TRIES - misses - 1;
  if (left > 0) {
    return {
      checked: { ok: false, code: 'wrong', left },
      after: { ...credentials, misses: misses + 1, lockedUntil: null },
    };
  }
  const until = now + LOCKED_MS;
  return {
    checked: { ok: false, code: 'locked', until },
    after: { ...credentials, misses: 0, lockedUntil: until },
  };
}

/** Proves the second factor in a session: from then on it serves there for `SECOND_FACTOR_MS`. */
export async function proveSecondFactor(
  context: SecondFactorContext,
  { member, token, code }: { member: StaffMember; token: string; code: string },
): Promise<CodeChecked> {
  const checked = await context.unitOfWork.run((tx) => checkCode(tx, context, { member, code }));
  if (checked.ok) {
    await changeStaffSession(context, { token, change: { secondFactorAt: context.clock.now() } });
  }
  return checked;
}

/** What the page of one's own account shows. */
export interface SecondFactorState {
  enrolledAt: number | null;
  recoveryCodesLeft: number;
  /** Shown to be entered into the app; null until asked for, and after it was confirmed. */
  pendingSecret: string | null;
}

export async function secondFactorState(context: Context, member: StaffMember): Promise<SecondFactorState> {
  const credentials = await context.unitOfWork.read((tx) => tx.staffCredentials.find(member.id));
  return {
    enrolledAt: credentials?.totpEnrolledAt ?? null,
    recoveryCodesLeft: credentials?.recoveryCodes.length ?? 0,
    pendingSecret: credentials?.totpPending ?? null,
  };
}

/** Shows a new secret; the present one serves until the new one is confirmed. */
export function beginEnrolment(
  context: Context & { oneTimeCodes: OneTimeCodes },
  { member }: { member: StaffMember },
): Promise<void> {
  return context.unitOfWork.run(async (tx) => {
    const credentials = await tx.staffCredentials.open(member.id);
    await tx.staffCredentials.save({ ...credentials, totpPending: context.oneTimeCodes.newSecret() });
  });
}

export type Enrolled =
  { ok: true; recoveryCodes: string[] } | { ok: false; code: 'nothing_pending' | 'wrong' };

/** Takes the shown secret into use when a code of it proves that the app has it. Recovery codes are told this once. */
export async function confirmEnrolment(
  context: SecondFactorContext,
  { member, token, code }: { member: StaffMember; token: string; code: string },
): Promise<Enrolled> {
  const enrolled = await context.unitOfWork.run(async (tx): Promise<Enrolled> => {
    const credentials = await tx.staffCredentials.open(member.id);
    if (credentials.totpPending === null) return { ok: false, code: 'nothing_pending' };
    const made = enrol(context, { credentials, secret: credentials.totpPending, code });
    if (!made) return { ok: false, code: 'wrong' };
    await tx.staffCredentials.save(made.credentials);
    await auditAccess(tx, context, { member, action: 'staff.second_factor_enrolled' });
    await accessChanged(tx, context, { member, change: 'second_factor_enrolled', by: { kind: 'self' } });
    return { ok: true, recoveryCodes: made.recoveryCodes };
  });
  if (enrolled.ok) {
    await changeStaffSession(context, { token, change: { secondFactorAt: context.clock.now() } });
  }
  return enrolled;
}

/** The credentials with a secret whose code was given, and new recovery codes; null for a wrong code. */
export function enrol(
  context: Context & { oneTimeCodes: OneTimeCodes },
  { credentials, secret, code }: { credentials: StaffCredentials; secret: string; code: string },
): { credentials: StaffCredentials; recoveryCodes: string[] } | null {
  const now = context.clock.now();
  const step = context.oneTimeCodes.stepOf({ secret, code: code.replace(/\s/g, ''), now });
  if (step === null) return null;
  const recoveryCodes = Array.from({ length: RECOVERY_CODES }, () => recoveryCode(context));
  const hashes = recoveryCodes.map((one) => recoveryHash(context, credentials.staffId, one));
  return {
    recoveryCodes,
    credentials: {
      ...credentials,
      ...{ totpSecret: secret, totpPending: null, totpStep: step, totpEnrolledAt: now },
      ...{ recoveryCodes: hashes, misses: 0, lockedUntil: null },
    },
  };
}

function recoveryCode({ secrets }: Pick<Context, 'secrets'>): string {
  // Six decimal digits per sign leave no sign noticeably likelier than another.
  const signs = Array.from({ length: RECOVERY_LENGTH }, () =>
    RECOVERY_SIGNS.charAt(Number(secrets.digits(6)) % RECOVERY_SIGNS.length),
  );
  return signs.join('');
}

function recoveryHash({ secrets }: Pick<Context, 'secrets'>, staffId: string, code: string): string {
  return secrets.tokenHash(`staff_recovery:${staffId}:${code}`);
}
