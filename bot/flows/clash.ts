import type { AskedField } from '../../shared/domain/fields';
import type { Answers } from '../../shared/domain/registration';
import type { Question, View } from '../engine/flow';
import { textNote } from '../engine/flow';
import { displayAnswer } from '../replies/display';
import { saveAnswers } from './accept-answer';
import { clashIn } from './changed-elsewhere';

/** One question has two answers, from the chat and from a page: both are shown, and the person chooses. */
export function askClash(view: View): Question {
  const { say } = view;
  const { field = 'name', given = {} } = clashIn(view) ?? {};
  const named = { field: say(`answer.${field}`) };
  const both = shownApart(field, given, view);
  return {
    head: say('clash.ask', { ...named, ...both }),
    options: [
      {
        key: 'stored',
        label: say('clash.stored', { value: both.stored }),
        words: ['小程序', '小程序里的', '页面', 'mini program', 'page'],
        move: () => ({ session: { unconfirmed: null }, notes: [textNote('clash.kept', named)] }),
      },
      {
        key: 'given',
        label: say('clash.given', { value: both.given }),
        words: ['聊天', '聊天里的', '刚才发的', 'chat'],
        move: () => saveAnswers(given, view),
      },
    ],
  };
}

/** Masked, as the chat shows everything (PR6); where the masks hide the difference, one character tells it. */
function shownApart(
  field: AskedField,
  given: Partial<Answers>,
  view: View,
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
