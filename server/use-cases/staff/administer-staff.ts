import type { Context } from '../context';
import { comesByPassword, sendStaffLink, type InvitingContext } from './invite-staff';
import type { StaffMember } from '../ports/review';
import type { StaffCredentials } from '../ports/staff-access';
import type { Repositories } from '../ports/storage';
import { auditAccess } from '../audit/staff-audit';
import { accessChanged } from './tell-access-changed';

/** A member of staff as administrators see them: rights and access, nothing of candidates (PR8). */
export interface StaffAccess {
  member: StaffMember;
  /** How they prove who they are. */
  by: 'wecom' | 'password';
  hasPassword: boolean;
  enrolledAt: number | null;
  lockedUntil: number | null;
}

export interface StaffAccessPage {
  staff: StaffAccess[];
  total: number;
  /** Id after which the next page begins; null at the end. */
  next: string | null;
}

/** The staff in the order of their ids, page by page. */
export async function listStaffAccess(
  context: Context,
  { after, limit }: { after: string; limit: number },
): Promise<StaffAccessPage> {
  return context.unitOfWork.read(async (tx) => {
    const all = await tx.staff.list();
    const members = all.filter(({ id }) => id > after).slice(0, limit);
    const last = members.at(-1)?.id ?? null;
    const credentials = await tx.staffCredentials.findAll(members.map(({ id }) => id));
    const byId = new Map(credentials.map((one) => [one.staffId, one]));
    return {
      staff: members.map((member) => accessOf(member, byId.get(member.id) ?? null, context.clock.now())),
      total: all.length,
      next: last !== null && all.some(({ id }) => id > last) ? last : null,
    };
  });
}

function accessOf(member: StaffMember, credentials: StaffCredentials | null, now: number): StaffAccess {
  const lockedUntil = credentials?.lockedUntil ?? null;
  return {
    member,
    by: comesByPassword(member) ? 'password' : 'wecom',
    hasPassword: (credentials?.passwordHash ?? null) !== null,
    enrolledAt: credentials?.totpEnrolledAt ?? null,
    lockedUntil: lockedUntil !== null && lockedUntil > now ? lockedUntil : null,
  };
}

export const STAFF_ACTS = ['reset_second_factor', 'end_sessions', 'invite'] as const;
export type StaffAct = (typeof STAFF_ACTS)[number];

export type StaffActed =
  | { ok: true }
  /** `own`: one's own second factor is replaced on the page of one's account, which asks for the present one. */
  | { ok: false; code: 'absent' | 'own' | 'by_wecom' };

/** What administrators do for a member of staff, on record with whom it was done to (PR9, PR10). */
export function administerStaff(
  context: InvitingContext,
  input: { administrator: StaffMember; staffId: string; act: StaffAct },
): Promise<StaffActed> {
  const { administrator, staffId, act } = input;
  return context.unitOfWork.run(async (tx): Promise<StaffActed> => {
    const member = await tx.staff.find(staffId);
    if (!member) return { ok: false, code: 'absent' };
    if (act === 'reset_second_factor' && member.id === administrator.id) return { ok: false, code: 'own' };
    if (act === 'invite' && !comesByPassword(member)) return { ok: false, code: 'by_wecom' };
    await ACTS[act](tx, context, member);
    await auditAccess(tx, context, {
      member: administrator,
      action: ACTIONS[act],
      role: 'administrator',
      reason: member.userid ?? member.id,
    });
    const by = { kind: 'administrator', staffId: administrator.id } as const;
    if (act === 'reset_second_factor')
      await accessChanged(tx, context, { member, change: 'second_factor_reset', by });
    return { ok: true };
  });
}

const ACTIONS: Readonly<Record<StaffAct, string>> = {
  reset_second_factor: 'staff.second_factor_reset',
  end_sessions: 'staff.sessions_ended',
  invite: 'staff.invited',
};

type Act = (tx: Repositories, context: InvitingContext, member: StaffMember) => Promise<void>;

const ACTS: Readonly<Record<StaffAct, Act>> = {
  /** Whoever holds the lost phone may hold a session as well. Who comes by password sets up a new one by mail. */
  reset_second_factor: async (tx, context, member) => {
    const credentials = await tx.staffCredentials.open(member.id);
    await tx.staffCredentials.save({
      ...credentials,
      ...{ totpSecret: null, totpPending: null, totpStep: null, totpEnrolledAt: null, recoveryCodes: [] },
      ...{ misses: 0, lockedUntil: null, sessionsSince: afterNow(context) },
    });
    if (comesByPassword(member)) await sendStaffLink(tx, context, { member, purpose: 'invitation' });
  },
  end_sessions: async (tx, context, member) => {
    const credentials = await tx.staffCredentials.open(member.id);
    await tx.staffCredentials.save({ ...credentials, sessionsSince: afterNow(context) });
  },
  invite: async (tx, context, member) => {
    if (comesByPassword(member)) await sendStaffLink(tx, context, { member, purpose: 'invitation' });
  },
};

/** A session that began in this very millisecond ends as well. */
function afterNow({ clock }: Pick<Context, 'clock'>): number {
  return clock.now() + 1;
}
