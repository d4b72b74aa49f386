import { checkAnswers, type AnswersPatch, type AnswerWarning } from '../../../shared/domain/rules/answers';
import type { Registration } from '../../../shared/domain/registration';
import { plainDateAt } from '../../../shared/domain/time';
import type { ActFailure, OwnedRegistration, OwnerContext } from './act-on-registration';
import {
  areOfChild,
  dropHeldAnswers,
  heldAnswersOf,
  holdForGuardian,
  IDENTITY,
  released,
} from '../privacy/held-answers';
import type { Repositories } from '../ports/storage';
import { saveAnswers } from './save-answers';
import { guardianOf, noticesMissing } from './view-registration';

export interface GivenAnswers {
  registration: Registration;
  voided: string[];
  droppedSubjects: string[];
  heldForGuardian: boolean;
  warnings: AnswerWarning[];
}

/**
 * Stores answers that came from a page. Ticks come first (PR1); answers that make the person under 14 wait sealed for the
 * guardian instead of being stored (PR2).
 */
export async function giveAnswers(
  tx: Repositories,
  context: OwnerContext,
  { found, answers }: { found: OwnedRegistration; answers: AnswersPatch },
): Promise<({ ok: true } & GivenAnswers) | ActFailure> {
  const { registration, season, actor } = found;
  const accountId = registration.accountId;
  const missing = await noticesMissing(tx, { accountId, season });
  // Other answers need the ticks before the separate consent only.
  const sensitive = IDENTITY.some((field) => answers[field] !== undefined);
  const needed = sensitive ? missing : missing.filter((id) => id !== 'sensitive_consent');
  if (needed.length > 0) return { ok: false, why: 'notices_missing', notices: needed };

  const today = plainDateAt(context.clock.now());
  const checked = checkAnswers(registration.changeSet ?? registration.answers, answers, { season, today });
  if (!checked.ok) return { ok: false, why: 'invalid', problems: checked.problems };
  const { birthDate } = checked.answers;
  const held = sensitive ? await heldAnswersOf(context, accountId) : null;
  const ofChild = areOfChild(context, { given: answers, birthDate, held });
  if (ofChild && (await guardianOf(tx, context, accountId)) !== 'given') {
    const waiting = { registration, answers: checked.answers, held };
    const blanked = await holdForGuardian(tx, context, waiting);
    if (!blanked) return { ok: false, why: 'version_conflict' };
    const { warnings } = checked;
    const nothing = { voided: [], droppedSubjects: [] };
    return { ok: true, registration: blanked, ...nothing, heldForGuardian: true, warnings };
  }
  const isOlder = held !== null && birthDate !== undefined;
  if (isOlder) await dropHeldAnswers(context, accountId);
  const given = isOlder ? released(held, answers) : answers;
  const saved = await saveAnswers(tx, context, { registration, season, answers: given, actor });
  return saved.ok ? { ...saved, heldForGuardian: false } : saved;
}
