import { needsGuardian } from '../../shared/domain/rules/age';
import { checkAnswers, type AnswersPatch, type AnswerWarning } from '../../shared/domain/rules/answers';
import type { AnswerField, Registration } from '../../shared/domain/registration';
import { plainDateAt } from '../../shared/domain/time';
import type { ActFailure, OwnedRegistration, OwnerContext } from './act-on-registration';
import { holdAnswers } from './held-answers';
import type { Repositories } from './ports/storage';
import { saveAnswers } from './save-answers';
import { guardianOf, noticesMissing } from './view-registration';

export interface GivenAnswers {
  registration: Registration;
  voided: string[];
  droppedSubjects: string[];
  heldForGuardian: boolean;
  warnings: AnswerWarning[];
}

/** What the separate consent to ID and photo covers (PR1); other answers need the ticks before it only. */
const SENSITIVE: readonly AnswerField[] = ['documentType', 'documentNumber', 'birthDate', 'sex', 'name'];

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
  const sensitive = SENSITIVE.some((field) => answers[field] !== undefined);
  const needed = sensitive ? missing : missing.filter((id) => id !== 'sensitive_consent');
  if (needed.length > 0) return { ok: false, why: 'notices_missing', notices: needed };

  const today = plainDateAt(context.clock.now());
  const checked = checkAnswers(registration.changeSet ?? registration.answers, answers, { season, today });
  if (!checked.ok) return { ok: false, why: 'invalid', problems: checked.problems };
  const { birthDate } = checked.answers;
  const young = birthDate !== undefined && needsGuardian(birthDate, today);
  if (young && (await guardianOf(tx, context, accountId)) !== 'given') {
    await holdAnswers(context, accountId, checked.answers);
    const { warnings } = checked;
    return { ok: true, registration, voided: [], droppedSubjects: [], heldForGuardian: true, warnings };
  }
  const saved = await saveAnswers(tx, context, { registration, season, answers, actor });
  return saved.ok ? { ...saved, heldForGuardian: false } : saved;
}
