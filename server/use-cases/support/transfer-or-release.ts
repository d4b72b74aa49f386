import type { Actor } from '../../../shared/domain/registration';
import { withoutCandidate } from './desk-conversation';
import { membersThere } from './desk-members';
import { deskFor, deskIsOpen } from './desk-times';
import { endSession, moveToServicer, type MoveContext } from './move-conversation';
import { giveOwner, ownerOf } from './own-handoff';
import type { Handoff } from '../ports/chat';
import type { HandoffEvent } from '../ports/desk';
import { SERVED } from '../ports/kf';
import { PlatformError, TransportError } from '../ports/platform-errors';
import type { StaffMember } from '../ports/review';
import { undone, type Undone } from '../ports/storage';
import { backToQueue } from './queue-handoff';
import { sayRequeued } from './say-requeued';
import { tellOwner } from './tell-owner';
import { roadOf } from './take-from-desk';
import type { Addresses } from '../chat/resolve-replies';

export type TransferContext = MoveContext & { addresses: Addresses };

/** Why a conversation leaves its owner without their doing. */
export type LeaveReason =
  'owner_removed' | 'owner_off_duty' | 'owner_away' | 'owner_stopped' | 'owner_idle' | 'not_serving';

const DESK: Actor = { role: 'system', id: 'desk', channel: 'job' };

/** `changed`: it is not as it was judged any more, perhaps with another owner: look anew. `nothing`: nobody serves it. */
export type Transferred = 'transferred' | 'queued' | 'changed' | 'nothing';

/** A conversation as it was when its owner was judged: only that one is taken from them. */
export interface Judged {
  handoff: Handoff;
  reason: LeaveReason;
}

/**
 * A conversation leaves an owner who is gone: to the colleague who is there and has the fewest, on the platform as well; where
 * nobody can take it, or the second one in a row is idle, to the queue or, outside the hours, to a ticket, with a new promise
 * that the candidate is told.
 */
export async function transferOrRelease(
  context: TransferContext,
  { handoff, reason }: Judged,
): Promise<Transferred> {
  let judged = handoff;
  const others = (await wentRound(context, { handoff, reason })) ? [] : await successors(context, handoff.id);
  for (const member of others) {
    const given = await give(context, { handoff: judged, member, reason });
    if (typeof given === 'string') return given;
    const moved = await moveToServicer(context, { accountId: given.accountId, userid: member.userid });
    if (roadOf(moved) !== null) return 'transferred';
    judged = given;
  }
  return letGo(context, { handoff: judged, reason });
}

/**
 * Given to them because somebody else was idle, and they were too: from one to the next it would go on for ever, with a promise
 * that nobody keeps and nobody above hears of.
 */
async function wentRound(
  context: TransferContext,
  { handoff: { id, accountId, takenAt, ownerActiveAt }, reason }: Judged,
): Promise<boolean> {
  if (reason !== 'owner_idle' || ownerActiveAt !== takenAt) return false;
  const events = await context.unitOfWork.read((tx) => tx.handoffEvents.listOf(accountId, EVENTS));
  const last = events.find(({ handoffId, what }) => handoffId === id && HANDS.includes(what));
  return last?.what === 'transferred' && last.reason === 'owner_idle';
}

/** So many of the newest hold the last hand that a conversation went through. */
const EVENTS = 20;
const HANDS: readonly HandoffEvent['what'][] = ['taken', 'transferred', 'released'];

/** Who may have it next, least burdened first. In a person's hands on the platform only servicers who serve can. */
async function successors(context: TransferContext, handoffId: string): Promise<StaffMember[]> {
  const now = context.clock.now();
  const found = await context.unitOfWork.read(async (tx) => {
    const handoff = await tx.handoffs.find(handoffId);
    if (handoff?.state !== 'served') return null;
    if (!deskIsOpen(await deskFor(tx, { accountId: handoff.accountId, now }), now)) return null;
    const chat = await tx.chats.findByAccount(handoff.accountId);
    const others = (await membersThere(tx, now)).filter(({ id }) => id !== handoff.ownerStaffId);
    const members = await withoutCandidate(tx, context, { members: others, handoff });
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

type Gone = Extract<Transferred, 'changed' | 'nothing'>;

/** Why nothing can be taken from the judged owner any more; null while all is as it was. */
function goneBy(present: Handoff | null, { version }: Handoff): Gone | null {
  if (present?.state !== 'served') return 'nothing';
  return present.version === version ? null : 'changed';
}

function give(
  context: TransferContext,
  { handoff: judged, member, reason }: Judged & { member: StaffMember },
): Promise<Handoff | Gone> {
  return context.unitOfWork.run(async (tx): Promise<Handoff | Gone | Undone<Gone>> => {
    const gone = goneBy(await tx.handoffs.find(judged.id), judged);
    if (gone) return gone;
    const to = {
      handoff: judged,
      owner: ownerOf(member),
      actor: DESK,
      action: 'handoff.transferred',
      reason,
    };
    if (!(await giveOwner(tx, context, to))) return undone<Gone>('changed');
    await tellOwner(tx, context, judged.id, member.id);
    return (await tx.handoffs.find(judged.id)) ?? undone<Gone>('nothing');
  });
}

async function letGo(context: TransferContext, { handoff, reason }: Judged): Promise<'queued' | Gone> {
  const gone = await context.unitOfWork.run(async (tx): Promise<Gone | null | Undone<Gone>> => {
    const before = goneBy(await tx.handoffs.find(handoff.id), handoff);
    if (before) return before;
    return (await backToQueue(tx, context, { handoff, actor: DESK, reason }))
      ? null
      : undone<Gone>('changed');
  });
  if (gone) return gone;
  const { code, chat } = await endSession(context, handoff);
  if (chat && code !== null) await sayRequeued(context, { handoffId: handoff.id, chat, code });
  return 'queued';
}
