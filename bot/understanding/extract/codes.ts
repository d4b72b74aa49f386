/** Two-digit subject codes in a text, known ones only, in order and without repeats. */
export function subjectCodesIn(text: string, known: (code: string) => boolean): string[] {
  const runs = text.normalize('NFKC').match(/(?<![\dA-Za-z])\d{2}(?!\d)/gu) ?? [];
  return [...new Set(runs.filter(known))];
}

const LEVEL_WORDS: readonly (readonly [RegExp, number])[] = [
  [/一级|1级|level\s*(1|one)/iu, 1],
  [/二级|2级|level\s*(2|two)/iu, 2],
  [/三级|3级|level\s*(3|three)/iu, 3],
  [/四级|4级|level\s*(4|four)/iu, 4],
];

/** The one level a text names, or null. */
export function levelIn(text: string): number | null {
  const plain = text.normalize('NFKC');
  const named = LEVEL_WORDS.filter(([pattern]) => pattern.test(plain));
  return named.length === 1 ? (named[0]?.[1] ?? null) : null;
}

/** The text without the level and the words around a wish, what remains being the subject's name. */
export function withoutLevel(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/(我想|我要|帮我|想要|要)?(报考|报名|报|选|考|加)?(计算机)?([一二三四1-4]级)?/u, '')
    .replace(/^level\s*\w+\s*/iu, '')
    .trim();
}
