import { undone, type Undone } from '../ports/storage';
import type { Context } from '../context';
import { dropPhoto } from './erase-registration';

/**
 * Ends what was kept of a deleted account by its time (PR12, PR14): a paid registration loses its answers, photo and ticket,
 * the account its consents. Does nothing to an account that is in use. Safe to repeat. `conflict`: somebody was faster.
 */
export async function endRetention(
  context: Context,
  { accountId, registrationId }: { accountId: string; registrationId: string | null },
): Promise<'ended' | 'conflict'> {
  return context.unitOfWork.run(async (tx): Promise<'ended' | 'conflict' | Undone<'conflict'>> => {
    const account = await tx.accounts.find(accountId);
    if (account?.state !== 'closed') return 'ended';
    if (registrationId === null) {
      await tx.consents.removeAllOf(accountId);
    } else {
      const kept = await tx.registrations.find(registrationId);
      if (kept?.accountId !== accountId) return 'ended';
      await dropPhoto(tx, context, kept.photoId);
      await tx.tickets.removeAllOf(registrationId);
      const blank = { answers: {}, changeSet: null, photoId: null, deleteReason: null };
      const saved = await tx.registrations.save({ ...kept, ...blank, updatedAt: context.clock.now() });
      if (saved !== 'saved') return undone<'conflict'>('conflict');
    }
    await tx.audit.append({
      id: context.newId(),
      action: 'retention.ended',
      actor: { role: 'system', id: 'retention', channel: 'job' },
      registrationId,
      from: null,
      to: null,
      revision: null,
      reason: null,
      at: context.clock.now(),
    });
    return 'ended';
  });
}
