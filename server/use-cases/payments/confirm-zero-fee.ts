import type { Actor, Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { changeRegistration, type Changed } from '../registrations/change-registration';
import type { Context } from '../context';
import type { Repositories } from '../ports/storage';

/** Confirms subjects whose fees sum to zero after the read-back (W5): no order, no platform, the same proof. */
export function confirmZeroFee(
  tx: Repositories,
  context: Context,
  input: { registration: Registration; season: Season; actor: Actor; subjectCodes: string[] },
): Promise<Changed> {
  const { registration, season, actor, subjectCodes } = input;
  return changeRegistration(tx, context, {
    registration,
    season,
    actor,
    action: 'confirm_zero_fee',
    request: { subjectCodes },
  });
}
