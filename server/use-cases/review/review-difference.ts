import { maskedAnswer } from '../../../bot/replies/display';
import { FIELDS, isAnswered, type AskedField } from '../../../shared/domain/fields';
import type { DecidedValue, Registration } from '../../../shared/domain/registration';
import type { KeyedHash } from '../ports/secrets';

/** What a candidate changed since the rejection; old values are kept nowhere, masks tell what they tell. */
export interface Difference {
  /** In the order of the form, the photo last. */
  changed: (AskedField | 'photo')[];
  /** Masks of what stood there before, where the field has one and it was answered. */
  before: Partial<Record<AskedField, string>>;
}

/** 64 bits tell two values of one field apart; more would only fill the column. */
const HASH_LENGTH = 16;

/** What each field and the photo held at a decision, as keyed hashes that say nothing about another registration. */
export function decidedOn(hash: KeyedHash, registration: Registration): Record<string, DecidedValue> {
  const { answers, photoId } = registration;
  const values = FIELDS.map(({ field }): [string, DecidedValue] => {
    const value = isAnswered(answers, field) ? answers[field] : null;
    return [field, { hash: hashOf(hash, registration, field, value), mask: maskedAnswer(field, answers) }];
  });
  return Object.fromEntries([
    ...values,
    ['photo', { hash: hashOf(hash, registration, 'photo', photoId), mask: null }],
  ]) as Record<string, DecidedValue>;
}

/** Null without a rejection, or where one of earlier days does not tell what it was about. */
export function differenceOf(hash: KeyedHash, registration: Registration): Difference | null {
  const { decision, revision } = registration;
  if (decision?.outcome !== 'rejected') return null;
  // The revision grows with every change of what a reviewer is shown.
  if (decision.revision === revision) return { changed: [], before: {} };
  const then = decision.decidedOn;
  if (!then) return null;
  const now = decidedOn(hash, registration);
  const names = [...FIELDS.map(({ field }) => field), 'photo' as const];
  const changed = names.filter((name) => then[name] && then[name].hash !== now[name]?.hash);
  const before = changed.flatMap((name) => {
    const mask = then[name]?.mask;
    return mask ? [[name, mask]] : [];
  });
  return { changed, before: Object.fromEntries(before) as Difference['before'] };
}

function hashOf(hash: KeyedHash, { id }: Registration, field: string, value: unknown): string {
  return hash.hash('decided_value', JSON.stringify([id, field, value])).slice(0, HASH_LENGTH);
}
