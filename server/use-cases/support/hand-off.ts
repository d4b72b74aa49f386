import type { Act, Outcome } from '../../../bot/ports';
import { harmOf } from '../../../shared/domain/support-desk';
import type { Context } from '../context';
import { membersThere } from './desk-members';
import { deskTimesOf, promiseOf, type DeskTimes } from './desk-times';
import { openingOf } from './open-desk';
import { outboxRow } from '../outbox-rows';
import { auditOpened, newHandoff } from './new-handoff';
import { isUnasked } from './own-handoff';
import { jobsOfHandoff } from './owner-looks';
import type { Subject } from '../chat/perform-act';
import type { Handoff } from '../ports/chat';
import type { Repositories } from '../ports/storage';
import { nearestDeadline } from '../registrations/registration-facts';

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
  const open = await tx.handoffs.openOf(account.id);
  if (open && !isUnasked(open)) return { ok: true };
  const now = context.clock.now();
  const desk = deskTimesOf(subject.season ?? subject.seasons[0]);
  const isStaffed = (await membersThere(tx, now)).length > 0;
  const deadlineAt =
    registration && subject.season ? nearestDeadline(registration, subject.season, now) : null;
  const promise = promiseOf(desk, { now, isStaffed });
  if (open) return callNow(tx, context, { open, desk, promise, trigger });
  const handoff = newHandoff(context, {
    accountId: account.id,
    externalUserId,
    trigger,
    ...promise,
    harm: harmOf({ trigger, deadlineAt, now }),
    deadlineAt,
  });
  // Two messages at once: the other one has opened it.
  if (!(await tx.handoffs.insert(handoff))) return { ok: true };
  await tx.outbox.add([...followUps(context, handoff), ...openingOf(context, handoff, desk)]);
  await auditOpened(tx, context, { handoff, actor, registrationId: registration?.id ?? null });
  return { ok: true };
}

/** What the desk had looked at by itself is called for now: it waits like any other call, and keeps what it was about. */
async function callNow(
  tx: Repositories,
  context: Context,
  now: {
    open: Handoff;
    desk: DeskTimes | null;
    promise: Pick<Handoff, 'state' | 'answerBy'>;
    trigger: Handoff['trigger'];
  },
): Promise<Outcome> {
  const { open, desk, promise, trigger } = now;
  const called: Handoff = { ...open, ...promise, trigger };
  if (!(await tx.handoffs.save(called))) return { ok: false, why: 'unavailable' };
  await tx.outbox.cancelGroup(jobsOfHandoff(open.id), { tried: true });
  const again = { ...called, openedAt: context.clock.now() };
  const rows = followUps(context, again).map((row) => ({ ...row, key: `${row.key}:called` }));
  await tx.outbox.add([...rows, ...openingOf(context, called, desk)]);
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
      group: jobsOfHandoff(id),
      dueAt: answerBy,
    }),
  ];
}
