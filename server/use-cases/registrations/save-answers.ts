import { windowStateAt, windowsOf } from '../../../shared/domain/calendar';
import type { AskedField } from '../../../shared/domain/fields';
import type { Actor, Answers, Registration } from '../../../shared/domain/registration';
import {
  checkAnswers,
  type AnswerProblem,
  type AnswersOutcome,
  type AnswersPatch,
  type AnswerWarning,
} from '../../../shared/domain/rules/answers';
import { sameAnswer } from '../../../shared/domain/rules/answers-apart';
import type { Season } from '../../../shared/domain/season';
import { plainDateAt } from '../../../shared/domain/time';
import type { Refusal } from '../../../shared/domain/refusal';
import { judge } from '../../../shared/domain/transition';
import type { Context } from '../context';
import { planDueWork } from '../reminders/due-work';
import type { Repositories } from '../ports/storage';
import { registrationFacts } from './registration-facts';

export type SavedAnswers =
  | {
      ok: true;
      registration: Registration;
      /** Fields whose earlier answer no longer fits and was dropped. */
      voided: AskedField[];
      droppedSubjects: string[];
      /** Accepted, but to be compared with the document once more (S23, S24). */
      warnings: AnswerWarning[];
    }
  | { ok: false; why: 'invalid'; problems: [AnswerProblem, ...AnswerProblem[]] }
  | { ok: false; why: 'refused'; reasons: [Refusal, ...Refusal[]] }
  | { ok: false; why: 'version_conflict' | 'duplicate_document' };

interface AnswersInput {
  registration: Registration;
  season: Season;
  answers: AnswersPatch;
  actor: Actor;
}

/**
 * Stores accepted answers in this very step: in the draft, later in the change set beside the registration, which leaves
 * state, revision and seat as they are (domain.md 2, "Editing after draft"). All or nothing; answers that no longer fit
 * a changed one are dropped and named.
 */
export async function saveAnswers(
  tx: Repositories,
  context: Context,
  input: AnswersInput,
): Promise<SavedAnswers> {
  const { registration, season } = input;
  const now = context.clock.now();
  const checked = judgeAnswers({ ...input, now });
  if (!checked.ok) return checked;

  const changed: Registration =
    registration.state === 'draft'
      ? { ...registration, answers: checked.answers, updatedAt: now }
      : { ...registration, changeSet: differing(registration.answers, checked.answers), updatedAt: now };
  const saved = await tx.registrations.save(changed);
  if (saved !== 'saved') return { ok: false, why: saved };
  const stored: Registration = { ...changed, version: changed.version + 1 };
  if (stored.answers.siteCode !== registration.answers.siteCode) {
    // A draft ends with its site, which may close before the province or after it (S27).
    const rows = await planDueWork(tx, context, { registration: stored, season });
    if (rows.length > 0) await tx.outbox.add(rows);
  }
  const { voided, droppedSubjects, warnings } = checked;
  return { ok: true, registration: stored, voided, droppedSubjects, warnings };
}

/** Whether answers may be given now and fit: by state, by the rules and by the site's window. Writes nothing. */
export function judgeAnswers({
  registration,
  season,
  answers,
  actor,
  now,
}: AnswersInput & { now: number }):
  Extract<AnswersOutcome, { ok: true }> | Extract<SavedAnswers, { why: 'invalid' | 'refused' }> {
  const verdict = judge('edit', registrationFacts(registration, season, now), { role: actor.role });
  if (!verdict.ok) return { ok: false, why: 'refused', reasons: verdict.reasons };
  const base = registration.changeSet ?? registration.answers;
  const checked = checkAnswers(base, answers, { season, today: plainDateAt(now) });
  if (!checked.ok) return { ok: false, why: 'invalid', problems: checked.problems };
  const { siteCode } = checked.answers;
  const takes = siteCode === base.siteCode || windowStateAt(windowsOf(season, siteCode), now).kind === 'open';
  if (takes) return checked;
  return { ok: false, why: 'refused', reasons: [{ code: 'site.window_closed', remedy: 'none' }] };
}

/** The wanted answers, or null when they say what is in force already: then no change is open. */
function differing(inForce: Answers, wanted: Answers): Answers | null {
  const fields = new Set([...Object.keys(inForce), ...Object.keys(wanted)]) as Set<keyof Answers>;
  return [...fields].some((field) => !sameAnswer(inForce[field], wanted[field])) ? wanted : null;
}
