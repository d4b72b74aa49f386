import { questionIndex, type Ranked } from '../../shared/domain/question-index';
import { FAQ, type FaqEntry, type FaqId } from '../../shared/i18n/bot/faq';
import { fold, foldPolite } from './normalize';

/** How well a question of the list fits a text, 0 to 1. */
export type FaqMatch = Ranked<FaqId>;

/** A text is the phrase itself, apart from courtesy. */
export const FAQ_SURE = 0.85;
/** Below this a question is not answered. */
export const FAQ_LIKELY = 0.5;
/** Two answers closer than this are both offered. */
const FAQ_MARGIN = 0.06;

const ENTRIES: readonly FaqEntry[] = FAQ;
const INDEX = questionIndex<FaqId>(
  FAQ.map(({ id, question, examples }) => ({ id, phrases: [question.zh, question.en, ...examples] })),
  foldPolite,
);
const BY_ID = new Map<string, FaqEntry>(ENTRIES.map((entry) => [entry.id, entry]));

export function faqEntry(id: string): FaqEntry | undefined {
  return BY_ID.get(id);
}

/** Best answers for a text: one, several equally good ones to choose from, or none. */
export function matchFaq(text: string): FaqMatch[] {
  const folded = foldPolite(text);
  if (folded === '') return [];
  const same = INDEX.same(folded) ?? INDEX.same(fold(text));
  if (same) return [{ id: same, score: 1 }];
  const ranked = INDEX.rank(text);
  const best = ranked[0];
  if (!best || best.score < FAQ_LIKELY) return [];
  return ranked.filter((match) => best.score - match.score < FAQ_MARGIN).slice(0, 3);
}
