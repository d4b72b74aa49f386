import type { Actor } from '../../../shared/domain/registration';
import type { Context } from '../context';
import { outboxRow } from '../outbox-rows';
import { jobsOfHandoff } from './owner-looks';
import type { HandoffOutcome } from '../ports/chat';
import type { Repositories } from '../ports/storage';
import { cardsOutdated } from './settle-brief-cards';

const PLATFORM: Actor = { role: 'platform', id: 'kf', channel: 'callback' };

/**
 * Ends the conversation of an account with a person; the bot speaks again. True when none is open afterwards; false =
 * somebody changed it meanwhile. Without an actor the platform said that it has ended.
 */
export async function closeHandoff(
  tx: Repositories,
  context: Context,
  {
    accountId,
    actor = PLATFORM,
    outcome = null,
  }: { accountId: string; actor?: Actor; outcome?: HandoffOutcome | null },
): Promise<boolean> {
  const handoff = await tx.handoffs.openOf(accountId);
  if (!handoff) return true;
  const now = context.clock.now();
  if (!(await tx.handoffs.save({ ...handoff, state: 'closed', closedAt: now, outcome, waitingSince: null })))
    return false;
  await tx.outbox.cancelGroup(jobsOfHandoff(handoff.id), { tried: true });
  const payload = { handoffId: handoff.id, accountId };
  const key = `handoff.closed:${handoff.id}`;
  await tx.outbox.add([
    outboxRow(context, { topic: 'handoff.closed', key, payload }),
    cardsOutdated(context, handoff.id),
  ]);
  await tx.audit.append({
    id: context.newId(),
    action: 'handoff.closed',
    actor,
    registrationId: null,
    from: handoff.state,
    to: 'closed',
    revision: null,
    reason: handoff.trigger,
    at: now,
  });
  return true;
}
