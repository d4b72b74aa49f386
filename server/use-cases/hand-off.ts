import type { Act, Outcome } from '../../bot/ports';
import type { SupportHours } from '../../shared/domain/season';
import { harmOf } from '../../shared/domain/support-desk';
import { HOUR_MS, MINUTE_MS } from '../../shared/domain/time';
import type { Context } from './context';
import { outboxRow } from './outbox-rows';
import type { Subject } from './perform-act';
import type { Handoff } from './ports/chat';
import type { Repositories } from './ports/storage';
import { nearestDeadline } from './registration-facts';
import { nextSupportOpening, supportIsOpen } from './support-hours';

/** Within which somebody answers in the chat while the desk is staffed, and a ticket after it has opened. */
export const QUEUE_ANSWER_MS = 30 * MINUTE_MS;
export const TICKET_ANSWER_MS = 2 * HOUR_MS;
/** Without a season there are no support hours to promise by. */
const NO_HOURS_ANSWER_MS = 24 * HOUR_MS;

/** Head start of the bot's own answer before the conversation moves to the pool. */
const ANSWER_FIRST_MS = 1000;

type Trigger = Extract<Act, { kind: 'hand_off' }>['trigger'] | Handoff['trigger'];

/**
 * Calls a person (promise 12): while the desk is staffed a place in its queue, otherwise a ticket; both with an instant by
 * which somebody has answered, and a job that wakes the desk when nobody has. One stays open at a time.
 */
export async function handOff(
  tx: Repositories,
  context: Context,
  { subject, trigger }: { subject: Subject; trigger: Trigger },
): Promise<Outcome> {
  const { account, actor, registration, externalUserId } = subject;
  if (await tx.handoffs.openOf(account.id)) return { ok: true };
  const now = context.clock.now();
  const hours = (subject.season ?? subject.seasons[0])?.supportHours ?? null;
  const deadlineAt =
    registration && subject.season ? nearestDeadline(registration, subject.season, now) : null;
  const handoff: Handoff = {
    id: context.newId(),
    accountId: account.id,
    externalUserId,
    trigger,
    ...promise(hours, now),
    ...nobodys,
    harm: harmOf({ trigger, deadlineAt, now }),
    deadlineAt,
    servedFrom: null,
    openedAt: now,
    closedAt: null,
    outcome: null,
    ratingAskedAt: null,
    rating: null,
    version: 1,
  };
  // Two messages at once: the other one has opened it.
  if (!(await tx.handoffs.insert(handoff))) return { ok: true };
  await tx.outbox.add(followUps(context, handoff));
  await tx.audit.append({
    id: context.newId(),
    action: 'handoff.opened',
    actor,
    registrationId: registration?.id ?? null,
    from: null,
    to: handoff.state,
    revision: null,
    reason: trigger,
    at: now,
  });
  return { ok: true };
}

/** A person was called where nobody could answer, in the mini program: the conversation that has begun now waits for them. */
export async function callAgain(tx: Repositories, context: Context, accountId: string): Promise<void> {
  const handoff = await tx.handoffs.openOf(accountId);
  if (handoff?.state !== 'queued') return;
  await tx.outbox.add([
    outboxRow(context, {
      topic: 'handoff.opened',
      key: `handoff.opened:${handoff.id}:entered`,
      payload: { handoffId: handoff.id, accountId, told: true },
      // The greeting leaves first.
      dueAt: context.clock.now() + ANSWER_FIRST_MS,
    }),
  ]);
}

/** What a conversation holds of its owner while it has none. */
export const nobodys = {
  servicerUserid: null,
  ownerStaffId: null,
  takenAt: null,
  ownerActiveAt: null,
  waitingSince: null,
} satisfies Partial<Handoff>;

/** Whether it waits in the queue or for the desk to open, and until when somebody has answered. */
export function promise(hours: SupportHours | null, now: number): Pick<Handoff, 'state' | 'answerBy'> {
  if (!hours) return { state: 'ticket', answerBy: now + NO_HOURS_ANSWER_MS };
  if (!supportIsOpen(hours, now)) {
    return { state: 'ticket', answerBy: nextSupportOpening(hours, now) + TICKET_ANSWER_MS };
  }
  const answerBy = now + QUEUE_ANSWER_MS;
  if (supportIsOpen(hours, answerBy)) return { state: 'queued', answerBy };
  // The desk closes first: who is not served until then is answered when it opens again.
  return { state: 'queued', answerBy: nextSupportOpening(hours, answerBy) + TICKET_ANSWER_MS };
}

function followUps(context: Context, handoff: Handoff): ReturnType<typeof outboxRow>[] {
  const { id, accountId, trigger, state, answerBy } = handoff;
  const payload = { handoffId: id, accountId, trigger, state, answerBy };
  return [
    // The answer of this turn leaves first: in the pool the platform takes no message of the bot any more.
    outboxRow(context, {
      topic: 'handoff.opened',
      key: `handoff.opened:${id}`,
      payload,
      dueAt: handoff.openedAt + ANSWER_FIRST_MS,
    }),
    outboxRow(context, {
      topic: 'handoff.due',
      key: `handoff.due:${id}`,
      payload: { handoffId: id },
      group: `handoff:${id}`,
      dueAt: answerBy,
    }),
  ];
}
