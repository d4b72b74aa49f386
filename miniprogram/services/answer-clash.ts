import type { AskedField } from '../../shared/domain/fields';
import { sameAnswer } from '../../shared/domain/rules/answers-apart';
import type { Failure } from './failure';
import { readAnswers, readRegistration, saveAnswers, type Registration } from './registrations';

export type Answer = string | boolean | string[] | undefined;

/** What a page shows of one question: the stored answer it has seen, and what is put in now. */
export interface Standing {
  seen: Answer;
  given: Answer;
}

export type Saving =
  | {
      kind: 'saved';
      registration: Registration;
      droppedSubjects: string[];
      /** Told beside the accepted answer, to be looked at once more (S23, S24). */
      told: { code: string; params?: Record<string, string | number> }[];
    }
  /** Another answer was stored meanwhile, in the chat or on another phone: nothing is written over it unasked. */
  | { kind: 'apart'; registration: Registration; stored: Answer }
  | { kind: 'failed'; failure: Failure };

/** How often others may have been faster with other questions. */
const TRIES = 3;

/** What a page that is seen again makes of the answer stored by now. */
export function meet({ seen, given }: Standing, stored: Answer): 'as_before' | 'fresh' | 'apart' {
  if (sameAnswer(seen, stored) || sameAnswer(stored, undefined)) return 'as_before';
  return sameAnswer(given, seen) || sameAnswer(given, stored) ? 'fresh' : 'apart';
}

/** Saves one answer. A registration that moved on by other answers is no obstacle; another answer to this question is. */
export async function saveAnswer(
  input: Standing & { registration: Registration; field: AskedField },
): Promise<Saving> {
  const { field, seen, given } = input;
  const params = { registrationId: input.registration.id };
  let { version } = input.registration;
  for (let tries = 1; ; tries += 1) {
    const body = { expectedVersion: version, answers: { [field]: given ?? '' } };
    const saved = await saveAnswers({ params, body });
    if (saved.ok) {
      const { registration, droppedSubjects, warnings } = saved.body;
      const told = warnings?.filter((warning) => warning.field === field) ?? [];
      return { kind: 'saved', registration, droppedSubjects, told };
    }
    if (saved.failure.code !== 'VERSION_CONFLICT' || tries === TRIES) return { kind: 'failed', ...saved };
    const [full, read] = await Promise.all([readAnswers({ params }), readRegistration({ params })]);
    if (!full.ok) return { kind: 'failed', failure: full.failure };
    if (!read.ok) return { kind: 'failed', failure: read.failure };
    const { registration } = read.body;
    const stored = full.body.answers[field];
    if (sameAnswer(stored, given)) return { kind: 'saved', registration, droppedSubjects: [], told: [] };
    if (!sameAnswer(stored, seen) && !sameAnswer(stored, undefined))
      return { kind: 'apart', registration, stored };
    ({ version } = registration);
  }
}
