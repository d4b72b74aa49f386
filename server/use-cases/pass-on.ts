import type { Actor } from '../../shared/domain/registration';
import { membersThere } from './desk-members';
import { deskFor, deskIsOpen } from './desk-times';
import { endSession, moveToServicer, type MoveContext } from './move-conversation';
import { giveOwner, ownerOf } from './own-handoff';
import type { Handoff } from './ports/chat';
import { SERVED } from './ports/kf';
import { PlatformError, TransportError } from './ports/platform-errors';
import type { StaffMember } from './ports/review';
import { undone, type Undone } from './ports/storage';
import { backToQueue } from './queue-handoff';
import { sayRequeued } from './say-requeued';
import { tellOwner } from './tell-owner';
import { roadOf } from './take-from-desk';
import type { Addresses } from './resolve-replies';

export type PassContext = MoveContext & { addresses: Addresses };

/** Why a conversation leaves its owner without their doing. */
export type PassReason =
  'owner_removed' | 'owner_off_duty' | 'owner_away' | 'owner_stopped' | 'owner_idle' | 'not_serving';

const DESK: Actor = { role: 'system', id: 'desk', channel: 'job' };

/**
 * A conversation leaves an owner who is gone: to the colleague who is there and has the fewest, on the platform as well; where
 * nobody can take it, to the queue or, outside the hours, to a ticket, with a new promise that the candidate is told.
 */
export async function passOn(
  context: PassContext,
  { handoffId, reason }: { handoffId: string; reason: PassReason },
): Promise<'passed' | 'queued' | 'nothing'> {
  for (const member of await successors(context, handoffId)) {
    const handoff = await give(context, { handoffId, member, reason });
    if (!handoff) return 'nothing';
    const moved = await moveToServicer(context, { accountId: handoff.accountId, userid: member.userid });
    if (roadOf(moved) !== null) return 'passed';
  }
  return letGo(context, { handoffId, reason });
}

/** Who may have it next, least burdened first. In a person's hands on the platform only servicers who serve can. */
async function successors(context: PassContext, handoffId: string): Promise<StaffMember[]> {
  const now = context.clock.now();
  const found = await context.unitOfWork.read(async (tx) => {
    const handoff = await tx.handoffs.find(handoffId);
    if (handoff?.state !== 'served') return null;
    if (!deskIsOpen(await deskFor(tx, { accountId: handoff.accountId, now }), now)) return null;
    const chat = await tx.chats.findByAccount(handoff.accountId);
    const members = (await membersThere(tx, now)).filter(({ id }) => id !== handoff.ownerStaffId);
    const loads = await Promise.all(members.map(async ({ id }) => (await tx.handoffs.ownedBy(id)).length));
    const ordered = members.map((member, at) => ({ member, load: loads[at] ?? 0 }));
    ordered.sort((one, other) => one.load - other.load || one.member.id.localeCompare(other.member.id));
    return { chat, members: ordered.map(({ member }) => member) };
  });
  if (!found) return [];
  if (found.chat?.serviceState !== SERVED) return found.members;
  const serving = await servingAt(context, found.chat.openKfId);
  return found.members.filter(
    ({ userid }) => userid !== null && (serving === null || serving.has(userid.toLowerCase())),
  );
}

/** Userids of the servicers who take conversations now; null when the platform does not say. */
export async function servingAt(context: MoveContext, openKfId: string): Promise<Set<string> | null> {
  try {
    const servicers = await context.kf.servicerList(openKfId);
    return new Set(servicers.filter(({ serving }) => serving).map(({ userid }) => userid.toLowerCase()));
  } catch (error) {
    if (error instanceof PlatformError || error instanceof TransportError) return null;
    throw error;
  }
}

function give(
  context: PassContext,
  { handoffId, member, reason }: { handoffId: string; member: StaffMember; reason: PassReason },
): Promise<Handoff | null> {
  return context.unitOfWork.run(async (tx): Promise<Handoff | null | Undone<null>> => {
    const handoff = await tx.handoffs.find(handoffId);
    if (handoff?.state !== 'served') return null;
    const owner = ownerOf(member);
    if (!(await giveOwner(tx, context, { handoff, owner, actor: DESK, action: 'handoff.passed', reason })))
      return undone(null);
    await tellOwner(tx, context, handoffId, member.id);
    return tx.handoffs.find(handoffId);
  });
}

async function letGo(
  context: PassContext,
  { handoffId, reason }: { handoffId: string; reason: PassReason },
): Promise<'queued' | 'nothing'> {
  const handoff = await context.unitOfWork.run(async (tx): Promise<Handoff | null | Undone<null>> => {
    const present = await tx.handoffs.find(handoffId);
    if (present?.state !== 'served') return null;
    return (await backToQueue(tx, context, { handoff: present, actor: DESK, reason }))
      ? present
      : undone(null);
  });
  if (!handoff) return 'nothing';
  const { code, chat } = await endSession(context, handoff);
  if (chat && code !== null) await sayRequeued(context, { handoffId, chat, code });
  return 'queued';
}
