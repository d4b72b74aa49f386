import type { HeardText, Option } from '../engine/flow';
import { denies, editDistance, fold } from './normalize';

const NUMBER = /^(?:第|选|选择|no\.?|option|#)?\s*(\d{1,2})\s*(?:个|项|号)?[.、。)]?$/iu;

/** The option a text names by its number on the page, its label or another word for it. */
export function exactOption(
  options: readonly Option[],
  onPage: readonly Option[],
  text: HeardText,
): Option | null {
  if (options.length === 0 && onPage.length === 0) return null;
  const number = NUMBER.exec(text.raw.normalize('NFKC'))?.[1];
  const byLabel =
    text.folded === '' ? undefined : options.find((option) => namesOf(option).includes(text.folded));
  if (byLabel) return byLabel;
  return number === undefined ? null : (onPage[Number(number) - 1] ?? null);
}

/** Options a text nearly names: as part of a label, as a sentence around one, or with a slip of the finger. */
export function closeOptions(options: readonly Option[], text: HeardText): Option[] {
  const open = options.filter((option) => !option.explicit);
  const { folded } = text;
  if (folded.length === 0) return [];
  const containing = optionsWith(open, text);
  if (containing.length > 0) return containing;
  if (denies(text.raw)) return [];
  const within = longestWithin(open, folded);
  return within.length > 0 ? within : slips(open, folded);
}

/** Options that have the text in their names. */
export function optionsWith(options: readonly Option[], { folded }: HeardText): Option[] {
  if (!isFragment(folded)) return [];
  return options.filter((option) => namesOf(option).some((name) => name.includes(folded)));
}

function namesOf(option: Option): string[] {
  return [foldedLabel(option.label), ...(option.words ?? []).map(foldedLabel)];
}

/** Labels are the same few in every turn, so their folded forms are kept; what people type never gets in here. */
const FOLDED_AT_MOST = 5000;
const foldedLabels = new Map<string, string>();

function foldedLabel(label: string): string {
  const known = foldedLabels.get(label);
  if (known !== undefined) return known;
  if (foldedLabels.size >= FOLDED_AT_MOST) foldedLabels.clear();
  const folded = fold(label);
  foldedLabels.set(label, folded);
  return folded;
}

/** Two characters, or one Han character: less says too little. */
function isFragment(folded: string): boolean {
  return /\p{Script=Han}/u.test(folded) || [...folded].length >= 2;
}

function longestWithin(options: readonly Option[], folded: string): Option[] {
  let longest = 1;
  let found: Option[] = [];
  for (const option of options) {
    const length = Math.max(
      0,
      ...namesOf(option)
        .filter((name) => folded.includes(name))
        .map((name) => name.length),
    );
    if (length > longest) [longest, found] = [length, [option]];
    else if (length === longest && length > 1) found.push(option);
  }
  return found;
}

function slips(options: readonly Option[], folded: string): Option[] {
  const allowed = folded.length >= 8 ? 2 : folded.length >= 4 ? 1 : 0;
  if (allowed === 0) return [];
  return options.filter((option) =>
    namesOf(option).some((name) => name.length >= 4 && editDistance(name, folded, allowed) <= allowed),
  );
}
