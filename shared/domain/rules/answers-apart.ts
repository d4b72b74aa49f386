import type { AnswerField, Answers } from '../registration';
import type { AnswersPatch } from './answers';

/** An answer that stands, and another one for the same question. */
export interface AnswerApart {
  field: AnswerField;
  stored: unknown;
  given: unknown;
}

/** Whether two answers say the same; blanks around a text say nothing, and an empty one is none. */
export function sameAnswer(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((value, index) => value === other[index]);
  }
  return plain(one) === plain(other);
}

/** Answers given for questions that have another one already. What nobody has answered yet clashes with nothing. */
export function answersApart(stored: Answers, given: AnswersPatch): AnswerApart[] {
  return (Object.keys(given) as AnswerField[])
    .filter((field) => given[field] !== undefined && plain(stored[field]) !== '')
    .filter((field) => !sameAnswer(stored[field], given[field]))
    .map((field) => ({ field, stored: stored[field], given: given[field] }));
}

function plain(answer: unknown): unknown {
  if (answer === undefined || answer === null) return '';
  return typeof answer === 'string' ? answer.trim() : answer;
}
