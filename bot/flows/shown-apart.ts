import type { AskedField } from '../../shared/domain/fields';
import type { Answers } from '../../shared/domain/registration';
import type { View } from '../engine/flow';
import { displayAnswer } from '../replies/display';

/** What of a view is needed to tell answers. */
export type Told = Pick<View, 'answers' | 'locale' | 'season' | 'say' | 'local'>;

/** Masked, as the chat shows everything (PR6); where the masks hide the difference, one character tells it. */
export function shownApart(
  field: AskedField,
  given: Partial<Answers>,
  view: Told,
): { stored: string; given: string } {
  const answers = { ...view.answers, ...given };
  const stored = displayAnswer(field, view.answers, view);
  const other = displayAnswer(field, answers, view);
  if (stored !== other) return { stored, given: other };
  const [ours, theirs] = [[...String(view.answers[field])], [...String(answers[field])]];
  const at = ours.findIndex((character, index) => character !== theirs[index]);
  const told = (shown: string, characters: string[]): string =>
    at >= 0 && at < characters.length
      ? view.say('clash.character', { shown, n: at + 1, character: characters[at] ?? '' })
      : view.say('clash.length', { shown, n: characters.length });
  return { stored: told(stored, ours), given: told(other, theirs) };
}
