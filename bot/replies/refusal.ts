import { readableParams } from '../../shared/i18n/readable-params';
import type { Refusal } from '../../shared/domain/refusal';
import type { View } from '../engine/flow';
import type { TextCode } from '../ports';
import { isTextKey } from './render';

/** Why an act is refused, in words; the question that follows offers what is possible. */
export function refusalText(refusal: Refusal, view: View): string {
  return view.say(`refusal.${refusal.code}`, readableParams(refusal.params, view));
}

/** The answer of a rule in words; a code nobody wrote a text for says only that it does not fit. */
export function problemText(problem: TextCode, view: View): string {
  const key = isTextKey(problem.code) ? problem.code : 'field.wrong_type';
  return view.say(key, readableParams(problem.params, view));
}
