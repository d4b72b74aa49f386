import { render } from '../../../bot/replies/render';
import { SUPPORT_RULES } from '../../../shared/domain/support-desk';
import { HOUR_MS, MINUTE_MS } from '../../../shared/domain/time';
import { dueText } from '../../../shared/i18n/instants';
import type { SupportContext } from './call-support';
import { closeHandoff } from './close-handoff';
import { whyGone } from './desk-members';
import { deskFor, deskIsOpen } from './desk-times';
import { moveToServicer } from './move-conversation';
import { idleSince, nextLook } from './owner-looks';
import { transferOrRelease, servingAt, type Judged, type LeaveReason } from './transfer-or-release';
import type { ChatState, Handoff } from '../ports/chat';
import { POOL, SERVED } from '../ports/kf';
import { PlatformError } from '../ports/platform-errors';
import { takeHandoff } from './take-handoff';
import { noteDelivery, tellStaff, type StaffTold } from '../staff/staff-messages';

/** What a look at an owner came to: nothing to watch any more, or when to look again. */
export type Looked = 'nothing' | 'transferred' | 'queued' | 'closed' | { lookAt: number };

/** So long neither side has written: it is over, as the platform ends its own sessions (kf.md 5). */
const SILENT_MS = 48 * HOUR_MS;
/** Before that its owner is told once, in the hours of the desk: to end it with its outcome, or to ask the candidate again. */
const TOLD_OF_SILENCE_MS = 24 * HOUR_MS;

interface Standing {
  handoff: Handoff;
  chat: ChatState | null;
  gone: LeaveReason | null;
  lookAt: number;
  idleMs: number;
  graceMs: number;
  isOpen: boolean;
}

/**
 * Looks whether the owner of a conversation is still there (promise 12). One who has left the desk loses it at once; one who
 * lets the candidate wait is reminded once, and loses it after the grace; one whom the candidate does not answer is told once
 * before it ends by itself. A move to them that did not come about on the
 * platform is done again, and whoever serves there in their place owns it here too.
 */
export async function watchOwner(
  context: SupportContext,
  { handoffId }: { handoffId: string },
): Promise<Looked> {
  const standing = await stand(context, handoffId);
  if (!standing) return 'nothing';
  const { handoff, chat, gone, lookAt, idleMs, graceMs, isOpen } = standing;
  if (gone) return takeAway(context, { handoff, reason: gone });
  const now = context.clock.now();
  const half = await mend(context, handoff, chat);
  if (half) return half;
  const since = idleSince(handoff);
  if (since === null) {
    const silentSince = handoff.ownerActiveAt ?? handoff.openedAt;
    if (now - silentSince >= SILENT_MS) return close(context, handoff);
    if (isOpen && now - silentSince >= TOLD_OF_SILENCE_MS) await tellOfSilence(context, handoff, silentSince);
    return { lookAt };
  }
  if (now - since >= idleMs + graceMs) {
    return takeAway(context, { handoff, reason: 'owner_idle' });
  }
  if (await hasStopped(context, handoff, chat)) {
    return takeAway(context, { handoff, reason: 'owner_stopped' });
  }
  if (now - since < idleMs) return { lookAt };
  const waitMs = await remind(context, { handoff, since });
  return { lookAt: Math.min(lookAt, now + (waitMs ?? Infinity)) };
}

/** From the owner as they were judged; what is not as it was any more is judged anew at once. */
async function takeAway(context: SupportContext, judged: Judged): Promise<Looked> {
  const outcome = await transferOrRelease(context, judged);
  return outcome === 'changed' ? { lookAt: context.clock.now() } : outcome;
}

function stand(context: SupportContext, handoffId: string): Promise<Standing | null> {
  const now = context.clock.now();
  return context.unitOfWork.read(async (tx) => {
    const handoff = await tx.handoffs.find(handoffId);
    if (handoff?.state !== 'served') return null;
    const { accountId, ownerStaffId: staffId } = handoff;
    const [chat, desk, gone] = await Promise.all([
      tx.chats.findByAccount(accountId),
      deskFor(tx, { accountId, now }),
      staffId === null ? null : whyGone(tx, { staffId, now }),
    ]);
    const { idleMinutes, graceMinutes } = desk?.rules ?? SUPPORT_RULES;
    const limits = { idleMs: idleMinutes * MINUTE_MS, graceMs: graceMinutes * MINUTE_MS };
    const isOpen = deskIsOpen(desk, now);
    return { handoff, chat, gone, lookAt: nextLook(handoff, desk, now), isOpen, ...limits };
  });
}

/** Ours and the platform's word differ: the move failed half way, or somebody took it over there. */
async function mend(
  context: SupportContext,
  handoff: Handoff,
  chat: ChatState | null,
): Promise<Looked | null> {
  const { accountId, servicerUserid, ownerActiveAt, takenAt } = handoff;
  if (!chat || servicerUserid === null) return null;
  if (chat.serviceState === SERVED) {
    const theirs = chat.servicerUserid;
    if (theirs === null || theirs.toLowerCase() === servicerUserid.toLowerCase()) return null;
    await context.unitOfWork.run((tx) => takeHandoff(tx, context, { accountId, servicerUserid: theirs }));
    // Another owner is another to be judged.
    return { lookAt: context.clock.now() };
  }
  // Who has written from our pages needs no move; in the pool nobody can write before it.
  const isUnspoken = ownerActiveAt === takenAt;
  if (chat.serviceState > POOL || (chat.serviceState < POOL && !isUnspoken)) return null;
  const moved = await moveToServicer(context, { accountId, userid: servicerUserid });
  return moved === 'not_serving' ? takeAway(context, { handoff, reason: 'not_serving' }) : null;
}

/** They take no more conversations in WeCom, and the candidate waits: what they began they do not answer. */
async function hasStopped(
  context: SupportContext,
  { servicerUserid }: Handoff,
  chat: ChatState | null,
): Promise<boolean> {
  if (chat?.serviceState !== SERVED || servicerUserid === null) return false;
  const serving = await servingAt(context, chat.openKfId);
  return serving !== null && !serving.has(servicerUserid.toLowerCase());
}

async function close(context: SupportContext, { id, accountId }: Handoff): Promise<Looked> {
  const closed = await context.unitOfWork.run(async (tx) =>
    (await tx.handoffs.openOf(accountId))?.id === id ? closeHandoff(tx, context, { accountId }) : true,
  );
  return closed ? 'closed' : { lookAt: context.clock.now() + MINUTE_MS };
}

/** Once for each wait; milliseconds until the member may be told, or null when they are. */
async function remind(
  context: SupportContext,
  { handoff, since }: { handoff: Handoff; since: number },
): Promise<number | null> {
  const { servicerUserid } = handoff;
  if (servicerUserid === null) return null;
  const minutes = Math.floor((context.clock.now() - since) / MINUTE_MS);
  const told = await tell(context, {
    // Known by the wait: whichever look comes upon it, it is told once.
    outboxId: `idle:${handoff.id}`,
    topic: `support.idle.${since}`,
    userid: servicerUserid,
    content: render('zh-CN', 'support.idle', { minutes, link: deskLink(context, handoff.id) }),
  });
  return typeof told === 'object' ? told.waitMs : null;
}

/** Once for each silence; whoever has had their share of messages is told at a later look. */
async function tellOfSilence(
  context: SupportContext,
  { id, servicerUserid }: Handoff,
  since: number,
): Promise<void> {
  if (servicerUserid === null) return;
  const due = dueText(since + SILENT_MS, context.clock.now(), 'zh-CN');
  await tell(context, {
    outboxId: `silent:${id}`,
    topic: `support.silent.${since}`,
    userid: servicerUserid,
    content: render('zh-CN', 'support.silent', { due, link: deskLink(context, id) }),
  });
}

/**
 * Words that the platform refuses for good are on record as not delivered. The look goes on: without it a conversation would
 * stay with somebody who is gone.
 */
async function tell(
  context: SupportContext,
  { userid, ...words }: { outboxId: string; topic: string; userid: string; content: string },
): Promise<StaffTold> {
  try {
    return await tellStaff(context, { ...words, toUsers: [userid] });
  } catch (error) {
    if (!(error instanceof PlatformError) || !REFUSED.includes(error.class)) throw error;
    const { outboxId, topic } = words;
    const noted = {
      outboxId,
      topic,
      channel: 'staff_text',
      outcome: 'undeliverable',
      detail: userid,
    } as const;
    await noteDelivery(context, noted);
    return 'undeliverable';
  }
}

const REFUSED: readonly PlatformError['class'][] = ['CHANNEL', 'TARGET', 'PERMANENT'];

/** The desk's page of a conversation. */
export function deskLink({ addresses }: Pick<SupportContext, 'addresses'>, handoffId: string): string {
  return `${addresses.publicUrl}/staff/support/${handoffId}`;
}
