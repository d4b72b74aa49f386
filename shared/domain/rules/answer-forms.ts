import type { CatalogueItem } from '../catalogue/item';
import type { LocalText, Season } from '../season';
import { accept, refuse, type Checked, type Refused } from './check';

/** Refusals of an answer whose form, not content, is wrong. */
type FormCode = 'field.required' | 'field.wrong_type' | 'field.not_a_choice' | 'text.too_long';

interface ChoiceLike {
  value: string;
  name: LocalText | null;
}

/** No field takes more UTF-16 units than this; longer text is refused before any rule works on it. */
const MAX_RAW_LENGTH = 2000;
const MAX_LIST_LENGTH = 50;

/** Entries of a catalogue as choices, in its order. */
export function choicesOf(items: readonly CatalogueItem[]): { value: string; name: LocalText }[] {
  return items.map((item) => ({ value: item.key, name: item.name }));
}

/** Text to a rule; nothing, blanks, other types and endless text are refused here. */
export function oneLine<Outcome>(raw: unknown, rule: (text: string) => Outcome): Outcome | Refused<FormCode> {
  if (raw === undefined || raw === null) return refuse('field.required');
  if (typeof raw !== 'string') return refuse('field.wrong_type');
  if (raw.length > MAX_RAW_LENGTH) return refuse('text.too_long', { max: MAX_RAW_LENGTH });
  return rule(raw);
}

/** The stored value of a choice, given as the value itself or as its name in either language. */
export function checkChoice(raw: unknown, choices: readonly ChoiceLike[]): Checked<string, FormCode> {
  return oneLine(raw, (text): Checked<string, FormCode> => {
    const wanted = text.normalize('NFKC').trim().toLowerCase();
    if (wanted === '') return refuse('field.required');
    const found = choices.find(
      ({ value, name }) => value === wanted || name?.zh === wanted || name?.en.toLowerCase() === wanted,
    );
    return found ? accept(found.value) : refuse('field.not_a_choice');
  });
}

/** A yes or no, given as boolean or as the words `yes` and `no`. */
export function checkYesNo(raw: unknown): Checked<boolean, FormCode> {
  if (typeof raw === 'boolean') return accept(raw);
  const choice = checkChoice(raw, [
    { value: 'yes', name: null },
    { value: 'no', name: null },
  ]);
  return choice.ok ? accept(choice.value === 'yes') : choice;
}

/** Codes as a list or as one text parted by blanks, commas or 、. */
export function listOf(raw: unknown): Checked<string[], FormCode> {
  if (!Array.isArray(raw)) {
    return oneLine(raw, (text) =>
      accept(
        text
          .normalize('NFKC')
          .split(/[\s,、;]+/u)
          .filter(Boolean),
      ),
    );
  }
  if (raw.length > MAX_LIST_LENGTH) return refuse('field.wrong_type');
  const items: unknown[] = raw;
  const codes = items.filter((item) => typeof item === 'string').map((item) => item.normalize('NFKC').trim());
  return codes.length === items.length ? accept(codes) : refuse('field.wrong_type');
}

/** Types the season accepts; the foreign residence card has its own switch (domain.md 5). */
export function acceptedDocumentTypes(season: Season): string[] {
  return season.documentTypes.filter((type) => type !== 'foreign_pr_id' || season.policies.acceptForeignPrId);
}
