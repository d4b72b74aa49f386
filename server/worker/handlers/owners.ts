import type { SupportContext } from '../../use-cases/support/call-support';
import { lookAtEveryOwner } from '../../use-cases/support/look-at-owners';
import { lookAgain } from '../../use-cases/support/owner-looks';
import type { Logger } from '../../use-cases/ports/logger';
import type { ClaimedMessage } from '../../use-cases/ports/messaging';
import { openAndTell, tellNewOwner } from '../../use-cases/support/tell-desk';
import { watchOwner } from '../../use-cases/support/watch-owner';
import { DONE, paced, type Handled, type Handlers } from '../handler';

export type OwnerContext = SupportContext & { logger: Logger };

/** Jobs of the support desk: its opening, its owners, its people. */
export function ownerHandlers(context: OwnerContext): Handlers {
  return {
    'handoff.owner_due': (message) => look(context, message),
    'handoff.given': (message) => given(context, message),
    'desk.opened': (message) => open(context, message),
    'desk.changed': () => changed(context),
  };
}

async function look(context: OwnerContext, { payload }: ClaimedMessage): Promise<Handled> {
  const handoffId = String(payload.handoffId);
  const looked = await watchOwner(context, { handoffId });
  if (typeof looked === 'object') await lookAgain(context, { handoffId, at: looked.lookAt });
  if (looked === 'transferred' || looked === 'queued') {
    context.logger.warn('handoff.owner_gone', { ticketId: handoffId, code: looked });
  }
  return DONE;
}

async function given(context: OwnerContext, { id, payload }: ClaimedMessage): Promise<Handled> {
  const told = await tellNewOwner(context, {
    outboxId: id,
    handoffId: String(payload.handoffId),
    staffId: String(payload.staffId),
  });
  return typeof told === 'object' ? paced('handoff.paced', context.clock.now() + told.waitMs) : DONE;
}

async function open(context: OwnerContext, { id }: ClaimedMessage): Promise<Handled> {
  const { againAt, waitMs } = await openAndTell(context, id);
  const pacedUntil = waitMs === null ? null : context.clock.now() + waitMs;
  if (againAt === null && pacedUntil === null) return DONE;
  return paced('desk.waiting', Math.min(againAt ?? Infinity, pacedUntil ?? Infinity));
}

async function changed(context: OwnerContext): Promise<Handled> {
  await lookAtEveryOwner(context);
  return DONE;
}
