import { z } from 'zod';
import { CANNED_VALUES, unknownPlaceholders } from '../domain/canned-answers';
import { formed, localParagraphs, localText } from './file-values';
import { eachLookAlike, type ProblemList } from './problem-list';

/** Filled, a text still has to fit into one message of the chat. */
const MAX_CHARACTERS = 400;

/** Prepared answers of the support desk, as a season file holds them. */
export const CANNED_ANSWERS = z
  .array(
    z.strictObject({
      id: formed(/^[a-z][a-z0-9_]{0,39}$/, 'how_to_pay'),
      title: localText(30),
      text: localParagraphs(MAX_CHARACTERS),
    }),
  )
  .max(60);

/** Names each placeholder that nothing is made for, and ids that look alike. */
export function checkCannedAnswers(
  { cannedAnswers = [] }: { cannedAnswers?: z.output<typeof CANNED_ANSWERS> },
  problems: ProblemList,
): void {
  const ids = cannedAnswers.map(({ id }) => id);
  eachLookAlike(ids, (index, value) =>
    problems.add(`cannedAnswers[${index}].id`, 'file.duplicate', { value }),
  );
  cannedAnswers.forEach(({ text }, index) => {
    for (const language of ['zh', 'en'] as const) {
      const path = `cannedAnswers[${index}].text.${language}`;
      for (const name of unknownPlaceholders(text[language])) {
        problems.add(path, 'canned.unknown_placeholder', { name, allowed: CANNED_VALUES.join(', ') });
      }
    }
  });
}
