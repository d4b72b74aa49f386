import { checkDeletionReason } from '../../../shared/domain/rules/decision-reason';
import type { Actor, Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { changeRegistration, type Changed } from './change-registration';
import type { Context } from '../context';
import type { Repositories } from '../ports/storage';

/**
 * Deletes a registration with no paid subject, in the window or after it, any number of times (S31-S35). With an open
 * order the wish is recorded and the order closed first; the outcome is told when the platform has answered (race rule 2).
 */
export function deleteRegistration(
  tx: Repositories,
  context: Context,
  input: { registration: Registration; season: Season; actor: Actor; reason: string },
): Promise<Changed> {
  const { registration, season, actor } = input;
  const checked = checkDeletionReason(input.reason);
  const reason = checked.ok ? checked.value : null;
  return changeRegistration(tx, context, {
    registration,
    season,
    actor,
    action: 'delete',
    request: { reasonGiven: checked.ok },
    patch: {
      deleteReason: reason,
      ...(registration.state === 'paying' ? { deleteRequestedAt: context.clock.now() } : {}),
    },
    reason: actor.role === 'support' ? 'delete.by_support' : 'delete.by_candidate',
  });
}
