/**
 * Characters of names (domain.md 6). Everything counts in code points: 𬱖 is one character. Planes 2 and 3 hold nothing
 * but Han characters and are named by range, because the Unicode tables of older phones end before the newest of them.
 */
const HAN = /[\p{Script=Han}\u3007\u{20000}-\u{2FFFD}\u{30000}-\u{3FFFD}]/u;
/** Radicals and iteration marks are Han by script but stand in no name. */
const NOT_IN_NAMES = /[\u2E80-\u2FDF\u3005\u3021-\u3029\u3038-\u303B]/u;
/** With the accents that NFC could not join to their letter. */
const LATIN = /[\p{Script=Latin}\u0300-\u036F]/u;
const ACCENT = /[\u0300-\u036F]/u;
const LATIN_LETTER = /\p{Script=Latin}/u;
const PRIVATE_USE = /[\uE000-\uF8FF\u{F0000}-\u{10FFFD}]/u;
/** What systems print in place of a character they lack. */
const PLACEHOLDER = /[?？*＊□■〓◻▯]/u;
const RARE = /[\u3400-\u4DBF\u{20000}-\u{3FFFD}]/u;

/** Dots that people type for U+00B7 (U+0387 becomes it by NFC). */
const DOTS = /[\u2022\u2027\u30FB\uFF65\u22C5\u2219]/gu;
const FULL_WIDTH_LETTERS = /[\uFF21-\uFF3A\uFF41-\uFF5A]/gu;
const KANGXI_RADICALS = /[\u2F00-\u2FD5]/gu;

/** A Chinese character that may stand in a name. */
export function isHan(character: string): boolean {
  return HAN.test(character) && !NOT_IN_NAMES.test(character);
}

/** A Latin letter or accent that may stand in a name. */
export function isLatin(character: string): boolean {
  return LATIN.test(character);
}

/** 1-based position of the first accent without a Latin letter right before it, or 0. */
export function strayAccentPosition(characters: readonly string[]): number {
  return (
    characters.findIndex(
      (character, index) => ACCENT.test(character) && !LATIN_LETTER.test(characters[index - 1] ?? ''),
    ) + 1
  );
}

/** A code point that every font draws differently (S24). */
export function isPrivateUse(character: string): boolean {
  return PRIVATE_USE.test(character);
}

/** A sign that stands for a character that could not be typed. */
export function isPlaceholder(character: string): boolean {
  return PLACEHOLDER.test(character);
}

/** Characters that old systems and fonts often cannot show (S24). */
export function isRare(character: string): boolean {
  return RARE.test(character);
}

/**
 * The form in which a name is stored: NFC, look-alike dots as `·`, full-width letters and Kangxi radicals as their
 * plain forms, layout blanks beside Han characters and dots dropped. No character of the name itself is changed.
 */
export function foldName(raw: string): string {
  const plain = raw
    .normalize('NFC')
    .replace(FULL_WIDTH_LETTERS, (letter) => letter.normalize('NFKC'))
    .replace(KANGXI_RADICALS, (radical) => radical.normalize('NFKC'))
    .replace(DOTS, '·')
    .replace(/[\u2018\u2019\u02BC\uFF07]/gu, "'")
    .replace(/[\u2010\u2011\u2212\uFF0D]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/ ?· ?/gu, '·');
  return foldBetweenHan([...plain]).join('');
}

/** A full stop between Han characters is a dot; a blank beside one is layout. */
function foldBetweenHan(characters: readonly string[]): string[] {
  const folded: string[] = [];
  characters.forEach((character, index) => {
    const [before, after] = [characters[index - 1] ?? '', characters[index + 1] ?? ''];
    if (character === ' ' && (isHan(before) || isHan(after))) return;
    const stop = character === '\uFF0E' || character === '.';
    if (stop && isHan(before) && isHan(after)) folded.push('·');
    else folded.push(character === '\uFF0E' ? '.' : character);
  });
  return folded;
}
