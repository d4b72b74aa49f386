import { FAQ, type FaqEntry, type FaqId } from '../../shared/i18n/bot/faq';
import { fold, foldPolite } from './normalize';

/** How well a question of the list fits a text, 0 to 1. */
export interface FaqMatch {
  id: FaqId;
  score: number;
}

interface Phrase {
  id: FaqId;
  folded: string;
  grams: Map<string, number>;
  weight: number;
}

/** A text is the phrase itself, apart from courtesy. */
export const FAQ_SURE = 0.85;
/** Below this a question is not answered. */
export const FAQ_LIKELY = 0.5;
/** Two answers closer than this are both offered. */
const FAQ_MARGIN = 0.06;

const FILLERS = /可不可以|能不能|可以|请问|怎么办|一下|[吗呢的了吧啊呀我你您]/gu;

const STOP_WORDS = new Set(
  'a an the is are i my me to of do does it in on for be and you your this that'.split(' '),
);

/** Words no phrase has count against it, though less than a rare word it lacks. */
const UNKNOWN_RARITY = 2.5;

const ENTRIES: readonly FaqEntry[] = FAQ;
const PHRASES = phrasesOf();
const RARITY = rarityOf(PHRASES);
const BY_GRAM = new Map<string, Phrase[]>();
for (const phrase of PHRASES) {
  phrase.weight = weightOf(phrase.grams);
  for (const gram of phrase.grams.keys()) BY_GRAM.set(gram, [...(BY_GRAM.get(gram) ?? []), phrase]);
}
const BY_TEXT = new Map(PHRASES.map((phrase) => [phrase.folded, phrase.id]));
const BY_ID = new Map<string, FaqEntry>(ENTRIES.map((entry) => [entry.id, entry]));

export function faqEntry(id: string): FaqEntry | undefined {
  return BY_ID.get(id);
}

/** Best answers for a text: one, several equally good ones to choose from, or none. */
export function matchFaq(text: string): FaqMatch[] {
  const folded = foldPolite(text);
  if (folded === '') return [];
  const same = BY_TEXT.get(folded) ?? BY_TEXT.get(fold(text));
  if (same) return [{ id: same, score: 1 }];
  const ranked = rank(text, folded);
  const best = ranked[0];
  if (!best || best.score < FAQ_LIKELY) return [];
  return ranked.filter((match) => best.score - match.score < FAQ_MARGIN).slice(0, 3);
}

function rank(text: string, folded: string): FaqMatch[] {
  const grams = gramsOf(text);
  const weight = weightOf(grams);
  const candidates = new Set([...grams.keys()].flatMap((gram) => BY_GRAM.get(gram) ?? []));
  const best = new Map<FaqId, number>();
  for (const phrase of candidates) {
    const score = scoreOf(phrase, { folded, grams, weight });
    if (score > (best.get(phrase.id) ?? 0)) best.set(phrase.id, score);
  }
  return [...best].map(([id, score]) => ({ id, score })).sort((left, right) => right.score - left.score);
}

function scoreOf(
  phrase: Phrase,
  heard: { folded: string; grams: Map<string, number>; weight: number },
): number {
  let shared = 0;
  for (const [gram, count] of phrase.grams) {
    const there = heard.grams.get(gram);
    if (there !== undefined) shared += Math.min(count, there) * rarity(gram);
  }
  const overlap = (2 * shared) / (phrase.weight + heard.weight);
  const contained = phrase.folded.length >= 4 && heard.folded.includes(phrase.folded);
  return contained ? Math.max(overlap, 0.7 + (0.2 * phrase.folded.length) / heard.folded.length) : overlap;
}

/** Pairs of neighbouring Han characters, and whole Latin words without their plural. */
function gramsOf(text: string): Map<string, number> {
  const grams = new Map<string, number>();
  const add = (gram: string): void => void grams.set(gram, (grams.get(gram) ?? 0) + 1);
  const folded = text.normalize('NFKC').toLowerCase();
  // Words that stand in any question say nothing about which one it is.
  const bare = folded.replace(FILLERS, ' ');
  const plain = bare.trim() === '' ? folded : bare;
  for (const run of plain.match(/\p{Script=Han}+|[a-z\d+]+/gu) ?? []) {
    if (/^[a-z\d+]/u.test(run)) {
      if (!STOP_WORDS.has(run)) add(run.length > 3 ? run.replace(/s$/u, '') : run);
      continue;
    }
    const characters = [...run];
    if (characters.length === 1) add(run);
    for (let at = 0; at + 1 < characters.length; at++) add(`${characters[at]}${characters[at + 1]}`);
  }
  return grams;
}

function phrasesOf(): Phrase[] {
  return FAQ.flatMap((entry) =>
    [entry.question.zh, entry.question.en, ...entry.examples].map((text) => ({
      id: entry.id,
      folded: foldPolite(text),
      grams: gramsOf(text),
      weight: 0,
    })),
  );
}

function rarityOf(phrases: Phrase[]): Map<string, number> {
  const owners = new Map<string, Set<string>>();
  for (const { id, grams } of phrases) {
    for (const gram of grams.keys()) owners.set(gram, (owners.get(gram) ?? new Set()).add(id));
  }
  const all = FAQ.length;
  return new Map([...owners].map(([gram, ids]) => [gram, Math.log(1 + all / ids.size)]));
}

function rarity(gram: string): number {
  return RARITY.get(gram) ?? UNKNOWN_RARITY;
}

function weightOf(grams: Map<string, number>): number {
  let weight = 0;
  for (const [gram, count] of grams) weight += count * rarity(gram);
  return weight;
}
