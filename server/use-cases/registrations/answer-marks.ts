import { FIELDS, type AskedField } from '../../../shared/domain/fields';
import { isFinal } from '../../../shared/domain/lifecycle';
import type { Registration } from '../../../shared/domain/registration';
import type { AnswerMarks } from '../ports/chat';
import type { KeyedHash } from '../ports/secrets';
import { decidedOn } from '../review/review-difference';

/** What each field and the photo hold as the candidate wants them now, as keyed hashes; null without a live registration. */
export function answerMarks(hash: KeyedHash, registrations: readonly Registration[]): AnswerMarks | null {
  const live = registrations.filter(({ state }) => !isFinal(state));
  const registration = live.toSorted((one, other) => other.createdAt - one.createdAt)[0];
  return registration ? { registrationId: registration.id, hashes: hashesOf(hash, registration) } : null;
}

/** Fields that hold something else than then, in the order of the form, the photo last; what follows from another is left out. */
export function changedSince(
  hash: KeyedHash,
  then: AnswerMarks | null,
  registration: Registration,
): (AskedField | 'photo')[] {
  if (then?.registrationId !== registration.id) return [];
  const now = hashesOf(hash, registration);
  const names = [...FIELDS.map(({ field }) => field), 'photo' as const];
  const changed = names.filter((name) => then.hashes[name] !== undefined && then.hashes[name] !== now[name]);
  // What a document number tells by itself is not named.
  const derived: readonly string[] = changed.includes('documentNumber') ? ['sex', 'birthDate'] : [];
  return changed.filter((name) => !derived.includes(name));
}

function hashesOf(hash: KeyedHash, registration: Registration): Record<string, string> {
  const answers = registration.changeSet ?? registration.answers;
  const values = Object.entries(decidedOn(hash, { ...registration, answers }));
  return Object.fromEntries(values.map(([name, value]) => [name, value.hash]));
}
