import type { Question, View } from '../engine/flow';
import { textNote } from '../engine/flow';
import { saveAnswers } from './accept-answer';
import { clashIn } from './changed-elsewhere';
import { shownApart } from './shown-apart';

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
