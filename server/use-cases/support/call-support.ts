import { render } from '../../../bot/replies/render';
import { dueText } from '../../../shared/i18n/instants';
import type { Context } from '../context';
import { inState } from '../chat/conversation-state';
import { withoutCandidate } from './desk-conversation';
import { membersThere } from './desk-members';
import type { Handoff } from '../ports/chat';
import { ENDED, POOL, type KfPort, type KfServiceState } from '../ports/kf';
import { PlatformError } from '../ports/platform-errors';
import type { StaffMember } from '../ports/review';
import type { Repositories } from '../ports/storage';
import type { Addresses } from '../chat/resolve-replies';
import { sendBriefCards } from './send-brief-cards';
import { tellStaff, type ReviewContext, type StaffTold } from '../staff/staff-messages';
import { isSupport } from '../staff/staff-rights';
import { watchFromNow } from './watch-conversation';

export type SupportContext = Context &
  Pick<ReviewContext, 'wecom' | 'limiter'> & { kf: KfPort; addresses: Addresses };

/** `nobody`: no member of staff could be told. `waitMs`: some are told when they may have another message. */
export type SupportCalled = 'called' | 'nobody' | { waitMs: number };

/** Between two looks whether there is a conversation to move. */
const UNTIL_WRITTEN_MS = 20_000;

/** A row that calls the desk: what it said before is known by its id. */
interface Call {
  outboxId: string;
  handoffId: string;
  /** The desk knows already: only the conversation is moved. */
  told?: boolean;
}

/**
 * Tells those on duty and puts the conversation in the platform's pool (promise 12), after which the bot cannot speak: the
 * candidate's own answer has left before. When the platform does not allow the move, its present state is read and kept: the
 * ticket and the message to the desk stand all the same.
 */
export async function callSupport(context: SupportContext, call: Call): Promise<SupportCalled | 'nothing'> {
  const handoff = await waiting(context, call.handoffId);
  if (!handoff) return 'nothing';
  const told = call.told ? 'called' : await tellDesk(context, { ...call, handoff, key: 'support.called' });
  if (handoff.state !== 'queued') return told;
  const isQueued = await moveWaiting(context, handoff);
  // Entering is no message: the platform has a conversation to move once the candidate has written.
  const isHopeless = context.clock.now() >= handoff.answerBy;
  return isQueued || !call.told || isHopeless ? told : { waitMs: UNTIL_WRITTEN_MS };
}

/** Nobody has answered by the promised time: everybody of the desk and the administrators are told, and told again later. */
export async function remindSupport(
  context: SupportContext,
  { round, ...call }: Call & { round: number },
): Promise<SupportCalled | 'nothing'> {
  const handoff = await waiting(context, call.handoffId);
  return handoff ? tellDesk(context, { ...call, handoff, key: 'support.overdue', round }) : 'nothing';
}

async function waiting(context: SupportContext, handoffId: string): Promise<Handoff | null> {
  const handoff = await context.unitOfWork.read((tx) => tx.handoffs.find(handoffId));
  return handoff && handoff.state !== 'closed' && handoff.state !== 'served' ? handoff : null;
}

/** Puts a waiting conversation in the platform's pool where it can be; true when it waits there, or is served. */
export async function moveWaiting(context: SupportContext, handoff: Handoff): Promise<boolean> {
  const chat = await context.unitOfWork.read((tx) => tx.chats.findByAccount(handoff.accountId));
  if (!chat) return false;
  if (chat.serviceState >= POOL) return chat.serviceState !== ENDED;
  const { openKfId, externalUserId } = chat;
  const { state, code } = await moveToPool(context, { openKfId, externalUserId });
  await context.unitOfWork.run(async (tx) => {
    await keepPoolCode(tx, context, { handoffId: handoff.id, code });
    const present = await tx.chats.find(externalUserId);
    if (!present || !(await tx.chats.save(inState(present, { state, servicerUserid: null })))) return;
    if (state >= POOL) await watchFromNow(tx, context, present);
  });
  return state >= POOL && state !== ENDED;
}

async function moveToPool(
  context: SupportContext,
  of: { openKfId: string; externalUserId: string },
): Promise<{ state: KfServiceState; code: string | null }> {
  try {
    const { msgCode } = await context.kf.serviceStateTrans({ ...of, state: POOL });
    return { state: POOL, code: msgCode };
  } catch (error) {
    if (!(error instanceof PlatformError) || error.class !== 'CHANNEL') throw error;
    return { state: (await context.kf.serviceStateGet(of)).state, code: null };
  }
}

/** Kept for an apology, should nobody come by the promised time: in the pool nothing else reaches the candidate. */
async function keepPoolCode(
  tx: Repositories,
  context: Context,
  { handoffId, code }: { handoffId: string; code: string | null },
): Promise<void> {
  const handoff = code === null ? null : await tx.handoffs.find(handoffId);
  // Whoever changes it meanwhile has taken it, or ends it.
  if (handoff?.state === 'queued' && code !== null)
    await tx.handoffs.save({ ...handoff, poolCode: { code, since: context.clock.now() } });
}

async function tellDesk(
  context: SupportContext,
  desk: Call & { handoff: Handoff; key: 'support.called' | 'support.overdue'; round?: number },
): Promise<SupportCalled> {
  const { outboxId, handoff, key, round } = desk;
  const members = await context.unitOfWork.read(async (tx) => {
    const there = await membersThere(tx, context.clock.now());
    const onDuty = await withoutCandidate(tx, context, { members: there, handoff });
    if (key === 'support.called' && onDuty.length > 0) return onDuty;
    const all = [...(await tx.staff.withRole('support')), ...(await tx.staff.withRole('administrator'))];
    return withoutCandidate(tx, context, { members: all, handoff });
  });
  const topic = round === undefined ? key : `${key}.${round}`;
  // Only the desk may know anything of the candidate (PR8): others are told that somebody waits.
  const briefed = key === 'support.called' ? members.filter(isSupport) : [];
  const others = members.filter((member) => !briefed.includes(member));
  const content = render('zh-CN', wordsOf(key, handoff, context.clock.now()), {
    trigger: render('zh-CN', `handoff.trigger.${handoff.trigger}`),
    due: dueText(handoff.answerBy, context.clock.now(), 'zh-CN'),
    n: handoff.promisesBroken,
  });
  const call = { outboxId, handoff, topic, userids: useridsOf(briefed) };
  const told: StaffTold[] = [];
  if (briefed.length > 0) told.push(await sendBriefCards(context, call));
  if (others.length > 0 || briefed.length === 0)
    told.push(await tellStaff(context, { outboxId, topic, toUsers: useridsOf(others), content }));
  const waiting = told.find((one) => typeof one === 'object');
  if (waiting) return waiting;
  return told.every((one) => one === 'undeliverable') ? 'nobody' : 'called';
}

/** Once the candidate was promised another time, it is that one that the desk has to keep. */
function wordsOf(
  key: 'support.called' | 'support.overdue',
  { promisesBroken, answerBy }: Handoff,
  now: number,
): typeof key | 'support.overdue_renewed' {
  return key === 'support.overdue' && promisesBroken > 0 && answerBy > now ? 'support.overdue_renewed' : key;
}

function useridsOf(members: readonly StaffMember[]): string[] {
  return [...new Set(members.flatMap(({ userid }) => (userid === null ? [] : [userid])))];
}
