import { supportRulesOf } from '../../shared/domain/support-desk';
import { MINUTE_MS } from '../../shared/domain/time';
import type { Context } from './context';
import { lookAtOwner } from './owner-looks';
import type { Repositories } from './ports/storage';
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
  if (!(await tx.handoffs.save({ ...handoff, waitingSince: now }))) return false;
  const desk = await deskFor(tx, { accountId, now });
  const { idleMinutes } = desk?.rules ?? supportRulesOf(null);
  await lookAtOwner(tx, context, { handoff, at: now + idleMinutes * MINUTE_MS });
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
