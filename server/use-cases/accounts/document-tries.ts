import type { Answers } from '../../../shared/domain/registration';
import { DAY_MS, instantOf, plainDateAt } from '../../../shared/domain/time';
import { judge } from '../../../shared/domain/transition';
import { findOwned, type OwnedTarget } from '../registrations/act-on-registration';
import type { Context } from '../context';
import type { Repositories } from '../ports/storage';
import { registrationFacts } from '../registrations/registration-facts';

/** Different document numbers that one account may submit on one day of Asia/Shanghai (PR21). */
export const NUMBERS_A_DAY = 3;

export type NumberTried = { ok: true } | { ok: false; tryAgainAt: number };

/**
 * Takes one of the day's tries for the document number of these answers; the same number takes one only. Asked before
 * anybody looks whether the number is registered, so that the refusal says nothing about that.
 */
export async function tryNumber(
  tx: Repositories,
  context: Pick<Context, 'clock'>,
  { accountId, answers }: { accountId: string; answers: Answers },
): Promise<NumberTried> {
  const { documentType, documentNumber } = answers;
  if (!documentType || !documentNumber) return { ok: true };
  const day = plainDateAt(context.clock.now());
  const tried = { accountId, day, documentType, documentNumber, limit: NUMBERS_A_DAY };
  if (await tx.documentTries.add(tried)) return { ok: true };
  return { ok: false, tryAgainAt: instantOf(day) + DAY_MS };
}

/**
 * The same in a unit of its own, before the submission of a page: what is refused afterwards is undone, the try is not.
 * A submission that would not get as far takes none.
 */
export function countSubmittedNumber(
  context: Context,
  target: Pick<OwnedTarget, 'account' | 'registrationId' | 'channel'>,
  action: 'submit_information' | 'apply_changes',
): Promise<NumberTried> {
  return context.unitOfWork.run(async (tx): Promise<NumberTried> => {
    const found = await findOwned(tx, target);
    if (!found) return { ok: true };
    const { registration, season } = found;
    const facts = registrationFacts(registration, season, context.clock.now());
    if (!judge(action, facts, { role: 'candidate', promised: true }).ok) return { ok: true };
    const answers = registration.changeSet ?? registration.answers;
    return tryNumber(tx, context, { accountId: target.account.id, answers });
  });
}
