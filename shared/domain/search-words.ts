import type { Answers } from './registration';

/** What a person can be looked up by, in the one form in which both sides write it. */
export interface SearchWords {
  kind: 'document' | 'mobile' | 'student';
  words: string;
}

/** Characters of a document or mobile number that people know by heart, at its end. */
export const SEARCH_TAIL = 4;

/** Everything a registration with these answers is found by. */
export function searchWords({ name, documentNumber, mobile, studentNumber }: Answers): SearchWords[] {
  const found: (SearchWords | null)[] = [
    name && documentNumber ? nameWords('document', name, documentNumber) : null,
    name && mobile ? nameWords('mobile', name, mobile) : null,
    studentNumber ? studentWords(studentNumber) : null,
  ];
  return found.filter((one) => one !== null);
}

/** A name with the last four characters of a number; null when either is too short to say anything. */
export function nameWords(kind: 'document' | 'mobile', name: string, number: string): SearchWords | null {
  const [who, digits] = [folded(name), folded(number)];
  if (who === '' || [...digits].length < SEARCH_TAIL) return null;
  return { kind, words: `${who}|${[...digits].slice(-SEARCH_TAIL).join('')}` };
}

export function studentWords(studentNumber: string): SearchWords | null {
  const words = folded(studentNumber);
  return words === '' ? null : { kind: 'student', words };
}

/** Width, case, blanks, dashes and the many middle dots of names say nothing. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Pd}·・•‧∙⋅.．'’]/gu, '')
    .toLowerCase();
}
