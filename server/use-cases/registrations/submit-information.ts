import { feesOf } from '../../../shared/domain/rules/fees';
import type { Actor, Answers, ChosenSubject, Registration } from '../../../shared/domain/registration';
import type { Season } from '../../../shared/domain/season';
import { changeRegistration, type Changed } from './change-registration';
import type { Context } from '../context';
import type { Repositories } from '../ports/storage';

interface Input {
  registration: Registration;
  season: Season;
  actor: Actor;
  /** The truth promise was ticked for exactly these answers (S21). */
  promised: boolean;
}

/** Submits the information page of a draft: complete, promised, seats held (S19-S22, S26). */
export function submitInformation(tx: Repositories, context: Context, input: Input): Promise<Changed> {
  const { registration, season, actor, promised } = input;
  return changeRegistration(tx, context, {
    registration,
    season,
    actor,
    action: 'submit_information',
    request: { promised },
    patch: {
      subjects: chosenSubjects(registration.answers, season),
      informationSubmittedAt: context.clock.now(),
    },
  });
}

/**
 * Puts an open change set in force as a whole, with the promise ticked again and new seats held before old ones are
 * returned (domain.md 2). A rejected registration that moves to another site starts over there.
 */
export function applyChanges(tx: Repositories, context: Context, input: Input): Promise<Changed> {
  const { registration, season, actor, promised } = input;
  const answers = registration.changeSet ?? registration.answers;
  const movesSite = answers.siteCode !== registration.answers.siteCode;
  return changeRegistration(tx, context, {
    registration,
    season,
    actor,
    action: 'apply_changes',
    request: { promised, movesSite },
    patch: {
      subjects: chosenSubjects(answers, season),
      // Another site is another seat: holds start with it, and what was submitted for review was so elsewhere.
      ...(movesSite ? { informationSubmittedAt: context.clock.now(), submittedForReviewAt: null } : {}),
    },
  });
}

/** Drops an open change set; what stands stays. */
export function discardChanges(
  tx: Repositories,
  context: Context,
  input: Omit<Input, 'promised'>,
): Promise<Changed> {
  return changeRegistration(tx, context, { ...input, action: 'discard_changes', patch: { changeSet: null } });
}

/** Fees are fixed when the information is submitted; a season that changes them later changes nobody's sum. */
function chosenSubjects(answers: Answers, season: Season): ChosenSubject[] {
  const fees = feesOf(season, answers.subjects ?? []);
  return fees.ok ? fees.value.lines.map((line) => ({ ...line, state: 'chosen' })) : [];
}
