import { SUPPORT_RULES } from '../../../shared/domain/support-desk';
import { MINUTE_MS } from '../../../shared/domain/time';
import type { Context } from '../context';
import { deskFor, type DeskTimes } from './desk-times';
import { outboxRow } from '../outbox-rows';
import type { Handoff } from '../ports/chat';
import type { Repositories } from '../ports/storage';

/** Between two looks at an owner whom nobody waits for: they may have left without a word. */
const LOOK_EVERY_MS = 15 * MINUTE_MS;

/** Since when the owner lets the candidate wait; null while they do not. */
export function idleSince({ waitingSince, ownerActiveAt }: Handoff): number | null {
  return waitingSince === null ? null : Math.max(waitingSince, ownerActiveAt ?? waitingSince);
}

/**
 * When a served conversation is looked at next: when its owner will have been idle for too long or is past the grace after
 * the reminder, and every while in any case, since somebody may be gone without a word.
 */
export function nextLook(handoff: Handoff, desk: DeskTimes | null, now: number): number {
  const { idleMinutes, graceMinutes } = desk?.rules ?? SUPPORT_RULES;
  const since = idleSince(handoff);
  const regular = now + LOOK_EVERY_MS;
  if (since === null) return regular;
  const reminded = since + idleMinutes * MINUTE_MS;
  const over = reminded + graceMinutes * MINUTE_MS;
  return Math.min([reminded, over].find((at) => at > now) ?? regular, regular);
}

/** Jobs of a conversation while it is open: the look at its owner, or the reminder of the desk. */
export function jobsOfHandoff(handoffId: string): string {
  return `handoff:${handoffId}`;
}

/**
 * The job that looks whether the owner is still there (promises 6 and 12), in the place of any other: looks that each planned
 * their next would only grow in number.
 */
export async function lookAtOwner(
  tx: Repositories,
  context: Context,
  { handoff, at }: { handoff: Pick<Handoff, 'id'>; at: number },
): Promise<void> {
  const group = jobsOfHandoff(handoff.id);
  await tx.outbox.cancelGroup(group, { tried: true });
  await tx.outbox.add([
    outboxRow(context, {
      topic: 'handoff.owner_due',
      key: `handoff.owner_due:${handoff.id}:${context.newId()}`,
      payload: { handoffId: handoff.id },
      group,
      dueAt: at,
    }),
  ]);
}

/** After a look: the next one, no later than what has changed meanwhile asks for; none once nobody serves. */
export function lookAgain(
  context: Context,
  { handoffId, at }: { handoffId: string; at: number },
): Promise<void> {
  const now = context.clock.now();
  return context.unitOfWork.run(async (tx) => {
    const handoff = await tx.handoffs.find(handoffId);
    if (handoff?.state !== 'served') return;
    const desk = await deskFor(tx, { accountId: handoff.accountId, now });
    await lookAtOwner(tx, context, { handoff, at: Math.min(at, nextLook(handoff, desk, now)) });
  });
}
