import type { Registration } from '../../../shared/domain/registration';
import type { Effect } from '../../../shared/domain/transition';

/** The registration after one effect of a transition; what an effect does elsewhere leaves it as it is. */
export function applyToRow(registration: Registration, effect: Effect): Registration {
  switch (effect.kind) {
    case 'replace_answers':
      return {
        ...registration,
        answers: registration.changeSet ?? registration.answers,
        changeSet: null,
      };
    case 'raise_revision':
      return { ...registration, revision: registration.revision + 1 };
    case 'clear_decision':
      return { ...registration, decision: null };
    case 'take_decision_back':
      return { ...registration, decision: registration.decision?.before ?? null };
    case 'mark_paid':
      return withSubjects(registration, effect.subjectCodes, 'paid');
    case 'lapse_subjects':
      return withSubjects(registration, effect.subjectCodes, 'lapsed');
    default:
      return registration;
  }
}

function withSubjects(
  registration: Registration,
  codes: readonly string[],
  state: 'paid' | 'lapsed',
): Registration {
  const subjects = registration.subjects.map((subject) =>
    codes.includes(subject.code) ? { ...subject, state } : subject,
  );
  return { ...registration, subjects };
}
