import type { Actor, Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { harmOf, supportRulesOf } from '../../../shared/domain/support-desk';
import { DAY_MS, MINUTE_MS } from '../../../shared/domain/time';
import type { Context } from '../context';
import { deskIsOpen, deskOpensAfter, deskTimesOf, promiseOf, type DeskTimes } from './desk-times';
import type { Occasion } from '../reminders/notice-text';
import { outboxRow } from '../outbox-rows';
import { auditOpened, newHandoff } from './new-handoff';
import type { Handoff } from '../ports/chat';
import type { Repositories } from '../ports/storage';
import { remindOfQueue } from './queue-handoff';
import { nearestDeadline } from '../registrations/registration-facts';

const DESK: Actor = { role: 'system', id: 'desk', channel: 'job' };

/** From this rejection on somebody of the desk looks at what the candidate does not get right alone. */
const REJECTIONS = 2;
/** So many words to the bot, without anything having changed, are tries that lead nowhere. */
const TRIES = 3;
const LINES = 30;

/** What the desk is called for without having been asked. */
export type StuckTrigger = Extract<Handoff['trigger'], 'second_rejection' | 'deadline'>;

/**
 * Calls the desk for somebody who is stuck and may not know that help exists: rejected again, or near a deadline after tries
 * that changed nothing. It is a ticket: the bot goes on with the candidate, who is told of it in the very notice that goes out
 * now. Returns why the desk has it, or null; what is open already stays as it is.
 */
export async function callForStuck(
  tx: Repositories,
  context: Context,
  of: { registration: Registration; season: Season; occasion: Occasion },
): Promise<StuckTrigger | null> {
  const { registration, season, occasion } = of;
  const trigger = await stuckBy(tx, context, { registration, season, occasion });
  if (trigger === null) return null;
  const open = await tx.handoffs.openOf(registration.accountId);
  if (open) return open.trigger === trigger ? trigger : null;
  const now = context.clock.now();
  const desk = deskTimesOf(season);
  const handoff = await ticketFor(tx, context, { registration, season, desk, trigger });
  if (!(await tx.handoffs.insert(handoff))) return null;
  await remindOfQueue(tx, context, handoff);
  const { id, accountId } = handoff;
  await tx.outbox.add([
    outboxRow(context, {
      topic: 'handoff.opened',
      key: `handoff.opened:${id}`,
      payload: { handoffId: id, accountId },
      dueAt: desk === null || deskIsOpen(desk, now) ? now : deskOpensAfter(desk, now),
    }),
  ]);
  await auditOpened(tx, context, { handoff, actor: DESK });
  return trigger;
}

async function stuckBy(
  tx: Repositories,
  context: Context,
  { registration, season, occasion }: { registration: Registration; season: Season; occasion: Occasion },
): Promise<StuckTrigger | null> {
  if (occasion.about === 'review.rejected') {
    const rejections = await tx.history.countOf(registration.id, ['review.rejected']);
    return rejections >= REJECTIONS && registration.state === 'rejected' ? 'second_rejection' : null;
  }
  if (occasion.about !== 'reminder') return null;
  const now = context.clock.now();
  const left = occasion.endsAt - now;
  if (left <= 0 || left > supportRulesOf(season).deadlineMinutes * MINUTE_MS) return null;
  const lines = await tx.transcripts.lastOf(registration.accountId, LINES);
  const since = Math.max(registration.updatedAt, now - DAY_MS);
  const tries = lines.filter(({ from, at }) => from === 'candidate' && at > since);
  return tries.length >= TRIES ? 'deadline' : null;
}

async function ticketFor(
  tx: Repositories,
  context: Context,
  of: { registration: Registration; season: Season; desk: DeskTimes | null; trigger: StuckTrigger },
): Promise<Handoff> {
  const { registration, season, desk, trigger } = of;
  const now = context.clock.now();
  const chat = await tx.chats.findByAccount(registration.accountId);
  const deadlineAt = nearestDeadline(registration, season, now);
  return newHandoff(context, {
    accountId: registration.accountId,
    externalUserId: chat?.externalUserId ?? null,
    trigger,
    ...promiseOf(desk, { now, isStaffed: true }),
    // Never in the queue: its pool would silence the bot for somebody who has called nobody.
    state: 'ticket',
    harm: harmOf({ trigger, deadlineAt, now }),
    deadlineAt,
  });
}
