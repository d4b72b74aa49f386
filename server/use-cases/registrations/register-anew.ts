import type { Actor, Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import type { Changed } from './change-registration';
import type { Context } from '../context';
import { deleteRegistration } from './delete-registration';
import type { Repositories } from '../ports/storage';
import { startRegistration } from './start-registration';

/**
 * Deletes a locked registration and begins a new one with its answers, as one act (S31, S34; domain.md 2, notes). The seat
 * goes along: the new draft holds it until its own submission has taken another, so that nothing in between can lose it.
 * An open order has to be closed first, because its money may be on the way. On a refusal the caller undoes its unit.
 */
export async function registerAnew(
  tx: Repositories,
  context: Context,
  input: { registration: Registration; season: Season; actor: Actor; reason: string },
): Promise<Changed> {
  const { registration, season, actor, reason } = input;
  if (registration.state === 'paying') {
    return { ok: false, why: 'refused', reasons: [{ code: 'state.paying_locked', remedy: 'close_order' }] };
  }
  // Taken out of the deletion's hands, which would return it.
  const seatless = { ...registration, seat: null };
  const deleted = await deleteRegistration(tx, context, { registration: seatless, season, actor, reason });
  if (!deleted.ok) return deleted;
  const { accountId, seat, state: from } = registration;
  const started = await startRegistration(tx, context, { accountId, season, actor, seat });
  return started.ok ? { ok: true, registration: started.registration, from } : started;
}
