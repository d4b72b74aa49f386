/** Something people ask for in several ways, in any language. */
export interface Askable<Id extends string> {
  id: Id;
  /** Its own words and the other ways to ask. */
  phrases: readonly string[];
}

/** How well an entry fits a text, 0 to 1. */
export interface Ranked<Id extends string> {
  id: Id;
  score: number;
}

/** Finds what a text asks for. Built once for a list of entries. */
export interface QuestionIndex<Id extends string> {
  /** The entry one of whose phrases this folded text is. */
  same(folded: string): Id | undefined;
  /** Every entry that shares words with the text, the best first. */
  rank(text: string): Ranked<Id>[];
}

interface Phrase<Id> {
  id: Id;
  folded: string;
  grams: Map<string, number>;
  weight: number;
}

const FILLERS = /可不可以|能不能|可以|请问|怎么办|一下|[吗呢的了吧啊呀我你您]/gu;

const STOP_WORDS = new Set(
  'a an the is are i my me to of do does it in on for be and you your this that'.split(' '),
);

/** Words no phrase has count against it, though less than a rare word it lacks. */
const UNKNOWN_RARITY = 2.5;

/**
 * Compares by shared words, of which rare ones weigh more. `fold` brings texts into one form, in which width, case and
 * punctuation do not count.
 */
export function questionIndex<Id extends string>(
  entries: readonly Askable<Id>[],
  fold: (text: string) => string,
): QuestionIndex<Id> {
  const phrases = entries.flatMap(({ id, phrases: texts }) =>
    texts.map((text): Phrase<Id> => ({ id, folded: fold(text), grams: gramsOf(text), weight: 0 })),
  );
  const rarities = raritiesOf(phrases, entries.length);
  const byGram = new Map<string, Phrase<Id>[]>();
  for (const phrase of phrases) {
    phrase.weight = weightOf(phrase.grams, rarities);
    for (const gram of phrase.grams.keys()) {
      const there = byGram.get(gram);
      if (there) there.push(phrase);
      else byGram.set(gram, [phrase]);
    }
  }
  const byText = new Map(phrases.map((phrase) => [phrase.folded, phrase.id]));

  function rank(text: string): Ranked<Id>[] {
    const grams = gramsOf(text);
    const heard = { folded: fold(text), grams, weight: weightOf(grams, rarities) };
    const candidates = new Set([...grams.keys()].flatMap((gram) => byGram.get(gram) ?? []));
    const best = new Map<Id, number>();
    for (const phrase of candidates) {
      const score = scoreOf(phrase, heard, rarities);
      if (score > (best.get(phrase.id) ?? 0)) best.set(phrase.id, score);
    }
    return [...best].map(([id, score]) => ({ id, score })).sort((left, right) => right.score - left.score);
  }

  return { same: (folded) => byText.get(folded), rank };
}

function scoreOf(
  phrase: Phrase<string>,
  heard: { folded: string; grams: Map<string, number>; weight: number },
  rarities: Map<string, number>,
): number {
  let shared = 0;
  for (const [gram, count] of phrase.grams) {
    const there = heard.grams.get(gram);
    if (there !== undefined) shared += Math.min(count, there) * rarityOf(gram, rarities);
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

function raritiesOf(phrases: readonly Phrase<string>[], all: number): Map<string, number> {
  const owners = new Map<string, Set<string>>();
  for (const { id, grams } of phrases) {
    for (const gram of grams.keys()) owners.set(gram, (owners.get(gram) ?? new Set()).add(id));
  }
  return new Map([...owners].map(([gram, ids]) => [gram, Math.log(1 + all / ids.size)]));
}

function rarityOf(gram: string, rarities: Map<string, number>): number {
  return rarities.get(gram) ?? UNKNOWN_RARITY;
}

function weightOf(grams: Map<string, number>, rarities: Map<string, number>): number {
  let weight = 0;
  for (const [gram, count] of grams) weight += count * rarityOf(gram, rarities);
  return weight;
}
