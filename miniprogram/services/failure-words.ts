import type { Failure } from './failure';
import type { Words } from './texts';

/** A failure as a person reads it: what happened, what to do now, and a number for support. */
export interface ShownFailure {
  title: string;
  text: string;
  /** Trying again may help. */
  retry: boolean;
  /** Found in the server's log by support; empty when the call never arrived. */
  number: string;
}

/** The server's own sentences come first: they know the reason. */
export function failureWords(failure: Failure, words: Words): ShownFailure {
  const number = failure.kind === 'offline' ? '' : words.t('frame.failure.number', { id: failure.requestId });
  if (failure.kind === 'server') {
    const reasons = [...failure.reasons, ...failure.fields].flatMap(({ message }) => message ?? []);
    const text = reasons.length > 0 ? reasons.join('\n') : failure.message;
    const title = reasons.length > 0 ? failure.message : words.t('frame.failure.title');
    return { title, text, retry: failure.retryable || failure.code === 'VERSION_CONFLICT', number };
  }
  const unclear = failure.repeatable ? 'again' : 'unclear';
  const text = words.t(`frame.failure.${failure.nothingHappened ? failure.kind : unclear}`);
  return { title: words.t('frame.failure.title'), text, retry: true, number };
}

/** The sentences for one field of a form, or null when the failure is not about it. */
export function fieldFailure(failure: Failure, field: string): string | null {
  const rules = failure.fields.filter((one) => one.field === field || one.field?.endsWith(`.${field}`));
  if (rules.length === 0) return null;
  return rules.flatMap(({ message }) => message ?? []).join('\n') || failure.message;
}
