import { questionIndex, type QuestionIndex } from '../../../shared/domain/question-index';
import type { HelpAnswer } from '../../services/help';

/** Answers below this have little to do with what was typed. */
const LIKELY = 0.3;
/** What stands in the question itself counts more than in its answer. */
const IN_PHRASES = 0.6;
const IN_ANSWER = 0.35;
const MOST = 12;

let built: { answers: readonly HelpAnswer[]; index: QuestionIndex<string> } | undefined;

/** Answers to what somebody types, the best first: by the comparison of the chat, and by the very words. */
export function searchHelp(answers: readonly HelpAnswer[], words: string): HelpAnswer[] {
  if (built?.answers !== answers) built = { answers, index: questionIndex(answers, folded) };
  const ranked = new Map(built.index.rank(words).map(({ id, score }) => [id, score]));
  const parts = words.trim().toLowerCase().split(/\s+/);
  const scored = answers.map((answer) => ({
    answer,
    score: Math.max(ranked.get(answer.id) ?? 0, scoreByWords(answer, parts)),
  }));
  return scored
    .filter(({ score }) => score >= LIKELY)
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST)
    .map(({ answer }) => answer);
}

function scoreByWords({ question, answer, phrases }: HelpAnswer, parts: readonly string[]): number {
  const holds = (text: string): boolean => parts.every((part) => text.toLowerCase().includes(part));
  if ([question, ...phrases].some(holds)) return IN_PHRASES;
  return holds(answer) ? IN_ANSWER : 0;
}

/** Width, case, blanks and punctuation do not count. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\p{Z}]/gu, '');
}
