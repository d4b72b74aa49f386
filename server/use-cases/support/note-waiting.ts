import type { Context } from '../context';
import { lookAtOwner, nextLook } from './owner-looks';
import type { Handoff } from '../ports/chat';
import type { Repositories } from '../ports/storage';
import { deskFor } from './desk-times';

/**
 * The candidate wrote to somebody who serves them: from now on they wait for a word, and a job looks whether it came. False =
 * somebody changed the conversation meanwhile.
 */
export async function noteCandidateWaits(
  tx: Repositories,
  context: Context,
  accountId: string,
): Promise<boolean> {
  const handoff = await tx.handoffs.openOf(accountId);
  if (handoff?.state !== 'served' || handoff.waitingSince !== null) return true;
  const now = context.clock.now();
  const waits: Handoff = { ...handoff, waitingSince: now };
  if (!(await tx.handoffs.save(waits))) return false;
  const desk = await deskFor(tx, { accountId, now });
  await lookAtOwner(tx, context, { handoff, at: nextLook(waits, desk, now) });
  return true;
}

/** The owner wrote, in WeCom or from our pages: nobody waits for them. False = somebody changed it meanwhile. */
export async function noteOwnerWrote(
  tx: Repositories,
  context: Pick<Context, 'clock'>,
  accountId: string,
): Promise<boolean> {
  const handoff = await tx.handoffs.openOf(accountId);
  if (handoff?.state !== 'served') return true;
  return tx.handoffs.save({ ...handoff, waitingSince: null, ownerActiveAt: context.clock.now() });
}
